"""Columns: one warning when views decline, none when they are merely noisy; and promises that are kept."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain.column import archive_column, create_column, edit_column, watch_columns
from coterie.rituals.models import Column, PieceReader
from coterie.rituals.queries.columns import declining_in, persistence_of, ripe_views
from coterie.rituals.queries.piece_counts import comparison_of
from coterie.rituals.rules import FEWEST, RIPE, band_of, kept_streak, kept_weeks, minutes_to_read, trend_of
from tests.cast import NOW, ZONE, Cast
from tests.rituals.columns import NOISES, history, series
from tests.rituals.content_scenes import columned, out, seen, written
from tests.rituals.plans import SYSTEM

DAY, WEEK = timedelta(days=1), timedelta(days=7)
NUMBER = 200


def warnings(views: list[int]) -> int:
    """Return how often a column would have been warned of, looked at after each piece."""
    warned, times = False, 0
    for known in history(views):
        trend = trend_of(known)
        if trend and not warned and trend.declines:
            warned, times = True, times + 1
        elif trend and warned and trend.recovered:
            warned = False
    return times


def test_decline_warns_once_and_noise_seldom() -> None:
    declining = Counter(warnings(series("declining", number)) for number in range(NUMBER))
    flat = Counter(warnings(series("flat", number)) for number in range(NUMBER))

    assert declining[1] >= 0.95 * NUMBER
    assert declining[1] + declining[0] == NUMBER
    assert flat[0] >= 0.98 * NUMBER


@pytest.mark.parametrize("noise", range(len(NOISES)))
def test_every_kind_of_noise_is_borne(noise: int) -> None:
    numbers = range(noise, NUMBER, len(NOISES))

    assert sum(warnings(series("declining", number)) == 1 for number in numbers) >= 34
    assert sum(warnings(series("flat", number)) == 0 for number in numbers) >= 38


def test_trend_by_hand() -> None:
    """Eight falling values: every pair falls, so S is -28; its variance is 8 x 7 x 21 / 18 = 65.33."""
    trend = trend_of([800, 700, 600, 500, 400, 300, 200, 100])

    assert trend is not None
    assert trend.p == pytest.approx(0.000418, abs=2e-6)
    assert trend.declines
    assert not trend.recovered


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_trend_turns_round_with_its_series(views: list[int]) -> None:
    there, back = trend_of(views), trend_of(views[-16:][::-1])

    assert (there is None) == (len(views) < FEWEST)
    if there and back:
        assert there.slope == pytest.approx(-back.slope)
        assert not (there.declines and back.declines)


@given(st.integers(8, 16), st.integers(0, 15))
def test_one_piece_that_went_round_the_world_warns_of_nothing(number: int, place: int) -> None:
    flat = [100] * number
    flat[place % number] = 1_000_000

    trend = trend_of(flat)

    assert trend is not None
    assert (trend.slope, trend.declines) == (0, False)


def aired(cast: Cast, views: list[int], first: datetime) -> Column:
    """Let a column have pieces, one a week, seen by so many."""
    for week, number in enumerate(views):
        row = out(cast, first + week * WEEK, title=f"Soup {week}")
        seen(row, number, first + week * WEEK + DAY)
    return columned(cast)


def test_a_column_is_warned_of_once_and_again_only_after_it_recovered(cast: Cast) -> None:
    fall = [80, 70, 60, 50, 40, 30, 20, 10]
    column = aired(cast, fall, NOW)
    at = NOW + 8 * WEEK

    assert [watch_columns(actor=SYSTEM, now=at) for _turn in range(2)] == [1, 0]

    [found] = declining_in(cast.table.pk, at)
    assert (found.name, LoggedEvent.objects.filter(kind="column_declined").count()) == ("Soup", 1)
    for week in range(8):  # it rises again to where it was
        row = out(cast, at + week * WEEK, title="Back")
        seen(row, 20 + 12 * week, at + week * WEEK)
    later = at + 8 * WEEK
    assert watch_columns(actor=SYSTEM, now=later) == 1
    column.refresh_from_db()
    assert (column.warned_at, declining_in(cast.table.pk, later)) == (None, [])
    assert LoggedEvent.objects.filter(kind="column_recovered").count() == 1


def test_views_are_compared_at_equal_age(cast: Cast) -> None:
    old, young = out(cast, NOW), out(cast, NOW + WEEK)
    seen(old, 3, NOW + DAY)
    PieceReader.objects.create(community=cast.table, piece=old, visitor=1, seen_at=NOW + RIPE)
    seen(young, 2, NOW + WEEK)

    assert ripe_views([old.column_id], NOW + WEEK) == {old.column_id: [3]}
    assert ripe_views([old.column_id], NOW + 2 * WEEK) == {old.column_id: [3, 2]}


def test_formats_and_lengths_are_compared(cast: Cast) -> None:
    for number, views in enumerate((4, 8)):
        seen(out(cast, NOW + number * DAY, body="Bread. " * 300), views, NOW + number * DAY)
    seen(out(cast, NOW), 1, NOW)

    found = comparison_of(cast.table.pk, NOW + 2 * WEEK)

    assert [(one.kind, one.views, one.pieces) for one in found.formats] == [("text", 4, 3)]
    assert [(one.kind, one.views, one.pieces) for one in found.lengths] == [("middle", 6, 2), ("short", 1, 1)]


def test_minutes_are_those_of_both_scripts() -> None:
    assert minutes_to_read("面" * 255 + " " + "bread " * 228) == pytest.approx(2)
    assert [band_of("word " * number) for number in (10, 400, 700)] == ["short", "middle", "long"]


def test_promises_are_folded_by_the_community_s_clock(cast: Cast) -> None:
    """Mondays are promised; Sunday evening in UTC is Monday in Shanghai."""
    columned(cast, NOW)
    for week in (0, 1, 2):
        out(cast, NOW + week * WEEK - timedelta(hours=16, minutes=30) if week else NOW)

    kept = persistence_of(cast.table.pk, ZONE, NOW + 2 * WEEK + DAY)

    assert (kept.days, kept.weeks, kept.promises) == (3, 2, True)
    assert persistence_of(cast.table.pk, ZONE, NOW + 3 * WEEK).days == 3  # today may still be kept
    assert persistence_of(cast.table.pk, ZONE, NOW + 3 * WEEK + DAY).days == 0


def test_other_days_do_not_rewrite_what_was_promised(cast: Cast) -> None:
    column = columned(cast, NOW)
    out(cast, NOW)

    row = edit_column(column=column.pk, weekdays=[2], actor=cast.actor("alice"), now=NOW + DAY)

    assert (row.promised_on(NOW.date()), row.promised_on(date(2026, 3, 9)), row.promised_on(date(2026, 3, 4))) == (
        True, False, True,
    )  # fmt: skip
    assert persistence_of(cast.table.pk, ZONE, NOW + 2 * DAY).days == 1


@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=60))
def test_streak_is_the_run_before_the_last_miss(kept: list[bool | None]) -> None:
    first = date(2026, 3, 2)
    today = first + (len(kept) - 1) * DAY
    tail: list[bool | None] = []
    for place, one in enumerate(reversed(kept)):
        if one is False and place:
            break
        tail.append(one)

    assert kept_streak(lambda on: kept[(on - first).days], first, today) == tail.count(True)


def test_whole_weeks_pass_over_empty_ones() -> None:
    missed = {date(2026, 2, 4)}

    def kept(on: date) -> bool | None:
        return None if on.weekday() != 2 or on == date(2026, 2, 18) else on not in missed

    assert kept_weeks(kept, date(2026, 1, 1), date(2026, 3, 2)) == 2


def test_odd_columns_are_refused(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    columned(cast, NOW)
    for wrong in ({"name": " "}, {"name": "Soup"}, {"name": "Tea", "weekdays": [7]}, {"name": "Tea", "format": "song"}):
        with pytest.raises(Invalid):
            create_column(**wrong, **facts)
    with pytest.raises(NotFound):
        create_column(name="Tea", profile=0x7FFF, **facts)


def test_an_ended_column_promises_nothing_more(cast: Cast) -> None:
    column = columned(cast, NOW)
    out(cast, NOW)

    archive_column(column=column.pk, on=True, actor=cast.actor("alice"), now=NOW + DAY)

    assert persistence_of(cast.table.pk, ZONE, NOW + 3 * WEEK).days == 1
    with pytest.raises(NotFound):
        written(cast, NOW, column=column.pk)
