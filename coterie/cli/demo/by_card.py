"""Paying by card in the demo: an account with Stripe, what it told, and its statement. Nobody is asked over the net."""

import csv
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import buy
from coterie.cli.demo.shop_lines import ADDRESSES, STATEMENT
from coterie.cli.demo.stage import Stage
from coterie.kit.actor import Actor
from coterie.kit.money import Money
from coterie.market.domain.hearing import hear
from coterie.market.domain.provider_account import set_up_provider
from coterie.market.domain.statement import add_statement
from coterie.market.models import Payment, ProviderAccount
from coterie.market.providers.port import Forged
from coterie.market.providers.stripe.signature import HEADER, signature
from coterie.market.queries.providers import account_of, notices_run_by, secrets_of

STRIPE = "stripe"
CARDS_TAKEN, PAID_BY_CARD, GONE_AWAY, COMPARED = 75, (76, 78, 80, 82, 84, 86), 85, 88
"""Days of the story: cards are taken, who pays by card, who leaves Stripe's page without, and the statement."""
HEAD = (
    "created_utc", "currency", "gross", "fee", "reporting_category", "payment_intent_id", "payment_metadata[payment]",
)  # fmt: skip
MONTHLY_FEE, UNKNOWN = ("-12.00", "0.00", "fee", "", ""), ("88.00", "4.55", "charge", "pi_taken_elsewhere", "")
"""Lines of a statement that belong to no order: what the account costs, and what was taken past us."""
LEFT_OUT = 2
"""The payment that is in no line, by its place."""


def take_cards(stage: Stage, at: datetime) -> None:
    """Let people pay by card; the keys are made up, and different in every demo."""
    secrets = {"secret_key": f"sk_test_{token_hex(12)}", "webhook_secret": f"whsec_{token_hex(12)}"}
    switch(stage, at, on=True, secrets=secrets)


def switch(stage: Stage, at: datetime, *, on: bool, secrets: dict[str, str]) -> None:
    """Switch cards on or off."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    set_up_provider(provider=STRIPE, secrets=secrets, on=on, **facts)


def account_at(stage: Stage) -> ProviderAccount:
    """Return the account with Stripe."""
    row = account_of(stage.community.pk, STRIPE)
    assert row is not None  # noqa: S101 - it was made on the day on which cards were taken
    return row


def pay_by_card(stage: Stage, at: datetime) -> None:
    """Let somebody pay by card; of the first who does Stripe tells twice."""
    told, is_first = at + timedelta(minutes=3), not paid_at_stripe(stage)
    event = event_of(ask_for_card(stage, at), "completed", told)
    for _once in range(2 if is_first else 1):
        tell(stage, event, told)


def go_away(stage: Stage, at: datetime) -> None:
    """Let somebody leave Stripe's page, and somebody else tell that it was paid; Stripe tells that it was not."""
    asked, later = ask_for_card(stage, at), at + timedelta(minutes=40)
    with unlogged(), suppress(Forged):
        tell(stage, event_of(asked, "completed", at), at + timedelta(minutes=2), secret=token_hex(12))
    tell(stage, event_of(asked, "expired", later), later)


@contextmanager
def unlogged() -> Iterator[None]:
    """Let no warning stand in the log of what is only a story."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def ask_for_card(stage: Stage, at: datetime) -> Payment:
    """Let somebody order a box and choose to pay by card."""
    people = keen(stage, at)
    facts: dict[str, Any] = {"way": STRIPE, "address": ADDRESSES[at.day % len(ADDRESSES)]}
    order = buy(stage, people[7 * at.day % len(people)], {stage.goods["pocket"]: 1}, at, **facts)
    return order.payments.get()


def event_of(asked: Payment, what: str, at: datetime) -> dict[str, Any]:
    """Return what Stripe tells of a checkout."""
    session = {
        "id": f"cs_{asked.key}", "client_reference_id": asked.key, "currency": asked.order.currency.lower(),
        "amount_total": asked.amount, "payment_status": "unpaid",
    }  # fmt: skip
    if what == "completed":
        session |= {"payment_status": "paid", "payment_intent": f"pi_{asked.key}"}
    known = {"id": f"evt_{asked.key}", "type": f"checkout.session.{what}", "created": int(at.timestamp())}
    return {**known, "data": {"object": session}}


def tell(stage: Stage, event: dict[str, Any], at: datetime, secret: str = "") -> None:
    """Let Stripe tell something, signed as it signs; with another secret it is somebody else who does."""
    row, body, moment = account_at(stage), json.dumps(event).encode(), str(int(at.timestamp()))
    signed = signature(moment, body, secret=secret or secrets_of(row)["webhook_secret"])
    facts: dict[str, Any] = {"actor": Actor.of_system("cli"), "now": at}
    hear(provider=STRIPE, account=row.key, headers={HEADER: f"t={moment},v1={signed}"}, body=body, **facts)


def compare(stage: Stage, at: datetime) -> None:
    """Hand in what Stripe wrote down: one payment is not in it, a fee and a payment are not with us.

    Then cards are switched off: the keys are no real ones, so nobody is to be led to Stripe's page.
    """
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    add_statement(provider=STRIPE, name=STATEMENT, file=statement_of(stage), **facts)
    switch(stage, at, on=False, secrets={})


def statement_of(stage: Stage) -> bytes:
    """Return the report of the balance as Stripe writes it."""
    kept = [row for place, row in enumerate(paid_at_stripe(stage)) if place != LEFT_OUT]
    lines = [line_of(row.paid_at, gross_of(row), fee_of(row), "charge", row.external, row.key) for row in kept]
    lines += [line_of(kept[2].paid_at, *UNKNOWN), line_of(kept[-1].paid_at, *MONTHLY_FEE)]
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *lines])
    return out.getvalue().encode()


def paid_at_stripe(stage: Stage) -> list[Payment]:
    """Return what was paid by card, the first first."""
    rows = notices_run_by(stage.owner, stage.community.pk, "done").filter(kind="paid")
    return [row.payment for row in reversed(rows) if row.payment]


def line_of(at: datetime | None, *cells: str) -> tuple[str, ...]:
    """Return a line of the report: when, in which money, and the rest."""
    return (f"{at:%Y-%m-%d %H:%M:%S}", "cny", *cells)


def gross_of(row: Payment) -> str:
    """Return what was paid, in whole money."""
    return str(Money(row.amount, "CNY").decimal)


def fee_of(row: Payment) -> str:
    """Return what is kept of a payment: 2.9 per cent and two yuan."""
    return f"{2 + row.amount * 29 / 100_000:.2f}"
