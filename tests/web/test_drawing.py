"""Numbers in, shapes out: worked by hand on small canvases."""

from dataclasses import dataclass

import pytest

from coterie.web.drawing.fan import draw_fan
from coterie.web.drawing.funnel import draw_funnel
from coterie.web.drawing.heat import draw_heat
from coterie.web.drawing.line import Series, draw_lines, round_up
from coterie.web.drawing.ring import AROUND, dash
from coterie.web.drawing.scale import path, points
from coterie.web.drawing.sparkline import draw_sparkline


@dataclass(frozen=True)
class Step:
    label: str
    count: int
    rate: float | None = None
    pending: int = 0
    weakest: bool = False


def test_points_run_from_the_lower_left_to_the_upper_right():
    assert points([0, 5, 10], width=100, height=20, low=0, high=10) == ["0 20", "50 10", "100 0"]


def test_flat_series_runs_through_the_middle():
    assert points([3, 3], width=100, height=20, low=3, high=3) == ["0 10", "100 10"]


def test_pen_lifts_over_what_is_not_known():
    assert path(points([0, 1, None, 1], width=30, height=10, low=0, high=1)) == "M0 10L10 0M30 0"


@pytest.mark.parametrize("values", [[], [None, None]])
def test_sparkline_of_nothing_is_empty(values):
    assert draw_sparkline(values).d == ""


def test_sparkline_ends_in_a_dot_at_the_last_known_value():
    line = draw_sparkline([0, 10, None])

    assert (line.d, line.end_x, line.end_y) == ("M0 20L72 0", "72", "0")


def test_funnel_scales_to_the_largest_step():
    columns = draw_funnel([Step("saw", 200), Step("joined", 50, 0.25, pending=4), Step("bought", 0, 0.0)])

    assert [(column.size, column.top) for column in columns] == [("100", "0"), ("25", "75"), ("0", "100")]
    assert [column.rate for column in columns] == [None, 0.25, 0.0]


def test_funnel_shows_even_one_in_a_million():
    assert draw_funnel([Step("saw", 1_000_000), Step("bought", 1)])[1].size == "1.2"


def test_funnel_of_nobody_is_flat():
    assert draw_funnel([Step("saw", 0)])[0].size == "0"


def test_heat_has_ten_shades_and_blank_for_what_is_not_known():
    [line] = draw_heat([("week", "12", [0, 0.05, 0.95, 1, None])], most=1)

    assert [cell.shade for cell in line.cells] == ["0", "0", "9", "9", "none"]


def test_heat_is_scaled_to_its_own_largest_value():
    lines = draw_heat([("Monday", "", [5]), ("Sunday", "", [10])])

    assert [line.cells[0].shade for line in lines] == ["5", "9"]


@pytest.mark.parametrize(("number", "next_one"), [(1, 1), (3, 4), (91, 100), (100, 100), (450, 500), (6100, 8000)])
def test_axis_ends_at_a_round_number(number, next_one):
    assert round_up(number) == next_one


@pytest.mark.parametrize(("number", "next_one"), [(1, 4), (4, 4), (5, 8), (10, 20), (23, 40), (91, 100), (450, 500)])
def test_axis_of_whole_things_has_whole_quarters(number, next_one):
    assert round_up(number, whole=True) == next_one
    assert draw_lines([Series("messages", [number])], ["a"]).ticks[1] % 1 == 0


def test_one_line_has_an_area_several_have_none():
    one, other = Series("messages", [1, 2]), Series("speakers", [1, 1])

    assert draw_lines([one], ["a", "b"]).area.endswith("V180H0Z")
    assert draw_lines([one, other], ["a", "b"]).area == ""


def test_line_names_first_middle_and_last_day():
    days = [str(day) for day in range(1, 29)]

    assert draw_lines([Series("messages", range(28))], days).labels == ["1", "15", "28"]


@pytest.mark.parametrize(("value", "share"), [(0, 0), (6, 0.5), (12, 1), (20, 1)])
def test_ring_fills_up_to_full(value, share):
    assert dash(value, 12) == f"{share * AROUND:.1f} {AROUND:.1f}"


def test_fan_lies_around_its_middle_and_zero_is_on_the_axis():
    fan = draw_fan([0, -10], [0, 20], [0, 30], ["a", "b"])

    assert (fan.ticks, fan.grid) == ([30, 20, 10, 0, -10], ["0", "45", "90", "135", "180"])
    assert fan.paths == [("", "M0 135L720 45")]
    assert fan.area == "M0 135L720 0L720 180L0 135Z"


@pytest.mark.parametrize("flat", [0, 7, -7])
def test_flat_fan_has_an_axis_too(flat):
    fan = draw_fan([flat], [flat], [flat], ["a"])

    assert len(fan.ticks) >= 2
    assert (fan.ticks[0] >= flat >= fan.ticks[-1], 0 in fan.ticks, fan.area) == (True, True, "")
