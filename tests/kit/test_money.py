"""Money is whole minor units; an amount that is written unclearly is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.errors import Invalid
from coterie.kit.money import MOST, Money, digits, parse


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("19.90", "CNY", 1990),
        (" 19.9 ", "CNY", 1990),
        ("1,234.5", "USD", 123450),
        ("12,345,678", "USD", 1234567800),
        ("0.005", "EUR", 1),
        ("-0.005", "EUR", -1),
        ("0.0049", "EUR", 0),
        ("500", "JPY", 500),
        ("500.5", "JPY", 501),
        ("1.2345", "KWD", 1235),
        ("+3", "USD", 300),
        (".5", "USD", 50),
        ("5.", "USD", 500),
    ],
)
def test_amount_is_read_to_the_minor_unit(text, currency, minor):
    assert parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "1,5",
        "1,50",
        "12,34,567",
        "1.234,56",
        "1e3",
        "1E999999999",
        "NaN",
        "inf",
        "--1",
        "1 000",
        "٣",
        "9" * 19,
    ],
)
def test_what_is_not_clearly_an_amount_is_refused(text):
    with pytest.raises(Invalid):
        parse(text, "EUR")


def test_more_than_anybody_has_is_refused():
    assert parse(str(MOST // 100), "EUR").minor == MOST
    with pytest.raises(Invalid):
        parse(f"{MOST // 100}.01", "EUR")


@given(st.integers(-MOST, MOST), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_every_amount_reads_back(minor, currency):
    money = Money(minor, currency)

    assert parse(f"{money.decimal:f}", currency) == money
    assert parse(f"{money.decimal:,f}", currency) == money
    assert money.decimal * 10 ** digits(currency) == Decimal(minor)


def test_amounts_of_two_currencies_do_not_add():
    assert Money(1, "EUR") + Money(2, "EUR") == Money(3, "EUR")
    with pytest.raises(ValueError, match="EUR"):
        Money(1, "EUR") + Money(2, "USD")
