"""What the permission matrix puts on the stage for payment providers."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coterie.kit.clock import now
from coterie.market.domain.provider_account import set_up_provider
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.domain.statement import add_statement
from coterie.market.models import ProviderAccount, ProviderNotice, Statement
from coterie.market.queries.providers import account_of
from tests.cast import Cast
from tests.market.sell_scenes import paid

Words = Mapping[str, object]
SECRETS = {"secret_key": "sk_test_1", "webhook_secret": "whsec_1"}
HEAD = "created_utc,currency,gross,fee,reporting_category,payment_intent_id,payment_metadata[payment]"
FILE = f"{HEAD}\n2026-03-01 09:30:00,cny,10.00,0.59,charge,pi_1,none\n".encode()


def an_account(cast: Cast) -> ProviderAccount:
    """Set Stripe up at the table."""
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
    known = account_of(cast.table.pk, "stripe")
    return known or set_up_provider(provider="stripe", secrets=SECRETS, on=True, **facts)


def a_statement(cast: Cast, number: int = 0) -> Statement:
    """Hand a statement in."""
    an_account(cast)
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
    return add_statement(provider="stripe", name="march.csv", file=FILE + b"\n" * number, **facts)


def with_account(scene: Any) -> Words:
    """Name Stripe, which is set up."""
    return {"name": an_account(scene.cast).provider, "provider": "stripe"}


def with_statement(scene: Any) -> Words:
    """Name a statement."""
    return {"key": a_statement(scene.cast).key}


def with_failed_refund(scene: Any) -> Words:
    """Name a refund that the provider could not make."""
    row, facts = paid(scene.cast), {"actor": scene.cast.actor("alice"), "now": now()}
    made = refund_order(order=row.pk, **facts)
    settle_refund(refund=made.pk, why_not="No money", **facts)
    return {"key": row.key, "refund": made.key}


def with_notice(scene: Any) -> Words:
    """Let the provider have told something."""
    a_notice(scene.cast)
    return {}


def a_notice(cast: Cast) -> ProviderNotice:
    """Let the provider have told something of a payment."""
    asked = paid(cast).payments.get()
    facts = {"told_at": now(), "received_at": now(), "outcome": "done", "kind": "paid", "payment": asked}
    return ProviderNotice.objects.create(account=an_account(cast), event=asked.key, **facts)


def a_file() -> dict[str, object]:
    """Return a statement as a form sends it."""
    return {"provider": "stripe", "file": SimpleUploadedFile("march.csv", FILE)}


def with_own_address(scene: Any) -> Words:
    """Name the address that Stripe was given."""
    row = an_account(scene.cast)
    return {"provider": row.provider, "key": row.key}
