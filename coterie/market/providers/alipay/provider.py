"""Alipay: its page on a desktop, its app on a phone."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from coterie.kit import clock
from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.market.providers.alipay import letter, notices, statement
from coterie.market.providers.beijing import in_beijing
from coterie.market.providers.peer import FAILED, Peer
from coterie.market.providers.port import (
    Answer,
    Field,
    Forged,
    Notice,
    Started,
    StatementLine,
    Unreadable,
    Wanted,
)
from coterie.market.providers.rsa_key import private_key, public_keys
from coterie.market.providers.told import NO_SENSE

OWN = "https://openapi.alipay.com"
GATEWAY = "/gateway.do"
PAGE, PHONE = ("alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"), ("alipay.trade.wap.pay", "QUICK_WAP_WAY")
OK = "10000"
NOT_THERE = "ACQ.TRADE_NOT_EXIST"
WINDOW = timedelta(hours=36)
"""A notice is repeated for 25 hours, and may bear the time of its first sending."""
AHEAD = timedelta(minutes=5)
NOT_IN_TITLES = str.maketrans(dict.fromkeys('/=&,"\n\r\t', " "))
"""Alipay forbids some signs, and its bill does not quote commas."""
LONGEST_TITLE, LONGEST_WHY = 128, 128


class Alipay:
    """Alipay with one app's keys."""

    name: ClassVar[str] = "alipay"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("app_id", _("App ID")),
        Field("seller_id", _("Seller's account number (PID, 2088…)")),
        Field("private_key", _("The app's private key"), secret=True, lines=True),
        Field("alipay_key", _("Alipay's public key"), lines=True),
    )

    def __init__(self, secrets: Mapping[str, str], base: str = "", *, time: Callable[[], datetime] = clock.now) -> None:
        self._who = secrets
        self._peer = Peer("Alipay", OWN, base)
        self._time = time
        self._key = private_key(secrets["private_key"], field="private_key")
        (self._alipay_key,) = list(public_keys(secrets["alipay_key"], field="alipay_key").values())[:1]

    def start(self, wanted: Wanted) -> Started:
        """Sign the address of Alipay's page; Alipay hears of the payment when the buyer comes."""
        if wanted.amount.currency != notices.YUAN:
            raise Invalid(_("Alipay takes CNY only."), field="currency")
        method, product = PHONE if wanted.address else PAGE
        order = {
            "out_trade_no": wanted.key, "total_amount": f"{wanted.amount.decimal:.2f}", "product_code": product,
            "subject": wanted.title.translate(NOT_IN_TITLES)[:LONGEST_TITLE], "time_expire": in_beijing(wanted.ends),
            "seller_id": self._who["seller_id"],
        }  # fmt: skip
        asked = self._signed(method, order, return_url=wanted.back, notify_url=wanted.notify)
        return Started(external="", url=f"{self._peer.address}{GATEWAY}?{urlencode(asked)}")

    def notice(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice:
        """Check and read a notice; it must be for this app and this seller."""
        sent = letter.opened(body, key=self._alipay_key)
        if sent.get("app_id") != self._who["app_id"] or sent.get("seller_id") not in (None, self._who["seller_id"]):
            raise Forged(_("The notice is for somebody else."))
        if not sent.get("notify_id"):
            raise Unreadable(NO_SENSE)
        if not -AHEAD <= now - notices.moment(sent.get("notify_time", "")) <= WINDOW:
            raise Forged(_("The notice is too old."))
        return notices.of_form(sent)

    def look(self, key: str, external: str) -> Notice | None:
        """Ask by our key; Alipay tells no fee before the bill."""
        said = self._asked("alipay.trade.query", {"out_trade_no": key})
        if said.get("sub_code") == NOT_THERE:
            return None
        with self._peer.reading():
            self._accepted(said)
            if said.get("out_trade_no") != key:
                raise self._peer.senseless()
            return notices.of_answer(said, self._time())

    def refund(self, *, refund: str, payment: str, external: str, amount: Money, total: Money, why: str) -> str:
        """Give back; Alipay knows a refund by our number alone, so that one is returned."""
        order = {
            "out_trade_no": payment, "refund_amount": f"{amount.decimal:.2f}", "out_request_no": refund,
            "refund_reason": why[:LONGEST_WHY],
        }  # fmt: skip
        said = self._asked("alipay.trade.refund", {name: value for name, value in order.items() if value})
        self._accepted(said)
        if said.get("fund_change") != "Y" and not self._is_refunded(payment, refund):
            raise self._peer.refused(said.get("msg", ""))
        return refund

    def _is_refunded(self, payment: str, refund: str) -> bool:
        """Ask whether a refund that moved nothing had been made before."""
        said = self._asked("alipay.trade.fastpay.refund.query", {"out_trade_no": payment, "out_request_no": refund})
        return said.get("code") == OK and said.get("refund_status") == "REFUND_SUCCESS"

    def statement(self, text: str | bytes) -> Iterator[StatementLine]:
        """Read a bill."""
        return statement.read(text)

    def answer(self) -> Answer:
        """Say that the notice was taken; any other words have it sent again."""
        return 200, "text/plain", b"success"

    def _signed(self, method: str, order: Mapping[str, str], **more: str) -> dict[str, str]:
        return letter.with_signature(
            {
                "app_id": self._who["app_id"], "method": method, "format": "JSON", "charset": "utf-8",
                "sign_type": letter.SIGN_TYPE, "timestamp": in_beijing(self._time()), "version": "1.0",
                "biz_content": json.dumps(order, ensure_ascii=False, separators=(",", ":")), **more,
            },
            key=self._key,
        )  # fmt: skip

    def _asked(self, method: str, order: Mapping[str, str]) -> dict[str, str]:
        """Ask, and believe only what is signed. Raises ProviderFailed."""
        asked = self._signed(method, order)
        content = urlencode({"biz_content": asked.pop("biz_content")}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
        answer = self._peer.ask(f"{GATEWAY}?{urlencode(asked)}", method="POST", headers=kind, body=content)
        if answer.status >= FAILED:
            raise self._peer.refused(str(answer.status))
        text, name = answer.body.decode(errors="replace"), f"{method.replace('.', '_')}_response"
        outer = self._peer.told(text)
        if outer.at("error_response").value is not None or not outer.at("sign").value:
            said = outer.at("error_response").value or outer.at(name).value
            raise self._peer.refused(words(texts(said)))
        signature = outer.at("sign").value
        part = letter.signed_part(text, name, signature if isinstance(signature, str) else "", key=self._alipay_key)
        if part is None:
            raise self._peer.senseless()
        return texts(self._peer.told(part).value)

    def _accepted(self, said: Mapping[str, str]) -> None:
        if said.get("code") != OK:
            raise self._peer.refused(words(said))


def texts(value: object) -> dict[str, str]:
    """Return the texts of an answer; nested things are of no use to us."""
    given = value if isinstance(value, dict) else {}
    return {name: text for name, text in given.items() if isinstance(text, str)}


def words(said: Mapping[str, str]) -> str:
    """Return Alipay's own words for a refusal."""
    return " ".join(said[name] for name in ("code", "msg", "sub_code", "sub_msg") if name in said)
