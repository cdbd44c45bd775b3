"""Levels and boards: who stands where, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from coterie.communities.queries.communities import staff_of
from coterie.members.queries.members import active_members, members_with
from coterie.rewards.enums import PRAISE, Span
from coterie.rewards.models import Award, Level, Rank
from coterie.rewards.queries.plan import plan_of, within
from coterie.rewards.rules import Counted, Pair, counted, praisers

LEAST_GIVERS = 3
SHOWN = 50


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
    return counted(dict(own.order_by()), pairs, known=known, hosts=hosts_of(community), least=least)


def who_praised(community: int) -> list[Pair]:
    """Return who was ever praised by whom."""
    rows = Award.objects.filter(community=community, revoked_at=None, deed__in=PRAISE)
    return list(rows.order_by().values_list("member", "giver").distinct())


def hosts_of(community: int) -> set[int]:
    """Return the members who are staff."""
    return set(members_with(community, list(staff_of(community).values_list("account", flat=True))))


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
    """Return a board: what counts of the last days' awards, among the members of today."""
    since = None if span == Span.EVER else now - timedelta(days=int(span))
    scores = {member: one.score for member, one in counting(community, since).items() if one.score}
    people = {row.pk: row for row in active_members(community).filter(pk__in=scores)}
    titles = titles_of(community, list(people))
    order = sorted(people.values(), key=lambda row: (-scores[row.pk], row.number))
    places: list[Place] = []
    for number, row in enumerate(order, start=1):
        same = places and places[-1].points == scores[row.pk]
        place = places[-1].place if same else number
        title = row.title or titles.get(row.pk, "")
        places.append(Place(place, row.pk, row.name, row.key, title, scores[row.pk]))
    mine = next((place for place in places if place.member == reader), None)
    return Board(span, tuple(places[:SHOWN]), mine)
