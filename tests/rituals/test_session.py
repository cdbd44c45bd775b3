"""A topic session: announced, opened, collected, closed and summarised by itself."""

from typing import Any

import pytest

from coterie.kit.errors import Conflict, NotFound
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain import cue
from coterie.rituals.domain.cue import follow
from coterie.rituals.domain.idea import propose_idea, vote_for_idea
from coterie.rituals.domain.mark import mark_contribution, unmark_contribution
from coterie.rituals.domain.occurrence import cancel_occurrence, edit_occurrence, move_occurrence, restore_occurrence
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.contributions import session_of
from coterie.talk.queries.announcement import announcement_of
from tests.cast import NOW, Cast
from tests.rituals.plans import HOUR, MINUTE, NINE, SYSTEM, at, first, said_by_itself, say, seat_alice, topic


def test_session_announces_reminds_opens_collects_closes_and_sums_up(cast: Cast) -> None:
    seat_alice(cast)
    row = first(topic(cast))

    assert at(NINE - 25 * HOUR) == 0
    assert at(NINE - 24 * HOUR) == 1
    assert announcement_of(cast.group.pk)
    assert at(NINE - 15 * MINUTE) == 1
    early = say(cast, "dan", "Too early", NINE - MINUTE)
    assert at(NINE + MINUTE) == 1
    good = say(cast, "dan", "Bread that waits", NINE + 2 * MINUTE)
    say(cast, "carol", "Rice for two", NINE + 3 * MINUTE)
    mark_contribution(
        occurrence=row.pk,
        member=cast.members["carol"].pk,
        message=good.key,
        actor=cast.actor("carol"),
        now=NINE + 4 * MINUTE + 4 * MINUTE,
    )
    assert at(NINE + 30 * MINUTE) == 1
    late = say(cast, "dan", "Too late", NINE + 31 * MINUTE)
    assert at(NINE + HOUR) == 0

    row.refresh_from_db()
    session = session_of(row, reader=None, now=NINE + HOUR)
    keys = [one.line.key for one in session.contributions]
    assert (row.state, row.on_time, row.people, row.contributions) == ("closed", True, 2, 2)
    assert [one.line.key for one in session.top] == [good.key]
    assert not {early.key, late.key} & set(keys)
    texts = said_by_itself(row)
    assert len(texts) == 4
    assert "21:00" in texts[0]
    assert "2 people, 2 contributions" in texts[3]
    assert announcement_of(cast.group.pk) is None
    kinds = LoggedEvent.objects.filter(kind__startswith="occurrence_").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["occurrence_announced", "occurrence_opened", "occurrence_closed"]


def test_it_speaks_the_language_of_the_community(cast: Cast) -> None:
    seat_alice(cast)
    cast.table.language = "zh-hans"
    cast.table.save()
    row = first(topic(cast, title="周二话题"))
    for moment in (NINE - 24 * HOUR, NINE, NINE + 30 * MINUTE):
        at(moment)

    announced, opened, closed = said_by_itself(row)
    assert "3月3日" in announced
    assert "现在开始" in opened
    assert "0 人" in closed


def test_each_step_is_taken_once_however_often_one_asks(cast: Cast) -> None:
    seat_alice(cast)
    row = first(topic(cast))

    taken = [follow(occurrence=row.pk, actor=SYSTEM, now=NINE - HOUR) for _ in range(3)]

    assert taken == [1, 0, 0]
    assert len(said_by_itself(row)) == 1


@pytest.mark.parametrize(
    ("policy", "minutes", "state"), [("late", 20, "open"), ("late", 31, "missed"), ("skip", 20, "missed")]
)
def test_what_nobody_could_open_in_time(cast: Cast, policy: str, minutes: int, state: str) -> None:
    row = first(topic(cast, missed=policy))

    at(NINE + minutes * MINUTE)

    row.refresh_from_db()
    assert (row.state, row.on_time) == (state, False)


def test_nobody_of_the_staff_sits_there_and_it_takes_place_all_the_same(cast: Cast) -> None:
    row = first(topic(cast))
    at(NINE)
    say(cast, "dan", "Bread", NINE + MINUTE)
    at(NINE + 30 * MINUTE)

    row.refresh_from_db()
    assert (row.state, row.contributions, row.said) == ("closed", 1, [])


