"""Who asks: the value that every verb and every `..._visible_to` query receives."""

from dataclasses import dataclass
from typing import Literal, Self

Door = Literal["page", "api", "cli", "job"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One asker at one door; `account` is None for a visitor and for the system itself."""

    account: int | None = None
    via: Door = "page"
    system: bool = False
    scopes: frozenset[str] | None = None
    """Scopes of the API token in use; None means every right the account has."""

    @classmethod
    def of_system(cls, via: Door = "job") -> Self:
        """Return the actor for work that no person asked for, and for the owner's terminal."""
        return cls(via=via, system=True)


VISITOR = Actor()
"""Somebody nobody has met yet."""
