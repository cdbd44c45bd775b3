"""Proving the escrow: in it is what backers paid and did not get back, until it is decided; then nothing."""

from collections.abc import Iterator

from coterie.market.enums import ProjectKind, ProjectState
from coterie.market.models import Project
from coterie.market.queries.books import escrow, money_of
from coterie.market.queries.projects import pledged
from coterie.platform.ledger.reading import balance_of


def escrow_faults() -> list[str]:
    """Return what does not hold, in words with the project's number; empty when all is sound."""
    rows = Project.objects.select_related("offer__community").order_by("pk")
    return [fault for row in rows.iterator() for fault in faults_of(row)]


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
