"""When rituals take place: by the wall clock of the community, whatever the clocks do."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.groups.domain.group import create_group
from coterie.groups.models import Membership
from coterie.kit.errors import Forbidden, Invalid, NotFound
from coterie.rituals.domain.calendar import copy_week, plan_ahead
from coterie.rituals.domain.cue import run_due
from coterie.rituals.domain.occurrence import move_occurrence
from coterie.rituals.domain.ritual import archive_ritual, edit_ritual, pause_ritual
from coterie.rituals.models import Occurrence, Ritual
from coterie.rituals.rules import Recurrence, dates_of, moment_of
from coterie.talk.models import Message, Notice
from tests.cast import NOW, Cast
from tests.rituals.plans import HOUR, NINE, SYSTEM, TUESDAY, first, seat_alice, topic

ZONES = sorted(available_timezones())
DAY = timedelta(days=1)


@given(
    zone=st.sampled_from(ZONES), on=st.dates(date(1975, 1, 1), date(2037, 12, 1)), at=st.times().map(lambda t: t.replace(microsecond=0)),
)  # fmt: skip
@settings(max_examples=400)
def test_wall_clock_shows_the_time_or_it_was_skipped(zone: str, on: date, at: time) -> None:
    local, wall = ZoneInfo(zone), datetime.combine(on, at)
    shown = moment_of(on, at, zone).astimezone(local).replace(tzinfo=None)

    if shown != wall:
        later = shown - wall
        last = moment_of(on, at, zone) - later  # the clock had not yet gone forward by so much
        assert last.astimezone(local).replace(tzinfo=None) < wall < shown
        assert moment_of(on, at, zone).astimezone(local).utcoffset() - last.astimezone(local).utcoffset() == later  # type: ignore[operator]


@given(
    zone=st.sampled_from(ZONES), first_on=st.dates(date(2000, 1, 1), date(2035, 1, 1)),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1), every=st.integers(1, 4), at=st.times(),
)  # fmt: skip
@settings(max_examples=200)
def test_weekly_times_stand_on_their_days_and_never_share_a_date(
    zone: str, first_on: date, weekdays: frozenset[int], every: int, at: time
) -> None:
    plan = Recurrence(rule="weekly", first=first_on, weekdays=weekdays, every=every)
    dates = list(dates_of(plan, began=first_on, since=first_on - DAY, to=first_on + 400 * DAY))

    slow = [
        day for day in (first_on + n * DAY for n in range(401))
        if day.weekday() in weekdays and ((day - timedelta(day.weekday())) - (first_on - timedelta(first_on.weekday()))).days // 7 % every == 0
    ]  # fmt: skip
    moments = [moment_of(on, at, zone) for on in dates]
    assert dates == slow
    assert moments == sorted(set(moments))


@pytest.mark.parametrize(("first_on", "began", "expected"), [
    (date(2026, 1, 1), date(2026, 3, 1), [date(2026, 3, 7)]),
    (date(2026, 3, 8), date(2026, 3, 1), []),
])  # fmt: skip
def test_day_seven_after_a_group_began(first_on: date, began: date, expected: list[date]) -> None:
    plan = Recurrence(rule="after", first=first_on, after=7)

    assert list(dates_of(plan, began=began, since=date(2026, 3, 1), to=date(2026, 4, 1))) == expected


def test_times_of_five_weeks_are_written_once(cast: Cast) -> None:
    ritual = topic(cast)

    assert plan_ahead(actor=SYSTEM, now=NOW) == 0
    assert plan_ahead(actor=SYSTEM, now=NOW + 7 * DAY) == 1
    dates = list(ritual.occurrences.order_by("on").values_list("on", flat=True))
    assert dates == [TUESDAY + timedelta(weeks=n) for n in range(6)]


def test_change_of_the_clocks_moves_nothing_on_the_wall(cast: Cast) -> None:
    cast.table.timezone = "Europe/Berlin"
    cast.table.save()
    ritual = topic(cast)

    zone = ZoneInfo("Europe/Berlin")
    times = [row.starts_at for row in ritual.occurrences.order_by("on")]
    assert {moment.astimezone(zone).time() for moment in times} == {time(21)}
    assert {moment.utcoffset() for moment in times} == {timedelta(0)}
    assert len({moment.time() for moment in times}) == 2


def test_new_group_gets_its_day_and_later_days_take_turns(cast: Cast) -> None:
    alice, bob = (admitted(cast, name) for name in ("alice", "bob"))
    ritual = topic(cast, rule="after", after=3, weekdays=[], first_on=TUESDAY, hosts=[alice, bob])
    weekly = topic(cast, title="Weekly", hosts=[alice, bob])
    group = create_group(
        community=cast.table.pk, name="New", tier="basic", capacity=9, description="", actor=cast.actor("alice"),
        now=NOW + 7 * DAY,
    )  # fmt: skip
    edit_ritual(ritual=ritual.pk, groups=[group.pk], actor=cast.actor("alice"), now=NOW + 7 * DAY)

    [row] = Occurrence.objects.filter(ritual=ritual, group=group)
    hosts = list(weekly.occurrences.order_by("on").values_list("host", flat=True))
    assert row.on == (NOW + 9 * DAY).date()
    assert hosts == [alice, bob, alice, bob, alice]
    edit_ritual(ritual=weekly.pk, groups=[cast.group.pk, group.pk], actor=cast.actor("alice"), now=NOW + 7 * DAY)
    of_new = dict(weekly.occurrences.filter(group=group).values_list("on", "host"))
    assert of_new == {on: host for on, host in of_old(weekly, cast).items() if on in of_new}
    assert len(of_new) == 5


def test_changed_rule_moves_what_was_not_touched(cast: Cast) -> None:
    ritual = topic(cast)
    moved = first(ritual)
    move_occurrence(occurrence=moved.pk, starts_at=NINE + HOUR, actor=cast.actor("alice"), now=NOW)

    edit_ritual(ritual=ritual.pk, weekdays=[3], at=time(20), actor=cast.actor("alice"), now=NOW)

    rows = list(ritual.occurrences.order_by("on"))
    assert rows[0].starts_at == NINE + HOUR
    assert {row.on.weekday() for row in rows[1:]} == {3}
    assert {row.starts_at.hour for row in rows[1:]} == {12}


def test_paused_and_archived_rituals_have_no_times_to_come(cast: Cast) -> None:
    ritual = topic(cast)
    facts = {"ritual": ritual.pk, "actor": cast.actor("alice"), "now": NOW}
    pause_ritual(on=False, **facts)
    assert not ritual.occurrences.exists()
    pause_ritual(on=True, **facts)
    assert ritual.occurrences.count() == 5
    archive_ritual(**facts)
    assert not ritual.occurrences.exists()
    with pytest.raises(NotFound):
        edit_ritual(title="No", **facts)


def test_week_is_copied_once(cast: Cast) -> None:
    once = topic(cast, rule="once", weekdays=[])
    facts = {"community": cast.table.pk, "monday": date(2026, 3, 2), "actor": cast.actor("bob"), "now": NOW}

    assert copy_week(to=date(2026, 3, 30), **facts) == 1
    assert copy_week(to=date(2026, 3, 30), **facts) == 0
    assert once.occurrences.order_by("on").last().on == date(2026, 3, 31)  # type: ignore[union-attr]
    for wrong in (date(2026, 3, 31), date(2026, 2, 2), date(2026, 3, 2)):
        with pytest.raises(Invalid):
            copy_week(to=wrong, **facts)


@pytest.mark.parametrize(("facts", "field"), [
    ({"title": "  "}, "title"), ({"weekdays": []}, "weekdays"), ({"minutes": 4}, "minutes"), ({"groups": []}, "groups"),
    ({"rule": "daily"}, "rule"), ({"until": date(2026, 3, 1)}, "until"), ({"rule": "after"}, "after"),
    ({"checklist": [{"minute": 0, "text": ""}]}, "checklist"), ({"every": 0}, "every"),
])  # fmt: skip
def test_wrong_plans_are_refused_and_change_nothing(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        topic(cast, **facts)

    assert refused.value.field == field
    assert not Ritual.objects.exists()


def test_strange_hosts_and_groups_are_not_there(cast: Cast) -> None:
    with pytest.raises(NotFound):
        topic(cast, hosts=[cast.members["dan"].pk])
    with pytest.raises(NotFound):
        topic(cast, groups=[10**6])
    with pytest.raises(Forbidden):
        copy_week(
            community=cast.table.pk, monday=date(2026, 3, 2), to=date(2026, 3, 9), actor=cast.actor("ann"), now=NOW
        )


def of_old(ritual: Ritual, cast: Cast) -> dict[date, int | None]:
    return dict(ritual.occurrences.filter(group=cast.group).values_list("on", "host"))


def admitted(cast: Cast, who: str) -> int:
    from coterie.members.domain.member import admit_member

    account = cast.accounts[who].pk
    return admit_member(community=cast.table.pk, account=account, name=who, actor=cast.actor("alice"), now=NOW).pk


def joined_on(cast: Cast, who: str, moment: datetime) -> None:
    Membership.objects.filter(member=cast.members[who], group=cast.group).update(joined_at=moment)


def test_a_day_after_joining_is_for_who_joined_and_names_them(cast: Cast) -> None:
    seat_alice(cast)
    Membership.objects.update(joined_at=NOW - timedelta(days=60))
    noon = NOW.replace(hour=4)  # noon in Shanghai
    for days, who in ((1, "dan"), (1, "nina"), (9, "carol"), (60, "paul")):
        joined_on(cast, who, noon - timedelta(days=days))
    row = topic(cast, rule="joined", after=7, weekdays=[], first_on=NOW.date())
    [only] = row.occurrences.all()

    assert only.on == (noon - timedelta(days=1)).date() + timedelta(days=6)
    joined_on(cast, "paul", noon)
    assert plan_ahead(actor=SYSTEM, now=NOW) == 1
    assert plan_ahead(actor=SYSTEM, now=NOW) == 0
    run_due(actor=SYSTEM, now=only.starts_at - timedelta(hours=23))
    said = Message.objects.get().text
    assert "@Dan" in said
    assert "@Nina" in said
    assert "@Carol" not in said
    assert Notice.objects.filter(member=cast.members["nina"]).count() == 1


def test_the_first_day_after_joining_is_too_early(cast: Cast) -> None:
    for after in (0, 1):
        with pytest.raises(Invalid):
            topic(cast, rule="joined", after=after, weekdays=[], first_on=NOW.date())
