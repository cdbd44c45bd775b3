"""What pieces brought, and which kinds of them bring more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from django.db.models import Count

from coterie.rituals.enums import LengthBand, PieceFormat
from coterie.rituals.models import Piece, PieceOrder, PieceReader
from coterie.rituals.queries.columns import ripe_pieces
from coterie.rituals.rules import band_of
from coterie.talk.queries.reactions import NOTHING, under

DAYS = 7


@dataclass(frozen=True, slots=True)
class Counts:
    """What a piece brought: people who saw it, members who read it, signs and answers, joins, orders."""

    views: int = 0
    reads: int = 0
    reactions: int = 0
    replies: int = 0
    joins: int = 0
    orders: int = 0


def counts_of(pieces: Sequence[Piece]) -> dict[int, Counts]:
    """Return what some pieces brought; so many queries however many pieces."""
    ids = [row.pk for row in pieces]
    seen = PieceReader.objects.filter(piece__in=ids).values_list("piece")
    readers = {
        piece: numbers
        for piece, *numbers in seen.annotate(views=Count("pk"), reads=Count("read_at"), joins=Count("joined_at"))
    }
    orders = dict(PieceOrder.objects.filter(piece__in=ids).values_list("piece").annotate(number=Count("pk")))
    said = under([message for row in pieces for message in row.said], None)
    found = {}
    for row in pieces:
        views, reads, joins = readers.get(row.pk, (0, 0, 0))
        below = [said.get(message, NOTHING) for message in row.said]
        reactions = sum(sign[1] for one in below for sign in one.reactions)
        replies = sum(one.replies for one in below)
        found[row.pk] = Counts(views, reads, reactions, replies, joins, orders.get(row.pk, 0))
    return found


def daily_views(row: Piece, zone: str, now: datetime) -> list[tuple[date, int]]:
    """Return how many saw a piece for the first time on each of its first days, by the community's clock."""
    if row.published_at is None:
        return []
    first, clock = row.published_at.astimezone(ZoneInfo(zone)).date(), ZoneInfo(zone)
    until = row.published_at + timedelta(days=DAYS + 1)
    counted: dict[date, int] = defaultdict(int)
    for at in row.readers.filter(seen_at__lt=until).values_list("seen_at", flat=True):
        counted[at.astimezone(clock).date()] += 1
    days = (first + timedelta(days=place) for place in range(DAYS))
    return [(on, counted[on]) for on in days if on <= now.astimezone(clock).date()]


@dataclass(frozen=True, slots=True)
class Compared:
    """A format or a length: how many saw its pieces within a week, in the middle, and of how many pieces."""

    kind: str
    views: float
    pieces: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pieces of a year compared, by format and by length; the most seen first."""

    formats: Sequence[Compared]
    lengths: Sequence[Compared]


def comparison_of(community: int, now: datetime) -> Comparison:
    """Compare the pieces that have been out for a week."""
    rows = ripe_pieces(now).filter(community=community)
    told = rows.values_list("format", "body", "week_views")  # type: ignore[misc]  # annotated there
    found = [(str(kind), str(band_of(body)), views) for kind, body, views in told]
    formats = compared(((kind, views) for kind, _band, views in found), PieceFormat.values)
    texts = ((band, views) for kind, band, views in found if kind == PieceFormat.TEXT)
    return Comparison(formats, compared(texts, LengthBand.values))


def compared(found: Iterable[tuple[str, int]], kinds: Sequence[str]) -> list[Compared]:
    """Return the kinds that there are, the most seen first."""
    views: dict[str, list[int]] = defaultdict(list)
    for kind, number in found:
        views[kind].append(number)
    told = [Compared(kind, median(views[kind]), len(views[kind])) for kind in kinds if views[kind]]
    return sorted(told, key=lambda one: -one.views)
