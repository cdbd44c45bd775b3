"""What the API says of what is for sale, and of one's own orders."""

from datetime import datetime

from ninja import Field, Schema

from coterie.api.bookings import BookingOut
from coterie.api.team_shapes import TeamOut, TermsOut
from coterie.market.domain.buying import MOST_LINES, MOST_PIECES
from coterie.market.enums import OfferKind, OrderState


class PartForSale(Schema):
    """So many of something in a bundle; `slug` is the offer's."""

    title: str
    slug: str
    quantity: int


class VariantForSale(Schema):
    """A way to buy: the price in minor units, how many are left (null: as many as people want), what is in a bundle.

    `together` is what it costs for who buys in a team.
    """

    key: str
    name: str
    price: int
    left: int | None
    most_each: int | None
    parts: list[PartForSale]
    together: TermsOut | None


class OpenedBy(Schema):
    """What an offer opens, for how many days; null: for good."""

    name: str
    days: int | None


class OfferForSale(Schema):
    """Something that can be bought now."""

    slug: str
    kind: OfferKind
    title: str
    teaser: str
    scene: str
    currency: str
    with_address: bool
    variants: list[VariantForSale]


class FreeTime(Schema):
    """A time at which a service can be booked."""

    key: str
    starts_at: datetime
    ends_at: datetime
    left: int


class OfferPage(OfferForSale):
    """All that the page of an offer says, and how it is paid; with `times`, name one when you order."""

    story: str
    times: list[FreeTime]
    opens: list[OpenedBy]
    ways: list[str]
    teams: list[TeamOut]


class Wanted(Schema):
    """How many of which variant."""

    variant: str = Field(max_length=12)
    quantity: int = Field(1, ge=1, le=MOST_PIECES)


class OrderIn(Schema):
    """An order; all of one community. A gift opens nothing to you, but to whoever has its codes."""

    lines: list[Wanted] = Field(min_length=1, max_length=MOST_LINES)
    way: str = Field("manual", max_length=12)
    address: str = Field("", max_length=400)
    invoice: str = Field("", max_length=200)
    is_gift: bool = False
    coupon: str = Field("", max_length=40)
    points: int = Field(0, ge=0, le=10_000_000)
    time: str | None = Field(None, max_length=12, description="Key of a free time of a service")
    team: str = Field("", max_length=12, description="Key of a team, or `new` to begin one")


class LineOut(Schema):
    """A line, with the words and prices of when it was ordered; what came in a bundle costs nothing of its own."""

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
    booking: BookingOut | None
    team: TeamOut | None

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
