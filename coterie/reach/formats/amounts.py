"""Amounts of money in the cells of a table, exact to the last digit written."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

SYMBOLS = {"£": "GBP", "€": "EUR", "¥": "CNY", "￥": "CNY", "₩": "KRW", "₹": "INR", "$": "USD"}
_NOISE = re.compile(r"[\s\u00a0\u202f'£€¥￥₩₹$]|(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")
_COMMA = re.compile(r"\d,\d{1,2}$")
_GROUPED = re.compile(r"\.\d{3},\d")
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")


def comma_is_point(cells: Iterable[str], delimiter: str) -> bool:
    """Return whether a column writes 12,50 for twelve and a half."""
    cells = [bare(cell) for cell in cells]
    if any(_GROUPED.search(cell) for cell in cells):
        return True
    if any("." in cell for cell in cells):
        return False
    return any(_COMMA.search(cell) for cell in cells) or (delimiter == ";" and any("," in cell for cell in cells))


def bare(cell: str) -> str:
    """Return the cell without spaces, quotes of thousands, signs and codes of currencies."""
    return _NOISE.sub("", cell)


def amount_of(cell: str, *, comma: bool = False) -> Decimal:
    """Return the number in a cell; (12.00) and 12.00- are negative.

    Raises ValueError when it holds none, or one beyond any price.
    """
    text = bare(cell)
    negative = (text.startswith("(") and text.endswith(")")) or text.endswith("-")
    text = text.strip("()").removesuffix("-")
    text = text.replace(".", "").replace(",", ".") if comma else text.replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(cell) from error
    if not number.is_finite() or abs(number) > Decimal("1e13"):
        raise ValueError(cell)
    return -number if negative else number


def currency_in(cell: str) -> str:
    """Return the currency that a cell names by sign or code, or nothing."""
    if found := _CODE.search(cell):
        return found[1]
    return next((code for symbol, code in SYMBOLS.items() if symbol in cell), "")
