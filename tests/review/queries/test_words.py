from datetime import date

import pytest
from django.utils import translation

from coterie.kit.money import Money
from coterie.review.enums import Step
from coterie.review.queries.sheet import Sheet
from coterie.review.queries.words import duration, money, percent, step_name, whole_number


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 second"),
        (45.4, "45 seconds"),
        (60, "1 minute"),
        (3600, "60 minutes"),
        (7200, "2 hours"),
        (47 * 3600, "47 hours"),
        (48 * 3600, "2 days"),
    ],
)
def test_durations_have_their_largest_fitting_unit(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("share", "words"), [(0, "0 %"), (0.034, "3.4 %"), (0.0999, "10 %"), (0.314, "31 %"), (1, "100 %")]
)
def test_small_shares_have_a_decimal(share, words):
    assert percent(share) == words


def test_numbers_follow_the_reader():
    assert whole_number(1234567.4) == "1,234,567"
    with translation.override("de"):
        assert whole_number(1234567.4) == "1.234.567"


def test_money_has_its_currency():
    assert money(Money(123456, "GBP")) == "1,234.56 GBP"


def test_every_step_has_a_name():
    assert len({step_name(step) for step in Step}) == len(Step)


def test_a_sheet_is_a_csv_file():
    sheet = Sheet(
        title="",
        sentence="",
        columns=("Day", "Share", "Who"),
        names=("day", "share", "who"),
        rows=[(date(2026, 3, 2), 1 / 3, 'Ann "A"'), (None, None, "@SUM(A1)")],
    )

    assert sheet.csv() == 'day,share,who\r\n2026-03-02,0.333333,"Ann ""A"""\r\n,,\'@SUM(A1)\r\n'
