"""The content calendar: a week of pieces, what waits for review, what brings readers, and whether promises are kept."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.communities.queries.profiles import profiles_of
from coterie.kit.clock import now
from coterie.rituals.enums import LengthBand, PieceFormat, PieceState
from coterie.rituals.models import Piece
from coterie.rituals.queries.columns import columns_run_by, declining_in, persistence_of
from coterie.rituals.queries.piece_counts import Counts, comparison_of, counts_of
from coterie.rituals.queries.pieces import pieces_run_by, state_of_piece, unplanned, week_of_pieces
from coterie.web.console.calendar import WEEK, asked_monday
from coterie.web.console.content_words import (
    format_sentence,
    length_sentence,
    persistence_sentence,
    trend_sentence,
)
from coterie.web.place import console_page
from coterie.web.request import actor_of

LATEST = 20
TONES: dict[str, str] = {
    PieceState.WAITING: "amber", PieceState.APPROVED: "sky", PieceState.PUBLISHED: "leaf", PieceState.WITHDRAWN: "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A piece in a list: where it stands, and what it brought."""

    piece: Piece
    state: Promise | str
    tone: str
    counts: Counts


def lines_of(pieces: list[Piece], *, counted: bool = True) -> list[Line]:
    """Return pieces as lists show them."""
    counts = counts_of(pieces) if counted else {}
    return [line_of(row, counts.get(row.pk, Counts())) for row in pieces]


def line_of(row: Piece, counts: Counts) -> Line:
    """Return one piece as lists show it."""
    state = state_of_piece(row)
    return Line(row, state.label, TONES.get(state, ""), counts)


@console_page("engage", Permission.SEE_CONSOLE)
def content(request: HttpRequest, community: Community) -> HttpResponse:
    """Show a week of pieces with all that belongs to it."""
    actor, monday = actor_of(request), asked_monday(request)
    columns = columns_run_by(actor, community.pk)
    pieces = asked_pieces(request, pieces_run_by(actor, community.pk))
    words = {
        "week": week_of_pieces(pieces, columns, monday, community.timezone),
        "monday": monday, "before": monday - WEEK, "after": monday + WEEK, "today": localdate(now()),
        "columns": columns, "profiles": profiles_of(community.pk), "asked": request.GET,
        "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk), **beside(community, pieces),
    }  # fmt: skip
    return render(request, "console/content.html", words)


def asked_pieces(request: HttpRequest, pieces: QuerySet[Piece]) -> QuerySet[Piece]:
    """Return the pieces of the column and the profile in the address."""
    for name, where in (("column", "column__key"), ("profile", "column__profile__key")):
        if key := request.GET.get(name, ""):
            pieces = pieces.filter(**{where: key})
    return pieces


def beside(community: Community, pieces: QuerySet[Piece]) -> dict[str, Any]:
    """Return what stands beside the week."""
    at = now()
    compared = comparison_of(community.pk, at)
    latest = pieces.filter(published_at__isnull=False).order_by("-published_at", "-id")[:LATEST]
    return {
        "open": lines_of(list(unplanned(pieces)[:LATEST]), counted=False),
        "latest": lines_of(list(latest)),
        "formats": [(PieceFormat(one.kind).label, one) for one in compared.formats],
        "lengths": [(LengthBand(one.kind).label, one) for one in compared.lengths],
        "format_sentence": format_sentence(compared.formats),
        "length_sentence": length_sentence(compared.lengths),
        "streak": persistence_sentence(persistence_of(community.pk, community.timezone, at)),
        "warnings": [(one, trend_sentence(one.trend)) for one in declining_in(community.pk, at)],
    }
