"""Why something asked for with a key is not answered."""

from typing import ClassVar

from coterie.kit.errors import DomainError


class KeyReused(DomainError):
    """The key was used before, for something else."""

    code: ClassVar[str] = "idempotency_key_reused"
    status: ClassVar[int] = 422


class KeyInUse(DomainError):
    """The first one who asked with this key is not answered yet."""

    code: ClassVar[str] = "idempotency_key_in_use"