def test_marks_count_once_and_not_for_oneself(cast: Cast) -> None:
    alice = seat_alice(cast)
    row = first(topic(cast))
    at(NINE)
    said = say(cast, "dan", "Bread", NINE + MINUTE)
    before = say(cast, "dan", "Before", NINE - MINUTE)
    carol = cast.members["carol"].pk
    facts = {"occurrence": row.pk, "now": NINE + 2 * MINUTE}
    for _ in range(2):
        mark_contribution(member=alice, message=said.key, actor=cast.actor("alice"), **facts)
        mark_contribution(member=carol, message=said.key, actor=cast.actor("carol"), **facts)

    with pytest.raises(Conflict):
        mark_contribution(member=cast.members["dan"].pk, message=said.key, actor=cast.actor("dan"), **facts)
    with pytest.raises(NotFound):
        mark_contribution(member=carol, message=before.key, actor=cast.actor("carol"), **facts)
    with pytest.raises(NotFound):
        mark_contribution(member=carol, message=said.key, actor=cast.actor("stranger"), **facts)
    row.refresh_from_db()
    [one] = session_of(row, reader=carol, now=NINE + 3 * MINUTE).top
    assert (one.by_hosts, one.by_members, one.score, one.mine) == (1, 1, 4, True)
    unmark_contribution(member=carol, message=said.key, actor=cast.actor("carol"), **facts)
    [one] = session_of(row, reader=carol, now=NINE + 3 * MINUTE).top
    assert (one.score, one.mine) == (3, False)
    assert LoggedEvent.objects.filter(kind="contribution_marked").count() == 2


def test_topic_most_wished_for_is_taken_once(cast: Cast) -> None:
    seat_alice(cast)
    ritual = topic(cast)
    soup = propose_idea(ritual=ritual.pk, text="Soup  headlines", actor=cast.actor("dan"), now=NOW)
    again = propose_idea(ritual=ritual.pk, text="soup headlines", actor=cast.actor("carol"), now=NOW)
    bread = propose_idea(ritual=ritual.pk, text="Bread", actor=cast.actor("carol"), now=NOW)
    vote_for_idea(idea=bread.pk, on=True, actor=cast.actor("dan"), now=NOW)
    vote_for_idea(idea=bread.pk, on=True, actor=cast.actor("nina"), now=NOW)
    vote_for_idea(idea=bread.pk, on=False, actor=cast.actor("nina"), now=NOW)
    with pytest.raises(NotFound):
        propose_idea(ritual=ritual.pk, text="Ads", actor=cast.actor("stranger"), now=NOW)

    at(NINE - HOUR)
    at(NINE + HOUR)
    at(NINE + 168 * HOUR - HOUR)

    times = list(ritual.occurrences.order_by("starts_at")[:2])
    assert again == soup
    assert [row.title for row in times] == ["Soup headlines", "Bread"]
    with pytest.raises(Conflict):
        vote_for_idea(idea=soup.pk, on=True, actor=cast.actor("nina"), now=NOW)


def test_topic_of_the_operators_stands_before_wishes(cast: Cast) -> None:
    ritual = topic(cast)
    propose_idea(ritual=ritual.pk, text="Soup", actor=cast.actor("dan"), now=NOW)
    edit_occurrence(occurrence=first(ritual).pk, title="Our own", actor=cast.actor("bob"), now=NOW)

    at(NINE - HOUR)

    assert first(ritual).title == "Our own"


def test_moved_and_cancelled_times(cast: Cast) -> None:
    seat_alice(cast)
    ritual = topic(cast)
    row = first(ritual)
    facts = {"occurrence": row.pk, "actor": cast.actor("bob"), "now": NOW}
    move_occurrence(starts_at=NINE + HOUR, **facts)
    at(NINE + 30 * MINUTE)
    row.refresh_from_db()
    assert row.state == "announced"
    cancel_occurrence(**facts)
    at(NINE + HOUR)
    row.refresh_from_db()
    assert row.state == "cancelled"
    restore_occurrence(**facts)
    at(NINE + HOUR)
    row.refresh_from_db()
    assert (row.state, row.on_time) == ("open", True)
    with pytest.raises(Conflict):
        move_occurrence(starts_at=NINE + 2 * HOUR, **facts)


def test_announcement_comes_down_with_what_is_called_off_or_missed(cast: Cast) -> None:
    seat_alice(cast)
    row = first(topic(cast, missed="skip"))
    at(NINE - HOUR)
    assert announcement_of(cast.group.pk)
    cancel_occurrence(occurrence=row.pk, actor=cast.actor("bob"), now=NINE - HOUR)
    assert announcement_of(cast.group.pk) is None

    later = NINE + 168 * HOUR
    at(later - HOUR)
    assert announcement_of(cast.group.pk)
    at(later + HOUR)
    assert announcement_of(cast.group.pk) is None


def test_what_is_wrong_with_one_keeps_no_other_from_taking_place(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = first(topic(cast)), first(topic(cast, title="Other"))
    said = cue.say

    def fails(row: Occurrence, *facts: Any) -> int | None:
        if row.pk == broken.pk:
            raise ZeroDivisionError
        return said(row, *facts)

    monkeypatch.setattr(cue, "say", fails)
    at(NINE)

    assert [Occurrence.objects.get(pk=row.pk).state for row in (broken, whole)] == ["planned", "open"]
    assert f"occurrence {broken.pk}" in caplog.text
    monkeypatch.undo()
    at(NINE + MINUTE)
    assert Occurrence.objects.get(pk=broken.pk).state == "open"
