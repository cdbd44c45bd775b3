"""In which ways an order can be paid."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coterie.market.rules import MANUAL


@dataclass(frozen=True, slots=True)
class WayToPay:
    """A way to pay: what a payment keeps of it, and what people read."""

    name: str
    title: str | Promise
    note: str | Promise


BY_HAND = WayToPay(
    MANUAL,
    _("By transfer or in cash"),
    _("Pay the hosts as they tell you, and name the number of your order. They confirm when the money is there."),
)


def ways_to_pay(community: int) -> list[WayToPay]:  # noqa: ARG001 - what else there is, a community decides
    """Return how a community is paid; the usual way first."""
    return [BY_HAND]


def is_way(community: int, name: str) -> bool:
    """Tell whether a community is paid in this way."""
    return any(way.name == name for way in ways_to_pay(community))
