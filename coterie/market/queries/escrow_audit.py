"""Proving the escrow: in it is what backers paid and did not get back, until it is decided; then nothing."""

from collections.abc import Iterator

from coterie.market.enums import ProjectKind, ProjectState, TeamState
from coterie.market.models import OrderLine, Project, Team
from coterie.market.queries.books import escrow, money_of, team_money
from coterie.market.queries.projects import pledged, total
from coterie.market.queries.teams import paid_in
from coterie.platform.ledger.reading import balance_of


def escrow_faults() -> list[str]:
    """Return what does not hold, in words with the project's number; empty when all is sound."""
    projects = Project.objects.select_related("offer__community").order_by("pk")
    teams = Team.objects.select_related("variant__offer__community").order_by("pk")
    of_projects = [fault for row in projects.iterator() for fault in faults_of(row)]
    return of_projects + [fault for row in teams.iterator() for fault in faults_of_team(row)]


def faults_of(row: Project) -> Iterator[str]:
    """Yield what does not hold of one project."""
    community = row.offer.community
    there = -balance_of(money_of(community.pk, community.currency), escrow(row.pk))
    in_escrow = row.kind == ProjectKind.ALL_OR_NOTHING and row.state != ProjectState.WON
    due = pledged(row) if in_escrow else 0
    if there != due:
        yield f"escrow holds {there} where {due} is pledged: {row.pk}"
    if row.settled_at and row.state != ProjectState.WON and pledged(row):
        yield f"a project is settled and owes its backers {pledged(row)}: {row.pk}"


def faults_of_team(row: Team) -> Iterator[str]:
    """Yield what does not hold of one team."""
    community = row.variant.offer.community
    there = -balance_of(money_of(community.pk, community.currency), team_money(row.pk))
    paid = total(OrderLine.objects.filter(order__in=paid_in(row)))
    due = 0 if row.state == TeamState.COMPLETE else paid
    if there != due:
        yield f"a team holds {there} where {due} was paid: {row.pk}"
    if paid_in(row).count() > row.people:
        yield f"more have paid in a team than it has seats: {row.pk}"
    if row.settled_at and row.state == TeamState.MISSED and paid:
        yield f"a team is settled and owes its members {paid}: {row.pk}"
