from typing import ClassVar

from coterie.kit.errors import DomainError


class LinkSpent(DomainError):
    """A one-time link was used before, is too old, or never was; nobody learns which."""

    code: ClassVar[str] = "link_spent"
    status: ClassVar[int] = 410
