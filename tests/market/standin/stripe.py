"""Stripe on this machine: checkout sessions, payments, refunds, webhooks. See `server.py` for how to use it.

Webhooks go to `peer.notify`, as they go to the address that is set up in Stripe's dashboard; `start` does not name it.
"""

import hashlib
import hmac
import json
import re
import secrets as chance
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from tests.market.standin.connect import Connect, is_kept
from tests.market.standin.server import Answer, Asked, Delivery, Payment, Rejected, Sealed, StandIn, main

WITHOUT = ("jpy", "krw", "vnd", "clp", "xof", "bif")


class StripeStandIn(Connect, StandIn):
    def __init__(self, notify: str = "") -> None:
        super().__init__()
        self.notify = notify
        self.secrets = {
            "secret_key": f"sk_test_{chance.token_hex(12)}",
            "webhook_secret": f"whsec_{chance.token_hex(12)}",
        }
        self._once: dict[str, tuple[bytes, int, bytes]] = {}
        self._refunds: dict[str, dict[str, object]] = {}
        self._count = 0

    def served(self, asked: Asked) -> Answer:
        path = asked.path.partition("?")[0]
        if path.startswith("/pay/"):
            return self.page(asked, path.removeprefix("/pay/"))
        if asked.headers.get("authorization") != f"Bearer {self.secrets['secret_key']}":
            raise refusal(401, "Invalid API Key provided", type="invalid_request_error")
        with self.lock:
            once = asked.headers.get("idempotency-key", "")
            if asked.method == "POST" and not once:
                raise refusal(400, "the tests want an idempotency key for every POST")
            before = self._once.get(once) if once else None
            if before and before[0] != asked.body:
                raise refusal(
                    400,
                    "Keys for idempotent requests can only be used with the same parameters",
                    type="idempotency_error",
                )
            status, body = before[1:] if before else self._done(asked, path)
            if once:
                self._once[once] = (asked.body, status, body)
        self.before_answering(asked, path)
        return status, {"Content-Type": "application/json", "Request-Id": f"req_{chance.token_hex(6)}"}, body

    def _done(self, asked: Asked, path: str) -> tuple[int, bytes]:
        """Do what is asked; a refusal that came amid the doing is kept under its key too."""
        try:
            return 200, json.dumps(self._called(asked, path)).encode()
        except Rejected as error:
            if not is_kept(error):
                raise
            return error.status, error.body

    def forget(self) -> None:
        """Stripe keeps its keys against doubles for a day."""
        self._once.clear()

    def _called(self, asked: Asked, path: str) -> dict[str, object]:
        form = dict(parse_qsl(asked.body.decode(), keep_blank_values=True))
        if (asked.method, path) == ("POST", "/v1/checkout/sessions"):
            return self._create(form)
        if (asked.method, path) == ("POST", "/v1/refunds"):
            return self._give_back(form)
        if path == "/v1/transfers":
            return self.transferred(form) if asked.method == "POST" else self.listed(asked.query)
        if path == "/v1/refunds":
            rows = [row for row in self._refunds.values() if row["payment_intent"] == asked.query["payment_intent"]]
            return {"object": "list", "data": rows[::-1], "has_more": False, "url": path}
        if match := re.fullmatch(r"/v1/(checkout/sessions|payment_intents)/(\w+)", path):
            payment = self._known(match[2])
            expands = [value for name, value in asked.query.items() if name.startswith("expand")]
            return self.session(payment, whole=bool(expands)) if match[1].startswith("c") else self.intent(payment)
        raise refusal(404, f"Unrecognized request URL ({asked.method}: {path})")

    def _known(self, name: str) -> Payment:
        for payment in self.payments.values():
            if name in (payment.external, payment.more["intent"]) and (name[:2] == "cs" or payment.state == "paid"):
                return payment
        raise refusal(404, f"No such object: '{name}'", code="resource_missing", type="invalid_request_error")

    def _create(self, form: dict[str, str]) -> dict[str, object]:
        ends, line = int(form["expires_at"]), "line_items[0][price_data]"
        if not 1800 <= ends - self.now().timestamp() <= 86400:
            raise refusal(400, "The `expires_at` timestamp must be between 30 minutes and 24 hours from creation.")
        if form["mode"] != "payment" or form["line_items[0][quantity]"] != "1":
            raise refusal(400, "not what the tests know")
        name = chance.token_hex(8)
        payment = Payment(
            key=form["client_reference_id"], external=f"cs_test_{name}", amount=int(form[f"{line}[unit_amount]"]),
            currency=form[f"{line}[currency]"], title=form[f"{line}[product_data][name]"], back=form["success_url"],
            notify=self.notify, ends=datetime.fromtimestamp(ends, tz=UTC),
            more={"intent": f"pi_{name}", "charge": f"ch_{name}", "note": form["payment_intent_data[metadata][payment]"]},
        )  # fmt: skip
        self.payments[payment.key] = payment
        return self.session(payment)

    def _give_back(self, form: dict[str, str]) -> dict[str, object]:
        payment = self._known(form["payment_intent"])
        amount = int(form["amount"])
        if payment.given_back + amount > payment.amount:
            raise refusal(
                400,
                f"Refund amount ({amount}) is greater than unrefunded amount on charge",
                code="charge_already_refunded",
            )
        return self._refunded(
            payment, amount, {name[9:-1]: value for name, value in form.items() if name.startswith("metadata[")}
        )

    def _refunded(self, payment: Payment, amount: int, notes: dict[str, str]) -> dict[str, object]:
        name = f"re_{chance.token_hex(8)}"
        payment.refunds[name] = amount
        self._refunds[name] = {
            "id": name, "object": "refund", "amount": amount, "currency": payment.currency, "status": "succeeded",
            "payment_intent": payment.more["intent"], "charge": payment.more["charge"], "metadata": notes,
            "created": int(self.now().timestamp()),
        }  # fmt: skip
        return self._refunds[name]

    def session(self, payment: Payment, *, whole: bool = False) -> dict[str, object]:
        paid = payment.state == "paid"
        intent: object = (self.intent(payment) if whole else payment.more["intent"]) if paid else None
        return {
            "id": payment.external, "object": "checkout.session", "client_reference_id": payment.key, "mode": "payment",
            "amount_total": payment.amount, "currency": payment.currency, "metadata": {"payment": payment.key},
            "payment_intent": intent, "payment_status": "paid" if paid else "unpaid",
            "status": {"open": "open", "paid": "complete", "failed": "expired"}[payment.state],
            "url": f"{self.base}/pay/{payment.key}" if payment.state == "open" else None,
        }  # fmt: skip

    def intent(self, payment: Payment) -> dict[str, object]:
        kept = {"id": "txn_1", "object": "balance_transaction", "fee": payment.fee, "currency": payment.currency}
        return {
            "id": payment.more["intent"], "object": "payment_intent", "amount": payment.amount, "status": "succeeded",
            "amount_received": payment.amount, "currency": payment.currency, "metadata": {"payment": payment.more["note"]},
            "latest_charge": {"id": payment.more["charge"], "object": "charge", "balance_transaction": kept},
        }  # fmt: skip

    def pay(self, key: str) -> Delivery:
        payment = self.payments[key]
        payment.state, payment.paid_at, payment.fee = "paid", self.now(), payment.amount * 29 // 1000 + 30
        return self.tell("checkout.session.completed", self.session(payment))

    def fail(self, key: str) -> Delivery:
        payment = self.payments[key]
        payment.state = "failed"
        return self.tell("checkout.session.expired", self.session(payment))

    def give_back(self, key: str, minor: int) -> Delivery:
        """Somebody gives back on Stripe's own pages: two events tell of it."""
        return self.tell_of_refund(self._refunded(self.payments[key], minor, {}))

    def tell_of_refund(self, refund: dict[str, object]) -> Delivery:
        payment = next(each for each in self.payments.values() if each.more["charge"] == refund["charge"])
        self.tell("charge.refunded", {
            "id": payment.more["charge"], "object": "charge", "payment_intent": payment.more["intent"],
            "amount": payment.amount, "amount_refunded": payment.given_back, "currency": payment.currency,
            "metadata": {"payment": payment.more["note"]},
        })  # fmt: skip
        return self.tell("refund.updated", refund)

    def dispute(self, key: str) -> Delivery:
        payment = self.payments[key]
        return self.tell("charge.dispute.created", {
            "id": "du_1", "object": "dispute", "amount": payment.amount, "currency": payment.currency, "metadata": {},
            "charge": payment.more["charge"], "payment_intent": payment.more["intent"], "status": "needs_response",
        })  # fmt: skip

    def tell(self, kind: str, of: dict[str, object]) -> Delivery:
        """Send any event."""
        return self.send(self.sealed(self.notify, {
            "id": f"evt_{chance.token_hex(8)}", "object": "event", "type": kind, "api_version": "2026-02-25",
            "created": int(self.now().timestamp()), "data": {"object": of}, "livemode": False,
        }))  # fmt: skip

    def sealed(self, url, content, *, at=None, forged=False) -> Sealed:
        body = json.dumps(content, indent=2, ensure_ascii=False).encode()
        moment = int((at or self.now()).timestamp())
        key = b"whsec_of_mallory" if forged else self.secrets["webhook_secret"].encode()
        signature = hmac.new(key, b"%d." % moment + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": f"t={moment},v1={signature},v0={'0' * 64}",
        }
        return Sealed(url, headers, body, content)

    def statement(self) -> bytes:
        """Return the itemised report of balance changes."""
        rows = [
            "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,charge_id,payment_intent_id,payment_metadata[payment],refund_metadata[refund]"
        ]
        for payment in self.payments.values():
            if payment.paid_at is None:
                continue
            when, who = (
                f"{payment.paid_at:%Y-%m-%d %H:%M:%S}",
                f"{payment.more['charge']},{payment.more['intent']},{payment.key}",
            )
            major = lambda count, of=payment: count if of.currency in WITHOUT else f"{count / 100:.2f}"  # noqa: E731
            rows.append(
                f"txn_1,{when},{payment.currency},{major(payment.amount)},{major(payment.fee)},{major(payment.amount - payment.fee)},charge,{who},"
            )
            for refund, amount in payment.refunds.items():
                note = self._refunds[refund]["metadata"].get("refund", "")
                rows.append(
                    f"txn_2,{when},{payment.currency},{major(-amount)},{major(0)},{major(-amount)},refund,{who},{note}"
                )
        return "\n".join([*rows, ""]).encode()


def refusal(status: int, message: str, **more: str) -> Rejected:
    return Rejected(
        status, json.dumps({"error": {"message": message, "type": "invalid_request_error", **more}}).encode()
    )


if __name__ == "__main__":
    main(StripeStandIn())
