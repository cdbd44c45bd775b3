"""Stripe: the buyer pays on Stripe's own page (Checkout)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from coterie.kit import clock
from coterie.kit.money import Money
from coterie.market.providers.peer import Peer
from coterie.market.providers.port import (
    Answer,
    Field,
    Notice,
    ProviderFailed,
    Started,
    StatementLine,
    Unreadable,
    Wanted,
)
from coterie.market.providers.stripe import notices, signature, statement
from coterie.market.providers.stripe.amounts import to_stripe
from coterie.market.providers.told import Told

if TYPE_CHECKING:
    from coterie.market.providers.stripe.api import Api

OWN = "https://api.stripe.com"
SOONEST, LATEST = timedelta(minutes=30), timedelta(hours=24)
"""How long Stripe lets a checkout be open."""
STEP = 600
"""Seconds: an end that is too soon is moved to the next full ten minutes, so that asking again asks the same."""
SLACK = timedelta(minutes=1)
LONGEST_NAME, LONGEST_NOTE = 250, 500
LOST = ("failed", "canceled")
CHECKOUT = "cs_"
"""How the name of a checkout begins; a payment that was made has another one."""


class Stripe:
    """Stripe with one account's keys."""

    name: ClassVar[str] = "stripe"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("secret_key", _("Secret key (sk_live_… or rk_live_…)"), secret=True),
        Field("webhook_secret", _("Signing secret of the webhook (whsec_…)"), secret=True),
    )

    def __init__(self, secrets: Mapping[str, str], base: str = "", *, time: Callable[[], datetime] = clock.now) -> None:
        self._secrets = secrets
        self._peer = Peer("Stripe", OWN, base)
        self._time = time

    @cached_property
    def _api(self) -> "Api":
        from coterie.market.providers.stripe.api import Api

        return Api(self._secrets["secret_key"], self._peer)

    def start(self, wanted: Wanted) -> Started:
        """Open a checkout."""
        ends = self._end(wanted.ends)
        session = self._api.create_session(
            {
                "mode": "payment",
                "client_reference_id": wanted.key,
                "success_url": wanted.back,
                "cancel_url": wanted.back,
                "expires_at": ends,
                "metadata": {"payment": wanted.key},
                "payment_intent_data": {"metadata": {"payment": wanted.key}},
                "line_items": [{"quantity": 1, "price_data": {
                    "currency": wanted.amount.currency.lower(), "unit_amount": to_stripe(wanted.amount),
                    "product_data": {"name": wanted.title[:LONGEST_NAME]},
                }}],
            },
            once=f"start-{wanted.key}-{ends}",
        )  # fmt: skip
        return Started(external=said(session, "id", self._peer), url=said(session, "url", self._peer, longest=4096))

    def _end(self, wanted: datetime) -> int:
        """Return when the checkout closes, as near to what is wanted as Stripe allows."""
        now = self._time()
        if wanted < now + SOONEST + SLACK:
            return int(-(-(now + SOONEST + SLACK).timestamp() // STEP) * STEP)
        return int(min(wanted.timestamp(), (now + LATEST - SLACK).timestamp() // STEP * STEP))

    def notice(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice:
        """Read an event."""
        sent = {name.lower(): value for name, value in headers.items()}
        signature.check(sent.get(signature.HEADER, ""), body, secret=self._secrets["webhook_secret"], now=now)
        event = Told.of(body)
        if not event.text("id") or not event.text("type"):
            raise Unreadable(_("The notice is no event."))
        return notices.of_event(event)

    def look(self, key: str, external: str) -> Notice | None:
        """Ask how a checkout or a payment stands."""
        with self._peer.reading():
            return self._found(external)

    def _found(self, external: str) -> Notice | None:
        if not external.startswith(CHECKOUT):
            return self._intent(self._api.intent(external)) if external else None
        session = self._api.session(external)
        if session is None:
            return None
        if isinstance(session.at("payment_intent").value, dict):
            return self._intent(session.at("payment_intent"))
        if session.text("status") == "expired":
            return notices.of_session(session, f"look:{external}:expired", "failed", self._time())
        return None

    def _intent(self, intent: Told | None) -> Notice | None:
        return notices.of_intent(intent, self._time()) if intent else None

    def refund(self, *, refund: str, payment: str, external: str, amount: Money, total: Money, why: str) -> str:
        """Give back, once per `refund`: Stripe keeps its keys against doubles for a day, the refund's note for ever."""
        with self._peer.reading():
            intent = self._intent_of(external)
            made = self._api.refund_of(intent, refund) or self._api.create_refund(
                intent=intent, amount=to_stripe(amount), once=f"refund-{refund}",
                notes={"payment": payment, "refund": refund, "why": why[:LONGEST_NOTE]},
            )  # fmt: skip
            if made.text("status") in LOST:
                raise self._peer.refused(made.text("failure_reason") or made.text("status"))
            return said(made, "id", self._peer)

    def _intent_of(self, external: str) -> str:
        if not external.startswith(CHECKOUT):
            return external
        session = self._api.session(external)
        intent = notices.name_of(session.at("payment_intent")) if session else ""
        if not intent:
            raise ProviderFailed(_("Stripe knows of no payment that could be given back."))
        return intent

    def statement(self, text: str | bytes) -> Iterator[StatementLine]:
        """Read the report of the balance."""
        return statement.read(text)

    def answer(self) -> Answer:
        """Say that the event was taken."""
        return 200, "text/plain", b"ok"


def said(answer: Told, name: str, peer: Peer, longest: int = 255) -> str:
    """Return what an answer must say. Raises ProviderFailed."""
    value = answer.at(name).value
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise peer.senseless()
    return value
