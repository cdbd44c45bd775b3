"""What people buy in the demo on an ordinary day, and what they give back."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from coterie.cli.demo.prices import look_at_clinics
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import bought, buy
from coterie.cli.demo.shop_lines import ADDRESSES, COUPON, INVOICES, NOT_FOR_ME, WET_CORNER
from coterie.cli.demo.stage import Person, Stage
from coterie.market.domain.gift import redeem_gift
from coterie.market.domain.refund import refund_order
from coterie.market.enums import BenefitKind
from coterie.market.models import Order
from coterie.market.queries.gifts import gifts_of
from coterie.market.queries.grants import has_access
from coterie.rewards.queries.purses import points_of

GIVEN, PAID_WITH_POINTS, RETURNED, WAITING = 74, 80, 82, 89
"""Days of the story: a course is given away, points pay a part, a box comes back, transfers are on their way."""
KINDS, WEIGHTS = ("clinic", "pocket", "course"), (2, 5, 3)
COUNTS, WITH_COUPON, WITH_INVOICE, REGRETS = 0.25, 0.15, 0.2, 0.06


def sell(stage: Stage, number: str, at: datetime, *, is_seen: bool = True) -> None:
    """Sell one thing, and now and then give the money back."""
    kind = stage.dice.choices(KINDS, weights=WEIGHTS)[0]
    buyer, comes_back = stage.dice.choice(stage.seats["basic"]), stage.dice.random() < REGRETS
    dice = Random(number)  # noqa: S311 - dice of a story, beside those of the play
    variant = wanted_by(stage, buyer, kind, at)
    if buyer in stage.seats["basic"][:3]:
        return
    count = 2 if kind == "pocket" and dice.random() < COUNTS else 1
    facts = paperwork(stage, variant, dice)
    if not is_seen:
        buy(stage, buyer, {variant: count}, at, **facts)
        return
    order = bought(stage, buyer, {variant: count}, at, **facts)
    if comes_back:
        give_back(stage, order, at + timedelta(hours=9))


def wanted_by(stage: Stage, buyer: Person, kind: str, at: datetime) -> int:
    """Return the variant that somebody wants; a course only once."""
    if kind == "clinic" and stage.ladder:
        return look_at_clinics(stage, buyer, at)
    if kind == "course" and stage.course and not learns(stage, buyer, at):
        return stage.goods["course"]
    return stage.goods["pocket" if kind == "pocket" else "desk"]


def learns(stage: Stage, person: Person, at: datetime) -> bool:
    """Tell whether somebody has the course."""
    return has_access(member=person.member, kind=BenefitKind.OFFER, target=stage.course, now=at)


def paperwork(stage: Stage, variant: int, dice: Random) -> dict[str, Any]:
    """Return where it is sent, to whom the invoice goes, and the coupon of some."""
    facts: dict[str, Any] = {"coupon": COUPON if dice.random() < WITH_COUPON else ""}
    if variant in (stage.goods["pocket"], stage.goods["desk"]):
        facts["address"] = dice.choice(ADDRESSES)
    if dice.random() < WITH_INVOICE:
        facts["invoice"] = dice.choice(INVOICES)
    return facts


def give_back(stage: Stage, order: Order, at: datetime) -> None:
    """Give all of an order back."""
    refund_order(order=order.pk, reason=NOT_FOR_ME, actor=stage.owner, now=at)


def bring_one_back(stage: Stage, at: datetime) -> None:
    """Let somebody buy two boxes, of which one comes back."""
    pocket = stage.goods["pocket"]
    order = bought(stage, keen(stage, at)[1], {pocket: 2}, at, address=ADDRESSES[0])
    [line] = order.lines.all()
    parts, pieces = {line.pk: line.amount // 2}, {line.pk: 1}
    facts: dict[str, Any] = {"actor": stage.owner, "now": at + timedelta(days=2)}
    refund_order(order=order.pk, parts=parts, pieces=pieces, reason=WET_CORNER, **facts)


def give_a_course(stage: Stage, at: datetime) -> None:
    """Let somebody buy the course for somebody else, who redeems it on the next day."""
    people = keen(stage, at)
    without = [one for one in people if not learns(stage, one, at)]
    order = bought(stage, people[0], {stage.goods["course"]: 1}, at, is_gift=True)
    order.refresh_from_db()
    [gift] = gifts_of(order)
    facts: dict[str, Any] = {"origin": "demo", "actor": without[-1].actor, "now": at + timedelta(days=1)}
    redeem_gift(offer=stage.course, code=gift.code, **facts)


def pay_with_points(stage: Stage, at: datetime) -> None:
    """Let the three who have most points pay a part with half of them."""
    have = {person.member: points_of(stage.community.pk, person.member) for person in keen(stage, at)}
    for place, person in enumerate(sorted(keen(stage, at), key=lambda one: -have[one.member])[:3]):
        facts: dict[str, Any] = {"address": ADDRESSES[place], "points": have[person.member] // 2}
        bought(stage, person, {stage.goods["pocket"]: 1}, at + timedelta(hours=place), **facts)


def wait_at_the_till(stage: Stage, at: datetime) -> None:
    """Let three people order whose transfers nobody has seen yet."""
    for place, person in enumerate(keen(stage, at)[5:8]):
        variant = stage.goods["desk" if place == 1 else "pocket"]
        buy(stage, person, {variant: 1}, at + timedelta(minutes=47 * place), address=ADDRESSES[place])
