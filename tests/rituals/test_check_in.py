"""Checking in each day: streaks are folds of days, in every zone and across every change of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.groups.domain.membership import leave_group
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain.challenge import create_challenge, edit_challenge, pause_challenge
from coterie.rituals.domain.check_in import Shown, check_in, join_challenge, leave_challenge, make_up, set_reminder
from coterie.rituals.domain.finish import finish_due, remind_due
from coterie.rituals.models import Challenge, CheckIn, Enrolment
from coterie.rituals.queries.challenges import board_of, local_date, squares_of, standings
from coterie.rituals.rules import habit, longest, streak
from coterie.talk.models import Message
from tests.cast import NOW, Cast
from tests.rituals.plans import SYSTEM

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST = date(2026, 3, 3)
ZONES = sorted(available_timezones())
EARLIEST, LATEST = (datetime.combine(date(year, 1, 1), time()) for year in (1990, 2036))
OVER_THE_LINE = {
    "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kiritimati", "Pacific/Enderbury", "Pacific/Kanton", "Pacific/Kwajalein",
    "Kwajalein",
}  # fmt: skip
"""Zones that left a day out since 1990."""
WORDS = Shown(text="Two pages")


def challenge(cast: Cast, **facts: object) -> Challenge:
    usual = {"title": "Morning pages", "first_on": FIRST, "last_on": FIRST + 20 * DAY, **facts}
    return create_challenge(community=cast.table.pk, group=cast.group.pk, **usual, actor=cast.actor("alice"), now=NOW)  # type: ignore[arg-type]


def enrolled(cast: Cast, row: Challenge, who: str = "dan", zone: str = "UTC", **facts: object) -> Enrolment:
    member = cast.members[who].pk
    return join_challenge(challenge=row.pk, member=member, zone=zone, **facts, actor=cast.actor(who), now=NOW)  # type: ignore[arg-type]


def noon(day: int) -> datetime:
    return datetime.combine(FIRST + day * DAY, time(12), tzinfo=UTC)


def do(cast: Cast, row: Enrolment, *days: int, who: str = "dan", shown: Shown = WORDS) -> None:
    for day in days:
        check_in(enrolment=row.pk, shown=shown, actor=cast.actor(who), now=noon(day))


def stands(row: Enrolment, day: int) -> tuple[int, int, int, int]:
    [one] = standings(row.challenge, [row], noon(day))
    return one.days, one.streak, one.longest, one.cards


@given(zone=st.sampled_from(ZONES), at=st.datetimes(EARLIEST, LATEST))
@settings(max_examples=500)
def test_two_days_in_a_row_are_a_streak_of_two_in_every_zone(zone: str, at: datetime) -> None:
    """Somebody looks at their own clock at the same hour on two days; wherever that is, these are two days."""
    local = ZoneInfo(zone)
    moments = [moment.replace(tzinfo=local).astimezone(UTC) for moment in (at, at + DAY)]
    done = {local_date(moment, zone) for moment in moments}

    crossed = {at.date(), (at + DAY).date()} != done  # the zone left one of these days out at the date line
    assert zone in OVER_THE_LINE if crossed else streak(done, (), max(done)) == 2


@given(
    done=st.sets(st.integers(0, 40)), free=st.sets(st.integers(0, 40)), today=st.integers(0, 40),
)  # fmt: skip
@settings(max_examples=400)
def test_streak_equals_the_slow_way(done: set[int], free: set[int], today: int) -> None:
    days, off = {FIRST + n * DAY for n in done}, {FIRST + n * DAY for n in free}

    marks = "".join("x" if n in done else "-" if n in free else "." for n in range(today + 1))
    marks = marks[:-1] if marks[-1] != "x" else marks
    assert streak(days, off, FIRST + today * DAY) == marks.rpartition(".")[2].count("x")
    whole = "".join("x" if n in done else "-" if n in free else "." for n in range(41))
    assert longest(days, off) == max(part.count("x") for part in whole.split("."))


@pytest.mark.parametrize(("times", "usual"), [
    ([], None), ([time(7), time(8), time(9)], time(8)), ([time(23, 30), time(0, 10), time(0, 40)], time(0, 10)),
])  # fmt: skip
def test_habit_is_the_usual_hour_even_around_midnight(times: list[time], usual: time | None) -> None:
    assert habit(times) == usual


def test_days_cards_and_pauses(cast: Cast) -> None:
    row = challenge(cast)
    dan = enrolled(cast, row)
    do(cast, dan, 0, 1, 4)
    pause_challenge(
        challenge=row.pk, first_on=FIRST + 2 * DAY, last_on=FIRST + 2 * DAY, actor=cast.actor("bob"), now=noon(4)
    )
    assert stands(dan, 4) == (3, 1, 2, 2)

    make_up(enrolment=dan.pk, on=FIRST + 3 * DAY, shown=WORDS, actor=cast.actor("dan"), now=noon(5))

    assert stands(dan, 5) == (4, 4, 4, 1)
    assert stands(dan, 6) == (4, 0, 4, 1)
    states = [one.state for one in squares_of(row, dan, noon(6))[:8]]
    assert states == ["done", "done", "free", "made_up", "done", "missed", "today", "ahead"]
    for wrong in (FIRST + 2 * DAY, FIRST + DAY, FIRST + 6 * DAY, FIRST - DAY):
        with pytest.raises(Conflict):
            make_up(enrolment=dan.pk, on=wrong, shown=WORDS, actor=cast.actor("dan"), now=noon(6))
    make_up(enrolment=dan.pk, on=FIRST + 5 * DAY, shown=WORDS, actor=cast.actor("dan"), now=noon(8))
    with pytest.raises(Conflict):
        make_up(enrolment=dan.pk, on=FIRST + 6 * DAY, shown=WORDS, actor=cast.actor("dan"), now=noon(8))


def test_same_day_twice_is_one_day_and_said_once(cast: Cast) -> None:
    dan = enrolled(cast, challenge(cast))
    do(cast, dan, 0)
    do(cast, dan, 0, shown=Shown(text="Three pages"))

    assert list(CheckIn.objects.values_list("text", flat=True)) == ["Three pages"]
    assert LoggedEvent.objects.filter(kind="checked_in").count() == 1
    assert Message.objects.filter(nonce__startswith="check-in").count() == 1


def test_day_ends_where_the_member_is(cast: Cast) -> None:
    row = challenge(cast)
    dan, nina = enrolled(cast, row, zone="Pacific/Kiritimati"), enrolled(cast, row, "nina", "America/Los_Angeles")
    moment = datetime(2026, 3, 4, 11, tzinfo=UTC)

    for who, one in (("dan", dan), ("nina", nina)):
        check_in(enrolment=one.pk, shown=WORDS, actor=cast.actor(who), now=moment)

    assert CheckIn.objects.get(enrolment=dan).on == date(2026, 3, 5)
    assert CheckIn.objects.get(enrolment=nina).on == date(2026, 3, 4)


@pytest.mark.parametrize(("proof", "shown", "field"), [
    ("text", Shown(text=" "), "text"), ("number", Shown(text="5"), "number"), ("picture", Shown(text="5"), "picture"),
    ("number", Shown(number=Decimal("NaN")), "number"), ("number", Shown(number=Decimal(10**9)), "number"),
])  # fmt: skip
def test_what_is_no_proof_changes_nothing(cast: Cast, proof: str, shown: Shown, field: str) -> None:
    dan = enrolled(cast, challenge(cast, proof=proof))

    with pytest.raises(Invalid) as refused:
        do(cast, dan, 0, shown=shown)

    assert refused.value.field == field
    assert not CheckIn.objects.exists()


def test_only_oneself_and_only_while_seated(cast: Cast) -> None:
    row = challenge(cast)
    dan = enrolled(cast, row)
    with pytest.raises(NotFound):
        check_in(enrolment=dan.pk, shown=WORDS, actor=cast.actor("nina"), now=noon(0))
    with pytest.raises(NotFound):
        enrolled(cast, row, "eve")
    with pytest.raises(Conflict):
        do(cast, dan, 21)
    leave_group(group=cast.group.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=noon(0))
    with pytest.raises(NotFound):
        do(cast, dan, 0)


def test_who_left_comes_back_with_the_days(cast: Cast) -> None:
    row = challenge(cast)
    dan = enrolled(cast, row)
    do(cast, dan, 0)
    leave_challenge(enrolment=dan.pk, actor=cast.actor("dan"), now=noon(0))
    assert board_of(row, noon(1)) == []
    enrolled(cast, row)
    do(cast, dan, 1)

    [one] = board_of(row, noon(1))
    assert (one.days, one.streak) == (2, 2)


def test_proof_stays_once_somebody_showed_something(cast: Cast) -> None:
    row = challenge(cast)
    do(cast, enrolled(cast, row), 0)

    with pytest.raises(Conflict):
        edit_challenge(challenge=row.pk, proof="number", actor=cast.actor("alice"), now=NOW)
    edit_challenge(challenge=row.pk, title="Evening pages", actor=cast.actor("alice"), now=NOW)


def test_letter_comes_once_a_day_at_the_usual_hour(cast: Cast) -> None:
    dan = enrolled(cast, challenge(cast), reminds=True)
    do(cast, dan, 0, 1, 2)
    assert remind_due(actor=SYSTEM, now=noon(3) + 29 * timedelta(minutes=1)) == 0
    assert remind_due(actor=SYSTEM, now=noon(3) + 31 * timedelta(minutes=1)) == 1
    assert remind_due(actor=SYSTEM, now=noon(3) + HOUR) == 0
    do(cast, dan, 4)
    assert remind_due(actor=SYSTEM, now=noon(4) + HOUR) == 0
    set_reminder(enrolment=dan.pk, on=False, actor=cast.actor("dan"), now=NOW)
    assert remind_due(actor=SYSTEM, now=noon(5) + HOUR) == 0


def test_end_is_told_once_with_what_was_reached(cast: Cast) -> None:
    row = challenge(cast, last_on=FIRST + 4 * DAY)
    do(cast, enrolled(cast, row), 0, 1, 2, 3)
    do(cast, enrolled(cast, row, "nina"), 0, who="nina")

    assert finish_due(actor=SYSTEM, now=noon(4)) == 0
    assert finish_due(actor=SYSTEM, now=noon(5)) == 2
    assert finish_due(actor=SYSTEM, now=noon(6)) == 0

    told = {event.member: event.data for event in LoggedEvent.objects.filter(kind="challenge_finished")}
    assert told[cast.members["dan"].pk] == {"days": 4, "of": 5, "passed": True}
    assert told[cast.members["nina"].pk] == {"days": 1, "of": 5, "passed": False}
    assert not mail.outbox
