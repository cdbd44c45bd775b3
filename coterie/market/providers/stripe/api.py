"""Stripe's own library, asking through our line: it knows the forms, the version and the errors of the API.

The library takes its time to load, so this file is imported when something is asked.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

import stripe
from django.utils.translation import gettext_lazy as _
from stripe.params import TransferCreateParams
from stripe.params.checkout import SessionCreateParams

from coterie.market.providers.peer import Peer
from coterie.market.providers.port import Declined, ProviderFailed
from coterie.market.providers.told import Told

FEE = "latest_charge.balance_transaction"
FINAL = (stripe.InvalidRequestError, stripe.PermissionError, stripe.CardError)
"""Errors of what was understood and not done; of all others nobody knows whether it was."""


class Line(stripe.HTTPClient):
    """The library's way to the net: once, in bounded time and size, and never to where an answer sends it."""

    name: ClassVar[str] = "coterie"

    def __init__(self, peer: Peer) -> None:
        super().__init__()
        self._peer = peer

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: str | None = None, **_more: object
    ) -> tuple[str, int, Mapping[str, str]]:
        """Ask once."""
        body = post_data.encode() if isinstance(post_data, str) else None
        path = url.removeprefix(self._peer.address)
        answer = self._peer.ask(path, method=method.upper(), headers=headers or {}, body=body)
        return answer.body.decode(errors="replace"), answer.status, answer.headers

    def close(self) -> None:
        """Hold nothing open."""


class Api:
    """The calls that payments need."""

    def __init__(self, key: str, peer: Peer) -> None:
        self._peer = peer
        self._client = stripe.StripeClient(
            key, base_addresses={"api": peer.address}, http_client=Line(peer), max_network_retries=0
        )  # fmt: skip

    def create_session(self, params: SessionCreateParams, once: str) -> Told:
        """Open a checkout."""
        create = self._client.v1.checkout.sessions.create
        return self._asked(lambda: create(params, {"idempotency_key": once}))

    def session(self, name: str) -> Told | None:
        """Return a checkout with its payment and fee."""
        retrieve = self._client.v1.checkout.sessions.retrieve
        return self._found(lambda: retrieve(name, {"expand": [f"payment_intent.{FEE}"]}))

    def intent(self, name: str) -> Told | None:
        """Return a payment with its fee."""
        retrieve = self._client.v1.payment_intents.retrieve
        return self._found(lambda: retrieve(name, {"expand": [FEE]}))

    def refund_of(self, intent: str, refund: str) -> Told | None:
        """Return the refund of a payment that carries our number."""
        listed = self._client.v1.refunds.list
        answer = self._asked(lambda: listed({"payment_intent": intent, "limit": 100}))
        rows = answer.at("data").value
        found = [Told(row) for row in rows] if isinstance(rows, list) else []
        return next((row for row in found if row.text("metadata", "refund") == refund), None)

    def create_refund(self, *, intent: str, amount: int, notes: dict[str, str], once: str) -> Told:
        """Give back."""
        create = self._client.v1.refunds.create
        return self._asked(
            lambda: create({"payment_intent": intent, "amount": amount, "metadata": notes}, {"idempotency_key": once})
        )

    def transfer_of(self, mark: str) -> Told | None:
        """Return the transfer that carries our mark. Raises ProviderFailed: a look that was refused saw nothing."""
        listed = self._client.v1.transfers.list
        try:
            found = self._asked(lambda: listed({"transfer_group": mark, "limit": 1})).at("data", "0")
        except Declined as error:
            raise ProviderFailed(str(error)) from error
        return found if isinstance(found.value, dict) else None

    def create_transfer(self, params: TransferCreateParams, once: str) -> Told:
        """Send money out of the balance. Raises Declined when it was not."""
        create = self._client.v1.transfers.create
        try:
            return self._asked(lambda: create(params, {"idempotency_key": once}))
        except NotThere as error:
            raise Declined(_("Stripe does not know the account, or it is not connected to yours.")) from error

    def _found(self, call: Callable[[], object]) -> Told | None:
        try:
            return self._asked(call)
        except NotThere:
            return None

    def _asked(self, call: Callable[[], object]) -> Told:
        """Return the answer of a call in our own reading. Raises ProviderFailed."""
        try:
            answer = call()
        except stripe.AuthenticationError as error:
            raise ProviderFailed(_("Stripe does not know the secret key.")) from error
        except stripe.StripeError as error:
            if error.code == "resource_missing":
                raise NotThere(_("Stripe does not know this payment.")) from error
            refused = self._peer.refused(error.user_message or str(error))
            raise (Declined(str(refused)) if isinstance(error, FINAL) else refused) from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self._peer.senseless() from error
        last = getattr(answer, "last_response", None)
        return self._peer.told(last.body if last is not None else b"")


class NotThere(ProviderFailed):
    """Stripe knows no such thing."""
