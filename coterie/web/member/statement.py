"""A member's statement of points as a file of their own."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from coterie.rewards.queries.statement import Line, lines_of, movements_of
from coterie.web.csv import csv_answer
from coterie.web.member.place import Standing, member_page, own_or_404

AT_ONCE = 500
HEAD = ("at", "points", "balance", "kind", "deed", "note", "prize", "envelope")


@require_safe
@member_page("profile")
def points_csv(_request: HttpRequest, standing: Standing) -> HttpResponseBase:
    """Hand over every movement of one's points, the latest first."""
    member = own_or_404(standing)
    return csv_answer(f"{standing.slug}-points", HEAD, cells_of(standing.community, member))


def cells_of(community: int, member: int) -> Iterator[tuple[object, ...]]:
    """Yield what each movement was: how much, what was there afterwards, and what for."""
    legs, begin = movements_of(community, member), 0
    while part := lines_of(list(legs[begin : begin + AT_ONCE])):
        yield from map(cells, part)
        begin += AT_ONCE


def cells(line: Line) -> tuple[object, ...]:
    """Return one movement as cells."""
    deed, note = (line.award.deed, line.award.note) if line.award else ("", "")
    words = line.envelope.words if line.envelope else ""
    return (line.at.isoformat(), line.points, line.balance, line.kind, deed, note, line.prize, words)
