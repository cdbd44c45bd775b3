"""The letter about how a team that buys together ended."""

from functools import partial

from django.utils.translation import gettext as _

from coterie.accounts.domain.letter import write_to
from coterie.communities.queries.address import member_address
from coterie.market.enums import TeamState
from coterie.market.models import Order, Team


def write_end(row: Team, order: Order) -> bool:
    """Write to one who has paid that the team is complete, or that it is not; in the community's language."""
    account = order.member.account_id if order.member else None
    return write_to(account, row.variant.offer.community.language, partial(words_of, row, order))


def words_of(row: Team, order: Order) -> tuple[str, str]:
    """Return the letter."""
    community = row.variant.offer.community
    address = member_address(community.slug, f"orders/{order.key}")
    facts = {"community": community.name, "title": row.variant.offer.title, "address": address}
    if row.state == TeamState.COMPLETE:
        text = _("Your team at %(community)s is complete. “%(title)s” is yours, at the price for teams.\n\n%(address)s")
        return _("Complete: %(title)s is yours") % facts, text % facts
    text = _(
        "Your team at %(community)s did not come together in time. You do not have “%(title)s”, and all that you paid "
        "goes back to you.\n\nBegin another team, or buy it alone:\n\n%(address)s"
    )
    return _("Not complete: your money for %(title)s goes back") % facts, text % facts
