"""WeChat Pay's trade bill: every cell begins with a backtick; a line of sums follows at the end."""

from collections.abc import Iterator

from coterie.market.providers import bill
from coterie.market.providers.beijing import from_beijing
from coterie.market.providers.bill import Row
from coterie.market.providers.port import LineKind, StatementLine

KINDS: dict[str, LineKind] = {"SUCCESS": "paid", "REFUND": "refunded", "REVOKED": "refunded"}
SUMS = "总交易单数"


def read(text: str | bytes) -> Iterator[StatementLine]:
    """Yield the lines of a bill. Raises Unreadable."""
    for row in bill.rows(cells(text), "交易时间", "微信订单号", "商户订单号", "交易状态"):
        yield line(row)


def cells(text: str | bytes) -> Iterator[list[str]]:
    """Yield the cells up to the sums. A name may have a comma in it, but hardly a comma and a backtick."""
    for each in bill.lines(text):
        if each.startswith(SUMS):
            return
        yield each.removeprefix("`").split(",`" if each.startswith("`") else ",")


def line(row: Row) -> StatementLine:
    """Read one line: amounts are in yuan. What WeChat Pay keeps is told to the hundredth of a fen, and rounded here."""
    currency = row.text("货币种类") or "CNY"
    kind = KINDS.get(row.text("交易状态"), "other")
    paid = row.amount(currency, "订单金额", "应结订单金额", "总金额")
    back = row.amount(currency, "申请退款金额", "退款金额")
    refund, fee = row.text("商户退款单号"), abs(row.amount(currency, "手续费"))
    try:
        at = from_beijing(row.text("交易时间"))
    except ValueError as error:
        raise row.unread() from error
    return StatementLine(
        at=at, kind=kind, payment=row.text("商户订单号"), external=row.text("微信订单号"),
        amount=back if kind == "refunded" else paid, fee=-fee if kind == "refunded" else fee, currency=currency,
        refund=refund if refund != "0" else "",
    )  # fmt: skip
