"""What an earning is for: an order that was paid, or work that was accepted."""

from dataclasses import dataclass
from typing import Protocol

from coterie.partners.models import Work


class Ground(Protocol):
    """What an earning is for, as books and events name it; the market's Sold is one."""

    @property
    def community(self) -> int:
        """In which community."""

    @property
    def currency(self) -> str:
        """In which currency."""

    @property
    def order(self) -> int | None:
        """The market's number of the order, if it is one."""

    @property
    def payment(self) -> int | None:
        """By which payment, if it was paid."""


@dataclass(frozen=True, slots=True)
class Worked:
    """Work that was accepted: of no order, and paid by nobody but the community."""

    community: int
    currency: str
    order: None = None
    payment: None = None


def worked(row: Work) -> Worked:
    """Return work as what an earning is for."""
    return Worked(row.bounty.programme.community_id, row.bounty.currency)
