"""Which column of an export says what."""

from dataclasses import dataclass
from typing import Self

from coterie.reach.formats.table import Row, Table

NUMBER = (
    "invoiceno", "invoice", "invoicenumber", "invoiceid", "ordernumber", "orderno", "orderid", "order", "ordername",
    "receiptno", "receipt", "transactionid", "paymentid", "订单编号", "订单号",
)  # fmt: skip
AT = (
    "invoicedate", "orderdate", "createdat", "createdutc", "createddateutc", "datecreated", "created", "placedat",
    "purchasedate", "date", "timestamp", "datetime", "time", "at", "paidat", "datepaid", "下单时间", "付款时间", "日期",
)  # fmt: skip
PAID_AT = ("paidat", "datepaid", "paiddate", "paymentdate", "付款时间")
CUSTOMER = (
    "customerid", "customer", "customernumber", "customeruser", "clientid", "userid", "buyerid", "buyer", "memberid",
    "customeremail", "billingemail", "email", "客户编号", "买家", "客户",
)  # fmt: skip
ORDER_TOTAL = ("ordertotal", "grandtotal", "totalamount", "订单金额")
TOTAL = ("totalprice", "amount", "total", "linetotal", "value", "sum", "sales", "revenue", "price", "实付金额", "金额")
QUANTITY = ("quantity", "qty", "数量")
UNIT_PRICE = ("unitprice", "itemprice", "price", "单价")
CURRENCY = ("currency", "ordercurrency", "currencycode", "币种")
REFUNDED = ("amountrefunded", "refundedamount", "totalrefunded", "refundtotal", "orderrefund", "refund", "refunded")
STATE = ("financialstatus", "paymentstatus", "orderstatus", "status", "订单状态")
LINE_SIGNS = ("lineitemquantity", "lineitemname", "lineitemprice", "itemname", "orderitemname", "productname")
"""Columns that only a table with one row per item has; its total is then the whole order's, not the row's."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the columns that matter; None where the table has no such column."""

    at: int
    customer: int | None
    number: int | None
    total: int | None
    quantity: int | None
    unit_price: int | None
    currency: int | None
    refunded: int | None
    state: int | None
    paid_at: int | None
    whole: bool
    """The total is the order's and stands on each of its rows, or on the first."""

    @classmethod
    def of(cls, table: Table) -> Self | None:
        """Find the columns, or return None when the table cannot be one of orders."""
        whole = table.place(*ORDER_TOTAL) is not None or (
            table.place("total") is not None and table.place(*LINE_SIGNS) is not None
        )
        total, quantity, unit_price = (
            table.place(*ORDER_TOTAL, *TOTAL),
            table.place(*QUANTITY),
            table.place(*UNIT_PRICE),
        )
        if total is not None and total == unit_price and quantity is not None:
            total = None
        number, customer, at = number_column(table), customer_column(table), table.place(*AT)
        priced = total is not None or (quantity is not None and unit_price is not None)
        if at is None or not priced or (number is None and customer is None):
            return None
        return cls(
            at=at, customer=customer, number=number, total=total, quantity=quantity, unit_price=unit_price,
            currency=table.place(*CURRENCY), refunded=table.place(*REFUNDED), state=table.place(*STATE),
            paid_at=table.place(*PAID_AT), whole=whole,
        )  # fmt: skip


def number_column(table: Table) -> int | None:
    """Return the column of the order's number; shops call it "Name", payment providers "id".

    An "id" beside no customer is the customer's.
    """
    place = table.place(*NUMBER)
    if place is None and table.place("financialstatus", *LINE_SIGNS) is not None:
        place = table.place("name")
    if place is None and table.place(*CUSTOMER) is not None:
        place = table.place("id")
    return place


def customer_column(table: Table) -> int | None:
    """Return the column of the customer."""
    place = table.place(*CUSTOMER)
    return table.place("id") if place is None and number_column(table) is None else place


def cell(row: Row, place: int | None) -> str:
    """Return the cell at `place`, or nothing where there is no such column."""
    return "" if place is None else row.cells[place].strip()
