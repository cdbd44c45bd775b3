"""Alipay's bills in GBK: of trades (业务明细), and of the account (账务明细), where fees are lines of their own."""

from collections.abc import Iterator
from datetime import datetime

from coterie.market.providers import bill
from coterie.market.providers.alipay.notices import YUAN
from coterie.market.providers.beijing import from_beijing
from coterie.market.providers.bill import Row
from coterie.market.providers.port import LineKind, StatementLine

TRADE_KINDS: dict[str, LineKind] = {"交易": "paid", "退款": "refunded"}
ACCOUNT_KINDS: dict[str, LineKind] = {
    "在线支付": "paid", "交易付款": "paid", "交易退款": "refunded", "退款": "refunded", "收费": "fee", "服务费": "fee",
    "退费": "fee",
}  # fmt: skip


def read(text: str | bytes) -> Iterator[StatementLine]:
    """Yield the lines of either bill. Raises Unreadable."""
    for row in bill.rows(cells(text), "商户订单号", "业务类型"):
        yield account_line(row) if "账务流水号" in row.cells else trade_line(row)


def cells(text: str | bytes) -> Iterator[list[str]]:
    """Yield the cells; brackets of the header are in either width, remarks begin with a cross."""
    for each in bill.table(text):
        if each and not each[0].startswith("#"):
            yield [cell.replace("(", "（").replace(")", "）") for cell in each]


def trade_line(row: Row) -> StatementLine:
    """Read a trade. Signs differ between versions of the bill: a trade costs a fee, a refund gives it back."""
    kind, fee = TRADE_KINDS.get(row.text("业务类型"), "other"), abs(row.amount(YUAN, "服务费（元）"))
    return StatementLine(
        at=moment(row, "完成时间", "创建时间"),
        kind=kind, payment=row.text("商户订单号"),
        external=row.text("支付宝交易号", "交易号"), amount=abs(row.amount(YUAN, "订单金额（元）")),
        fee=-fee if kind == "refunded" else fee, currency=YUAN, refund=row.text("退款批次号/请求号"),
    )  # fmt: skip


def account_line(row: Row) -> StatementLine:
    """Read a movement of the account: it came in, or it went out."""
    kind = ACCOUNT_KINDS.get(row.text("业务类型"), "other")
    moved = abs(row.amount(YUAN, "收入金额（+元）")) - abs(row.amount(YUAN, "支出金额（-元）"))
    return StatementLine(
        at=moment(row, "发生时间", "入账时间"), kind=kind, payment=row.text("商户订单号"),
        external=row.text("业务流水号"), amount=0 if kind == "fee" else abs(moved),
        fee=-moved if kind == "fee" else 0, currency=YUAN,
    )  # fmt: skip


def moment(row: Row, *names: str) -> datetime:
    """Read when it was. Raises Unreadable."""
    try:
        return from_beijing(row.text(*names))
    except ValueError as error:
        raise row.unread() from error
