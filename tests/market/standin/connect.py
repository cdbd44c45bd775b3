"""Stripe's transfers to connected accounts on this machine: a balance, and what left it."""

import json
import secrets as chance
from threading import Event

from tests.market.standin.server import Asked, Rejected


class Connect:
    """`transfers`: what left the balance; `connected`: accounts that are; `holding`: answers wait once it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.transfers: list[dict[str, object]] = []
        self.connected: set[str] = set()
        self.balance = 10**9
        self.holding = 0
        self.held, self._let_go = Event(), Event()

    def transferred(self, form: dict[str, str]) -> dict[str, object]:
        amount = int(form["amount"])
        if form["destination"] not in self.connected:
            said = f"No such destination: '{form['destination']}'"
            raise refused(404, said, code="resource_missing", type="invalid_request_error")
        if amount > self.balance:
            said = "You have insufficient available funds in your Stripe account."
            raise refused(400, said, code="balance_insufficient", type="invalid_request_error")
        self.balance -= amount
        made: dict[str, object] = {
            "id": f"tr_{chance.token_hex(8)}", "object": "transfer", "amount": amount, "currency": form["currency"],
            "destination": form["destination"], "transfer_group": form["transfer_group"], "reversed": False,
            "metadata": {"payout": form["metadata[payout]"]},
        }  # fmt: skip
        self.transfers.append(made)
        return made

    def listed(self, query: dict[str, str]) -> dict[str, object]:
        rows = [row for row in self.transfers if row["transfer_group"] == query["transfer_group"]]
        data = rows[::-1][: int(query["limit"])]
        return {"object": "list", "data": data, "has_more": len(data) < len(rows), "url": "/v1/transfers"}

    def before_answering(self, asked: Asked, path: str) -> None:
        """Hold the answer back, for who dies between the sending and the noting."""
        if (asked.method, path) == ("POST", "/v1/transfers") and self.holding:
            self.holding -= 1
            self.held.set()
            self._let_go.wait(60)

    def let_go(self) -> None:
        self.held.clear()
        self._let_go.set()
        self._let_go = Event()


def is_kept(error: Rejected) -> bool:
    """Tell whether Stripe keeps a refusal under its key: one that came once it was at it."""
    return b"balance_insufficient" in error.body


def refused(status: int, message: str, **more: str) -> Rejected:
    return Rejected(status, json.dumps({"error": {"message": message, **more}}).encode())
