"""How teams end: complete, and everybody has what they bought; or not, and everybody has their money back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.market.domain.decision import give_order_back, is_on_its_way
from coterie.market.domain.escrow import together_key
from coterie.market.domain.grant import grant_for
from coterie.market.domain.team_letter import write_end
from coterie.market.enums import TeamState
from coterie.market.events import TeamEnded
from coterie.market.models import Order, Team
from coterie.market.queries.books import money_of, revenue, team_money
from coterie.market.queries.teams import paid_in, seats_taken
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry
from coterie.platform.ledger.reading import balance_of

WITH_OFFER = "variant__offer__community"


def paid_in_team(order: Order, actor: Actor, now: datetime) -> None:
    """Begin the hours of a team with its first payment, and complete it with its last; in the payment's transaction."""
    row = locked(Team.objects.select_related(WITH_OFFER).filter(orders=order))
    if row.began_at is None:
        row.began_at, row.ends_at = now, now + timedelta(hours=row.hours)
        row.save(update_fields=["began_at", "ends_at"])
    orders = list(paid_in(row).select_related("member").prefetch_related("lines__variant").order_by("pk"))
    if len(orders) >= row.people:
        complete(row, orders, actor, now)


def complete(row: Team, orders: Sequence[Order], actor: Actor, now: datetime) -> None:
    """Complete a team that is locked: its money is revenue from here on, and everybody has what they bought."""
    community = row.variant.offer.community
    book = money_of(community.pk, community.currency)
    held = -balance_of(book, team_money(row.pk))
    moves = {team_money(row.pk): held, revenue(row.variant.offer_id): -held}
    book_entry(key=together_key(row), kind="together", book=book, moves=moves, at=now, subject=row.pk)
    for one in orders:
        grant_for(one, one.lines.all(), actor, now)
    row.settled_at = now
    ended(row, TeamState.COMPLETE, orders, actor, now)


def ended(row: Team, state: TeamState, orders: Sequence[Order], actor: Actor, now: datetime) -> None:
    """End a team that is locked, and write to who has paid."""
    row.state, row.decided_at = state, now
    row.save(update_fields=["state", "decided_at", "settled_at"])
    offer = row.variant.offer
    facts = {"community": offer.community_id, "actor": actor.account, "subject": row.pk}
    publish(TeamEnded(at=now, data={"state": state, "offer": offer.pk, "paid": len(orders)}, **facts))
    for one in orders:
        write_end(row, one)


def end_teams_due(*, actor: Actor, now: datetime) -> int:
    """End the teams whose time is over and that are not complete; return how many."""
    due = Team.objects.filter(state=TeamState.OPEN, ends_at__lte=now).order_by("ends_at", "pk")
    return sum(miss(team=team, actor=actor, now=now) for team in list(due.values_list("pk", flat=True)))


@transaction.atomic
def miss(*, team: int, actor: Actor, now: datetime) -> bool:
    """End one team that is not complete, unless it was ended meanwhile."""
    row = locked(Team.objects.select_related(WITH_OFFER).filter(pk=team))
    if row.state != TeamState.OPEN:
        return False
    ended(row, TeamState.MISSED, list(paid_in(row).select_related("member").order_by("pk")), actor, now)
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
    for order in open_seats(team):
        give_order_back(order=order, why="team", reason=reason, actor=actor, now=now)
    return settle_if_empty(team, now)


def open_seats(team: int) -> list[int]:
    """Return the orders of a team that are paid or wait for their money, the first first."""
    return list(seats_taken(Team(pk=team)).order_by("pk").values_list("pk", flat=True))


def settle_if_empty(team: int, now: datetime) -> bool:
    """Settle a team of which nothing is left to give back."""
    with transaction.atomic():
        row = locked(Team.objects.filter(pk=team))
        if row.settled_at or open_seats(team) or is_on_its_way(Order.objects.filter(team=team)):
            return False
        row.settled_at = now
        row.save(update_fields=["settled_at"])
        return True
