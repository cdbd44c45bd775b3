"""Levels and boards: who stands where, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from django.db.models import QuerySet, Sum

from coterie.members.queries.members import active_members, members_of_staff
from coterie.rewards.enums import PRAISE, Span
from coterie.rewards.models import Award, Level, Rank
from coterie.rewards.queries.plan import plan_of, within
from coterie.rewards.rules import Counted, Pair, counted, praisers

LEAST_GIVERS = 3
SHOWN = 50
LASTS_S, MOST_KEPT = 60.0, 200
_kept: dict[tuple[int, str], tuple[float, dict[int, int]]] = {}
"""What was counted lately, by community and span, and until when it serves."""


def levels_of(community: int) -> QuerySet[Level]:
    """The levels of a community, the lowest first."""
    return Level.objects.filter(community=community).select_related("badge").order_by("number")


def rank_of(member: int) -> Rank | None:
    """Return where a member stands, once they have got points."""
    return Rank.objects.filter(member=member).first()


def titles_of(community: int, members: Sequence[int]) -> dict[int, str]:
    """Return the titles of the levels of some members."""
    names = dict(levels_of(community).values_list("number", "title"))
    ranks = Rank.objects.filter(member__in=members, level__gt=0).values_list("member", "level")
    return {member: names[level] for member, level in ranks if level in names}


def counting(community: int, since: datetime | None = None) -> dict[int, Counted]:
    """Return what counts of everybody's awards, since a moment or of all time.

    Who knows whom is read from all time: a circle stays one.
    """
    rows = Award.objects.filter(within(since), community=community)
    own = rows.exclude(deed__in=PRAISE).values_list("member").annotate(total=Sum("points"))
    praise = rows.filter(deed__in=PRAISE).values_list("member", "giver").annotate(total=Sum("points"))
    pairs = {(member, giver): total for member, giver, total in praise.order_by()}
    plan = plan_of(community)
    known, least = praisers(who_praised(community)), plan.least_givers if plan else LEAST_GIVERS
    return counted(dict(own.order_by()), pairs, known=known, hosts=members_of_staff(community), least=least)


def who_praised(community: int) -> list[Pair]:
    """Return who was ever praised by whom."""
    rows = Award.objects.filter(community=community, revoked_at=None, deed__in=PRAISE)
    return list(rows.order_by().values_list("member", "giver").distinct())


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a board; equal scores share one."""

    place: int
    member: int
    name: str
    key: str
    title: str
    points: int


@dataclass(frozen=True, slots=True)
class Board:
    """Who got most; `mine` is the reader's own place, also below what is shown."""

    span: str
    places: tuple[Place, ...]
    mine: Place | None


def board_of(community: int, span: str, *, reader: int | None, now: datetime) -> Board:
    """Return a board: what counts of the last days' awards, among the members of today.

    Of all time it is what the ranks say, else it is counted; one count serves a minute.
    """
    if span == Span.EVER:
        rows = Rank.objects.filter(community=community, score__gt=0).order_by("-score", "member")
        found = dict(rows.values_list("member", "score")[:SHOWN])
        own = rows.filter(member=reader).values_list("score", flat=True).first() if reader else None
        before = rows.filter(score__gt=own).count() if own else 0
    else:
        scores = recent_scores(community, span, now)
        found = dict(sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:SHOWN])
        own = scores.get(reader) if reader else None
        before = sum(score > own for score in scores.values()) if own else 0
    named = named_places(community, found | ({reader: own} if reader and own else {}))
    mine = replace(named[reader], place=before + 1) if reader and own and reader in named else None
    return Board(span, tuple(in_places([named[member] for member in found if member in named])), mine)


def recent_scores(community: int, span: str, now: datetime) -> dict[int, int]:
    """Return what counts of the last days for the members of today who have something; kept for a minute."""
    until, kept = _kept.get((community, span), (0.0, {}))
    if monotonic() < until:
        return kept
    counts = counting(community, now - timedelta(days=int(span)))
    here = set(active_members(community).values_list("pk", flat=True))
    scores = {member: one.score for member, one in counts.items() if one.score and member in here}
    if len(_kept) > MOST_KEPT:
        _kept.clear()
    _kept[community, span] = monotonic() + LASTS_S, scores
    return scores


def named_places(community: int, scores: Mapping[int, int]) -> dict[int, Place]:
    """Return places with names, not numbered yet."""
    titles = titles_of(community, list(scores))
    people = active_members(community).filter(pk__in=list(scores))
    return {
        row.pk: Place(0, row.pk, row.name, row.key, row.title or titles.get(row.pk, ""), scores[row.pk])
        for row in people
    }


def in_places(places: Sequence[Place]) -> Iterator[Place]:
    """Number places from the best; equal scores share one."""
    before: Place | None = None
    for number, one in enumerate(places, start=1):
        place = before.place if before and before.points == one.points else number
        before = replace(one, place=place)
        yield before
