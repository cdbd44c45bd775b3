"""What the operations of who buys take and answer."""

from datetime import datetime

from ninja import Field, Schema

from coterie.market.enums import OrderState


class LineOut(Schema):
    """A line, with the words and prices of when it was ordered."""

    title: str
    quantity: int
    price: int
    amount: int
    refunded: int


class OwnOrder(Schema):
    """An order of yours; amounts in minor units, `step` is what you do next."""

    key: str
    number: str
    amount: int
    refunded: int
    currency: str
    state: OrderState
    placed_at: datetime
    paid_at: datetime | None
    due_at: datetime | None
    address: str
    invoice: str
    is_gift: bool
    step: str
    lines: list[LineOut]


class GiftOut(Schema):
    """A piece to give away; no code once it is used or void."""

    title: str
    code: str
    is_used: bool
    is_void: bool


class AccessOut(Schema):
    """What an order opened, until when; null: for good."""

    name: str
    until: datetime | None


class BackOut(Schema):
    """Money that was given back, in minor units."""

    amount: int
    reason: str
    at: datetime
    state: str


class ToPay(Schema):
    """In which way an order is to be paid; with a provider, on the page at `url`, or by scanning `code`."""

    way: str
    url: str
    code: str


class OwnOrderPage(OwnOrder):
    """An order of yours with all that came of it; `to_pay` null: nothing, or no way was chosen."""

    to_pay: ToPay | None

    gifts: list[GiftOut]
    opened: list[AccessOut]
    refunds: list[BackOut]


class WayIn(Schema):
    """In which way you pay; on a phone a provider opens its app."""

    way: str = Field(max_length=12)
    phone: bool = False


class CodeIn(Schema):
    """The code of a gift, and the offer that it is for."""

    offer: str = Field(max_length=60)
    code: str = Field(max_length=40)
