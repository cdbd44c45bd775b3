"""Challenges, and how everybody in them stands: every figure is folded from the days."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.rituals.enums import DayState
from coterie.rituals.models import Challenge, CheckIn, Enrolment
from coterie.rituals.rules import DAY, longest, streak


@dataclass(frozen=True, slots=True)
class Place:
    """How a member stands in a challenge."""

    enrolment: Enrolment
    days: int
    """Days that are done, those made up for among them."""
    so_far: int
    """Days that could be done until today, without those that were free."""
    streak: int
    longest: int
    cards: int
    """Cards that are left."""
    done_today: bool

    @property
    def share(self) -> float:
        """What part of the days is done."""
        return self.days / self.so_far if self.so_far else 0.0

    @property
    def passed(self) -> bool:
        """Whether enough of the days are done."""
        return self.share * 100 >= self.enrolment.challenge.needed


@dataclass(frozen=True, slots=True)
class Square:
    """A day of the challenge as a member sees it."""

    on: date
    state: str

    @property
    def state_name(self) -> str:
        """What the day is, in words."""
        return str(DayState(self.state).label)


def challenges_run_by(actor: Actor, community: int) -> QuerySet[Challenge]:
    """The challenges of a community that are not put away, the latest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return told_of(Challenge.objects.filter(community=community, archived_at=None))


def challenges_visible_to(actor: Actor, community: int) -> QuerySet[Challenge]:
    """The challenges in groups that the actor sees."""
    groups = groups_visible_to(actor, community).values("pk")
    return told_of(Challenge.objects.filter(community=community, group__in=groups, archived_at=None))


def told_of(rows: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """Return challenges with what a screen says of them."""
    return rows.select_related("group", "community").prefetch_related("pauses").order_by("-first_on", "-id")


def enrolment_of(challenge: int, member: int | None) -> Enrolment | None:
    """Return how a member takes part."""
    rows = Enrolment.objects.filter(challenge=challenge, member=member, left_at=None)
    return rows.select_related("challenge", "member").first() if member else None


def local_date(now: datetime, zone: str) -> date:
    """Return which day it is for somebody."""
    return now.astimezone(ZoneInfo(zone)).date()


def is_over(row: Enrolment, now: datetime) -> bool:
    """Tell whether a challenge is over where its member is."""
    return local_date(now, row.zone) > row.challenge.last_on


def free_days(row: Challenge) -> frozenset[date]:
    """Return the days that nobody must check in on."""
    return frozenset(
        pause.first_on + n * DAY for pause in row.pauses.all() for n in range((pause.last_on - pause.first_on).days + 1)
    )


def standings(row: Challenge, enrolments: Iterable[Enrolment], now: datetime) -> list[Place]:
    """Return how members stand, at the cost of one query."""
    people = list(enrolments)
    days: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    found = CheckIn.objects.filter(enrolment__in=people).values_list("enrolment", "on", "made_up")
    for enrolment, on, made_up in found:
        days[enrolment].append((on, made_up))
    free = free_days(row)
    return [standing(row, one, days[one.pk], free, now) for one in people]


def standing(
    row: Challenge, enrolment: Enrolment, days: Sequence[tuple[date, bool]], free: Collection[date], now: datetime
) -> Place:
    """Fold one member's days."""
    today = min(local_date(now, enrolment.zone), row.last_on)
    done = {on for on, _made_up in days}
    used = sum(made_up for _on, made_up in days)
    so_far = sum(on not in free or on in done for on in days_of(row, today))
    return Place(
        enrolment, len(done), so_far, streak(done, free, today), longest(done, free), max(row.cards - used, 0),
        local_date(now, enrolment.zone) in done,
    )  # fmt: skip


def days_of(row: Challenge, until: date) -> list[date]:
    """Return the days of a challenge until a day."""
    return [row.first_on + timedelta(days=n) for n in range((min(until, row.last_on) - row.first_on).days + 1)]


def board_of(row: Challenge, now: datetime) -> list[Place]:
    """Return everybody's standing, most days first, of equals the longer streak."""
    people = row.enrolments.filter(left_at=None).select_related("member").order_by("joined_at", "id")
    return sorted(standings(row, people, now), key=lambda one: (-one.days, -one.streak, one.enrolment.pk))


def squares_of(row: Challenge, enrolment: Enrolment, now: datetime) -> list[Square]:
    """Return every day of a challenge as a member sees it."""
    made_up = dict(enrolment.check_ins.values_list("on", "made_up"))
    free, today = free_days(row), local_date(now, enrolment.zone)
    return [Square(on, state_of(on, made_up, free, today)) for on in days_of(row, row.last_on)]


def state_of(on: date, made_up: dict[date, bool], free: Collection[date], today: date) -> str:
    """Return what a day is."""
    if on in made_up:
        return DayState.MADE_UP if made_up[on] else DayState.DONE
    if on in free:
        return DayState.FREE
    return DayState.MISSED if on < today else DayState.TODAY if on == today else DayState.AHEAD


def shown_by(enrolment: Enrolment) -> QuerySet[CheckIn]:
    """What a member showed, the latest day first."""
    return enrolment.check_ins.order_by("-on")


def is_shown_by_somebody(actor: Actor, file: str) -> bool:
    """Tell whether a picture was shown at a check-in in a group that the actor sees."""
    row = CheckIn.objects.filter(picture=file).select_related("enrolment__challenge").first()
    if row is None or not file:
        return False
    challenge = row.enrolment.challenge
    return groups_visible_to(actor, challenge.community_id).filter(pk=challenge.group_id).exists()
