"""How teams end: complete, and everybody has what they bought; or not, and everybody has their money back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.market.domain.decision import give_order_back
from coterie.market.domain.escrow import together_key
from coterie.market.domain.grant import grant_for
from coterie.market.enums import TeamState
from coterie.market.events import TeamEnded
from coterie.market.models import Order, Team
from coterie.market.queries.books import money_of, revenue, team_money
from coterie.market.queries.teams import paid_in, seats_taken
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry
from coterie.platform.ledger.reading import balance_of


def complete_with(order: Order, actor: Actor, now: datetime) -> None:
    """Complete the team of an order that is paid, if it was the last; the team is locked by its payment."""
    row = locked(Team.objects.select_related("variant__offer__community").filter(pk=order.team_id))
    orders = list(paid_in(row).prefetch_related("lines__variant").order_by("pk"))
    if row.state != TeamState.OPEN or len(orders) < row.people:
        return
    community = row.variant.offer.community
    book = money_of(community.pk, community.currency)
    if held := -balance_of(book, team_money(row.pk)):
        moves = {team_money(row.pk): held, revenue(row.variant.offer_id): -held}
        book_entry(key=together_key(row), kind="together", book=book, moves=moves, at=now, subject=row.pk)
    for one in orders:
        grant_for(one, one.lines.all(), actor, now)
    row.settled_at = now
    ended(row, TeamState.COMPLETE, actor, now)


def ended(row: Team, state: TeamState, actor: Actor, now: datetime) -> None:
    """End a team that is locked."""
    row.state, row.decided_at = state, now
    row.save(update_fields=["state", "decided_at", "settled_at"])
    offer = row.variant.offer
    facts = {"community": offer.community_id, "actor": actor.account, "subject": row.pk}
    publish(TeamEnded(at=now, data={"state": state, "offer": offer.pk}, **facts))


def end_teams_due(*, actor: Actor, now: datetime) -> int:
    """End the teams whose time is over and that are not complete; return how many."""
    due = Team.objects.filter(state=TeamState.OPEN, ends_at__lte=now).order_by("ends_at", "pk")
    return sum(miss(team=team, actor=actor, now=now) for team in list(due.values_list("pk", flat=True)))


@transaction.atomic
def miss(*, team: int, actor: Actor, now: datetime) -> bool:
    """End one team that is not complete, unless it was ended meanwhile."""
    row = locked(Team.objects.select_related("variant__offer").filter(pk=team))
    if row.state != TeamState.OPEN or row.ends_at > now:
        return False
    ended(row, TeamState.MISSED, actor, now)
    return True


def give_teams_back_due(*, actor: Actor, now: datetime) -> int:
    """Give back what was paid in teams that did not come together; return how many are settled.

    Each order is given back in a transaction of its own: whoever dies in between goes on where it stopped.
    """
    rows = Team.objects.filter(state=TeamState.MISSED, settled_at=None).order_by("decided_at", "pk")
    return sum(give_team_back(team=row, actor=actor, now=now) for row in list(rows.values_list("pk", flat=True)))


def give_team_back(*, team: int, actor: Actor, now: datetime) -> bool:
    """Give back everything of one team; tell whether nothing is left."""
    reason = str(_("The team did not come together."))
    for order in list(seats_taken(Team(pk=team)).order_by("pk").values_list("pk", flat=True)):
        give_order_back(order=order, why="team", reason=reason, actor=actor, now=now)
    return settle_if_empty(team=team, now=now)


@transaction.atomic
def settle_if_empty(*, team: int, now: datetime) -> bool:
    """Settle a team of which nothing is left to give back."""
    row = locked(Team.objects.filter(pk=team))
    if row.settled_at or seats_taken(row).exists():
        return False
    row.settled_at = now
    row.save(update_fields=["settled_at"])
    return True
