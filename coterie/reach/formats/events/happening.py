"""What one row of a stream of events says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["page_seen", "member_joined", "group_joined", "group_left", "message_posted", "order_paid"]

_NAMES: dict[Kind, str] = {
    "page_seen": "pageseen pageview pageviewed page viewpage visit visited view viewed home landing main catalog search"
    " browse impression screenview sessionstart",
    "member_joined": "memberjoined signup signedup register registered registration accountcreated usercreated newuser",
    "group_joined": "groupjoined join joined joinedgroup channeljoin memberjoinedchannel",
    "group_left": "groupleft leave left leftgroup channelleave part quit",
    "message_posted": "messageposted message post messagesent said comment reply",
    "order_paid": "orderpaid purchase purchased order orderplaced ordercompleted paid payment paymentdone buy bought"
    " checkoutcompleted transaction",
}
KINDS: dict[str, Kind] = {name: kind for kind, names in _NAMES.items() for name in names.split()}
"""The names that other programs give to the kinds of event that are known here."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event; "" and None where the stream says nothing."""

    line: int
    at: datetime
    kind: Kind
    who: str
    group: str = ""
    channel: str = ""
    order: str = ""
    amount: int | None = None
    currency: str = ""
    text: str = ""


def kind_called(name: str) -> Kind | None:
    """Return the kind that a name means; what ends in page or view is a page that was seen."""
    known = KINDS.get(name)
    if known is None and name.endswith(("page", "view", "pageview")):
        return "page_seen"
    return known
