"""One order, for who sells: what was bought, paid and given back."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Schema, Status

from coterie.api.bookings import time_named
from coterie.api.found import community_at
from coterie.api.orders import OrderOut, router
from coterie.api.orders import shown as order_shown
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.buying import place_order
from coterie.market.domain.calling_off import call_off_order
from coterie.market.domain.paying import ask_payment, confirm_payment
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.models import Order
from coterie.market.queries.orders_run import opened_by, orders_run_by, refunds_of, variants_on_sale
from coterie.market.rules import MANUAL
from coterie.members.queries.members import active_member_called

ALL, ONE = "/communities/{slug}/orders", "/communities/{slug}/orders/{key}"
EDIT = Permission.EDIT_OFFERS


class Wanted(Schema):
    """So many of one variant."""

    variant: str = Field(max_length=12)
    quantity: int = Field(1, ge=1, le=1000)


class OrderIn(Schema):
    """An order for a member; points pay a part."""

    member: str = Field(max_length=12, description="Key or number")
    lines: list[Wanted] = Field(min_length=1, max_length=20)
    coupon: str = Field("", max_length=40)
    points: int = Field(0, ge=0, le=10_000_000)
    address: str = Field("", max_length=400)
    invoice: str = Field("", max_length=200)
    time: str | None = Field(None, max_length=12, description="Key of a free time of a service")


class LineOut(Schema):
    """A line of an order, in minor units."""

    number: int
    title: str
    quantity: int
    price: int
    amount: int
    refunded: int
    returned: int


class PaymentOut(Schema):
    """One try to pay."""

    key: str
    provider: str
    external: str
    amount: int
    fee: int
    state: str
    evidence: str
    asked_at: datetime
    paid_at: datetime | None


class RefundOut(Schema):
    """Money that was given back, or is to be."""

    key: str
    amount: int
    reason: str
    state: str
    why_not: str
    at: datetime
    settled_at: datetime | None


class OpenedOut(Schema):
    """What it opened; `until` null: for good."""

    name: str
    until: datetime | None
    ended_at: datetime | None


class WholeOrder(OrderOut):
    """An order with all that belongs to it."""

    member: str | None
    discount: int
    coupon: str
    points: int
    address: str
    invoice: str
    due_at: datetime | None
    lines: list[LineOut]
    payments: list[PaymentOut]
    refunds: list[RefundOut]
    opened: list[OpenedOut]


class Evidence(Schema):
    """What was seen of the money."""

    evidence: str = Field(min_length=1, max_length=300)


class Part(Schema):
    """What of a line is given back: an amount in minor units, and the pieces that came back."""

    line: int = Field(ge=1, le=2**31, description="The line's number")
    amount: int = Field(0, ge=0, le=10**13)
    pieces: int = Field(0, ge=0, le=1000)


class RefundIn(Schema):
    """What is given back; without parts all that is left."""

    parts: list[Part] | None = Field(None, max_length=20)
    reason: str = Field("", max_length=300)


def whole(row: Order) -> dict[str, Any]:
    """Return an order with all that belongs to it, as the API shows it."""
    lines, use = list(row.lines.order_by("pk")), getattr(row, "coupon_use", None)
    names = ("discount", "points", "address", "invoice", "due_at")
    return {
        **order_shown(row).dict(), **{name: getattr(row, name) for name in names},
        "member": row.member.key if row.member else None, "coupon": use.coupon.code if use else "",
        "lines": [
            {"number": place, **{name: getattr(one, name) for name in LineOut.model_fields if name != "number"}}
            for place, one in enumerate(lines, start=1)
        ],
        "payments": row.payments.order_by("pk"), "refunds": refunds_of(row), "opened": opened_by(row, lines),
    }  # fmt: skip


def order_at(request: HttpRequest, slug: str, key: str, permission: Permission = EDIT) -> Order:
    """Find an order of a community. Raises NotFound or Forbidden."""
    community = community_at(request, slug, permission)
    row = orders_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such order."))
    return row


@router.post(ALL, response={201: WholeOrder})
def new_order(request: HttpRequest, slug: str, body: OrderIn) -> Status[dict[str, Any]]:
    """Order for a member, by hand."""
    community, actor = community_at(request, slug, EDIT), actor_of(request)
    member = active_member_called(community.pk, body.member)
    sold = {row.key: row.pk for row in variants_on_sale(actor, community.pk)}
    if member is None or any(one.variant not in sold for one in body.lines):
        raise NotFound(_("There is no such offer.") if member else _("There is no such member."))
    wanted = {sold[one.variant]: one.quantity for one in body.lines}
    facts = {**body.dict(exclude={"member", "lines"}), "time": time_named(community.pk, body.time)}
    row = place_order(community=community.pk, member=member, wanted=wanted, **facts, actor=actor, now=now())
    return Status(201, whole(order_at(request, slug, row.key)))


@router.get(ONE, response=WholeOrder)
def order(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Read an order: lines, payments, what was given back, what it opened."""
    return whole(order_at(request, slug, key, Permission.SEE_REVIEW))


@router.put(f"{ONE}/payment", response=WholeOrder)
def confirm(request: HttpRequest, slug: str, key: str, body: Evidence) -> dict[str, Any]:
    """Confirm by hand that the money is there, saying what was seen."""
    row = order_at(request, slug, key)
    facts: dict[str, Any] = {"actor": actor_of(request), "now": now()}
    asked = ask_payment(order=row.pk, provider=MANUAL, **facts)
    if asked.amount:
        confirm_payment(payment=asked.pk, evidence=body.evidence, **facts)
    return whole(order_at(request, slug, key))


@router.put(f"{ONE}/cancellation", response=WholeOrder)
def cancel(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Let an order come to nothing for which no money came."""
    call_off_order(order=order_at(request, slug, key).pk, actor=actor_of(request), now=now())
    return whole(order_at(request, slug, key))


@router.post(f"{ONE}/refunds", response={201: WholeOrder})
def refund(request: HttpRequest, slug: str, key: str, body: RefundIn) -> Status[dict[str, Any]]:
    """Give money back: by line, or all that is left."""
    row = order_at(request, slug, key)
    lines = dict(enumerate(row.lines.order_by("pk").values_list("pk", flat=True), start=1))
    facts: dict[str, Any] = {}
    if body.parts is not None:
        facts["parts"] = {lines.get(one.line, 0): one.amount for one in body.parts}
        facts["pieces"] = {lines.get(one.line, 0): one.pieces for one in body.parts}
    refund_order(order=row.pk, reason=body.reason, **facts, actor=actor_of(request), now=now())
    return Status(201, whole(order_at(request, slug, key)))


@router.put(f"{ONE}/refunds/{{refund}}", response=WholeOrder)
def settle(request: HttpRequest, slug: str, key: str, refund: str) -> dict[str, Any]:
    """Note that money is back with the buyer."""
    found = [one for one in refunds_of(order_at(request, slug, key)) if one.key == refund]
    if not found:
        raise NotFound(_("There is no such refund."))
    settle_refund(refund=found[0].pk, actor=actor_of(request), now=now())
    return whole(order_at(request, slug, key))
