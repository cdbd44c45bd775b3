"""A partner in the demo: taken in, sells by a link of their own, is paid once; one order comes back afterwards."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from coterie.cli.demo.friends import join_at_the_front, visitor_called
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import bought
from coterie.cli.demo.shop_lines import ADDRESSES
from coterie.cli.demo.stage import Stage
from coterie.kit.actor import Actor
from coterie.market.domain.refund import refund_order
from coterie.partners.domain.binding import bind_visitor, follow_partner
from coterie.partners.domain.enrolment import apply_as_partner, arrange_page, decide_partner, keep_papers
from coterie.partners.domain.payout import prepare_batch, send_batch, turn_payout
from coterie.partners.domain.programme import Promise, turn_programme, write_terms
from coterie.partners.domain.settling import settle_due
from coterie.partners.queries.partners import own_partner, partner_at
from coterie.partners.queries.payouts import payouts_in

OPENED, APPLIED, SOLD, ASKED_TOO, PAID = 58, 60, (61, 63, 64, 75, 79), 78, 84
"""Days of the story: the programme opens, Paul applies, his customers buy, another one applies, Paul is paid."""
PARTNER, ANOTHER = "Paul Winter", "Ines Moll"
CODE, COUPON = "paul", "paul10"
AGREEMENT = (
    "You show what we make to people to whom it is of use, and say that you are our partner. You send no letters to "
    "strangers and promise nothing that we do not.\n\nWe pay your part of what your customers paid and kept."
)
PAPERS: dict[str, Any] = {
    "name": "Paul Winter Buchhandel", "country": "DE", "tax_id": "DE 811 907 980",
    "address": "Uferweg 3, 04109 Leipzig", "account": "DE02 1203 0000 0000 2020 51",
}  # fmt: skip


def open_programme(stage: Stage, at: datetime) -> None:
    """Say what partners get, and take them in."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    promise = Promise(agreement=AGREEMENT, rate=1500, second_rate=300, hold_days=14, minimum=1000, months=12)
    write_terms(promise=promise, **facts)
    turn_programme(is_open=True, **facts)


def apply(name: str, text: str, stage: Stage, at: datetime) -> None:
    """Let somebody join and ask to be a partner."""
    person = join_at_the_front(stage, name, visitor_called(name), at)
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": person.actor, "now": at + timedelta(hours=1)}
    row = apply_as_partner(terms=1, text=text, **facts)
    if name == PARTNER:
        keep_papers(**facts, **PAPERS)
        arrange_page(code=CODE, **facts)
        decided: dict[str, Any] = {
            "state": "approved",
            "note": "Welcome, Paul.",
            "actor": stage.owner,
            "now": at + timedelta(hours=5),
        }
        decide_partner(partner=row.pk, **decided)


def sell(place: int, stage: Stage, at: datetime) -> None:
    """Let somebody open Paul's page and buy cards; one of them buys again."""
    row, person = partner_at(CODE), keen(stage, at)[7 + place % 3]
    if row is None:
        return
    visitor = visitor_called(f"customer {person.name}")
    follow_partner(partner=row.pk, visitor=visitor, now=at)
    facts: dict[str, Any] = {"actor": person.actor, "now": at + timedelta(minutes=3)}
    bind_visitor(community=stage.community.pk, visitor=visitor, member=person.member, **facts)
    goods = stage.goods["pocket" if place % 2 else "desk"]
    how = {"address": ADDRESSES[place % len(ADDRESSES)], "coupon": COUPON if place == 1 else ""}
    order = bought(stage, person, {goods: 2}, at + timedelta(minutes=7), **how)
    if place == len(SOLD) - 1:
        line = order.lines.order_by("pk")[0]
        back = {line.pk: line.amount // 2}
        refund_order(order=order.pk, parts=back, pieces={line.pk: 1}, actor=stage.owner, now=at + timedelta(days=1))


def pay(stage: Stage, at: datetime) -> None:
    """Pay Paul what is over its hold."""
    settle_due(actor=Actor.of_system("cli"), now=at)
    if not own_partner(stage.friends[PARTNER].actor, stage.community.pk).exists():
        return
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    batch = prepare_batch(community=stage.community.pk, **facts)
    send_batch(batch=batch.pk, **facts)
    for row in payouts_in(batch):
        turn_payout(payout=row.pk, state="paid", word="Transfer 4471", actor=stage.owner, now=at + timedelta(hours=3))


SELLING: tuple[tuple[int, int, Callable[[Stage, datetime], None]], ...] = (
    (OPENED, 3, open_programme),
    (APPLIED, 2, partial(apply, PARTNER, "I have a small bookshop, and everybody asks me how to write a sign.")),
    *((day, 4, partial(sell, place)) for place, day in enumerate(SOLD)),
    (ASKED_TOO, 2, partial(apply, ANOTHER, "I teach evening classes in two towns.")),
    (PAID, 3, pay),
)
"""Days of the story, hours of the day, and what happens then."""
