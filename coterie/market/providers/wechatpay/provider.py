"""WeChat Pay, API v3: a QR code to be scanned, on a phone the way into the app, inside of WeChat the payment."""

import json
import secrets as chance
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import ClassVar
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _

from coterie.kit import clock
from coterie.kit.errors import Invalid
from coterie.kit.http_out import Fetched
from coterie.kit.json import Json
from coterie.kit.money import Money
from coterie.market.providers.beijing import with_offset
from coterie.market.providers.peer import FAILED, Peer
from coterie.market.providers.port import (
    Answer,
    Field,
    Forged,
    Notice,
    ProviderFailed,
    Started,
    StatementLine,
    Unreadable,
    Wanted,
)
from coterie.market.providers.rsa_key import private_key, public_keys, signed
from coterie.market.providers.told import NO_SENSE, Told
from coterie.market.providers.wechatpay import notices, seal, statement
from coterie.market.providers.wechatpay.official import OfficialAccount

OWN = "https://api.mch.weixin.qq.com"
LONGEST_TITLE, LONGEST_WHY = 127, 80
KEY_BYTES = 32
PUBLIC_KEY_NAMES = "PUB_KEY_ID"
LOST = ("CLOSED", "ABNORMAL")
PREPAY = "prepay_id="
"""With what a payment is called that was begun inside of WeChat, until it is paid."""
SCENE = "1005"
"""What WeChat calls transfers of commission (佣金报酬)."""
UNKNOWN = ("ORDER_NOT_EXIST", "ORDERNOTEXIST", "NOT_FOUND")


class WechatPay:
    """WeChat Pay with one merchant's keys."""

    name: ClassVar[str] = "wechatpay"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("mchid", _("Merchant number")),
        Field("appid", _("App ID that is bound to the merchant")),
        Field("serial", _("Serial number of the merchant's API certificate")),
        Field("private_key", _("Private key of the API certificate (apiclient_key.pem)"), secret=True, lines=True),
        Field("v3_key", _("APIv3 key"), secret=True),
        Field("platform_id", _("ID of WeChat Pay's public key (PUB_KEY_ID_…)"), needed=False),
        Field("platform_key", _("WeChat Pay's public key, or platform certificates"), lines=True),
        Field("notify", _("Address for notices of refunds"), needed=False),
        Field("app_secret", _("Secret of the official account, to pay inside of WeChat"), secret=True, needed=False),
        Field("transfer_scene", _("1005, if the merchant may send commission (佣金报酬) to partners"), needed=False),
    )

    def __init__(self, secrets: Mapping[str, str], base: str = "", *, time: Callable[[], datetime] = clock.now) -> None:
        self._who = secrets
        self._peer = Peer("WeChat Pay", OWN, base)
        secret = secrets.get("app_secret", "")
        self.official = OfficialAccount(secrets["appid"], secret, base) if secret else None
        self._time = time
        self._key = private_key(secrets["private_key"], field="private_key")
        self._keys = public_keys(secrets["platform_key"], field="platform_key", called=secrets.get("platform_id", ""))
        self._v3_key = secrets["v3_key"].encode()
        if len(self._v3_key) != KEY_BYTES:
            raise Invalid(_("The APIv3 key has 32 letters."), field="v3_key")
        if secrets.get("transfer_scene", "") not in ("", SCENE):
            raise Invalid(_("Write 1005 (佣金报酬), or leave it empty."), field="transfer_scene")

    def start(self, wanted: Wanted) -> Started:
        """Ask for a payment by QR code, or with the buyer's address for one in the app."""
        order = self._order(wanted)
        if not wanted.address:
            return Started(external="", code=self._opened("native", order, "code_url"))
        order["scene_info"] = {"payer_client_ip": wanted.address, "h5_info": {"type": "Wap"}}
        url = self._opened("h5", order, "h5_url")
        return Started(external="", url=f"{url}&redirect_url={quote(wanted.back, safe='')}")

    def start_inside(self, wanted: Wanted, buyer: str) -> Started:
        """Ask for a payment by who the buyer is to the official account, to be opened by WeChat's own browser."""
        order = {**self._order(wanted), "payer": {"openid": buyer}}
        return Started(external=PREPAY + self._opened("jsapi", order, "prepay_id"))

    def call(self, external: str) -> dict[str, str]:
        """Return what WeChat's own browser is told, signed, so that it opens a payment that was begun inside of it."""
        who, moment, nonce = self._who["appid"], str(int(self._time().timestamp())), chance.token_hex(16)
        signature = signed(self._key, f"{who}\n{moment}\n{nonce}\n{external}\n")
        said = {"appId": who, "timeStamp": moment, "nonceStr": nonce, "package": external}
        return {**said, "signType": "RSA", "paySign": signature}

    def _order(self, wanted: Wanted) -> dict[str, Json]:
        if wanted.amount.currency != notices.YUAN:
            raise Invalid(_("WeChat Pay takes CNY only."), field="currency")
        return {
            "appid": self._who["appid"], "mchid": self._who["mchid"], "description": wanted.title[:LONGEST_TITLE],
            "out_trade_no": wanted.key, "time_expire": with_offset(wanted.ends), "notify_url": wanted.notify,
            "amount": {"total": wanted.amount.minor, "currency": wanted.amount.currency},
        }  # fmt: skip

    def _opened(self, way: str, order: Mapping[str, Json], name: str) -> str:
        with self._peer.reading():
            address = self._told(f"/v3/pay/transactions/{way}", order).at(name).value
        if not isinstance(address, str) or not address:
            raise self._peer.senseless()
        return address

    def notice(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> Notice:
        """Check, open and read a notice."""
        seal.check({name.lower(): value for name, value in headers.items()}, body, keys=self._keys, now=now)
        envelope = Told.of(body)
        inside = seal.opened(envelope.at("resource"), key=self._v3_key)
        if not envelope.text("id"):
            raise Unreadable(NO_SENSE)
        merchant = inside.text("mchid") or inside.text("mch_id")
        if merchant != self._who["mchid"] or inside.text("appid") not in ("", self._who["appid"]):
            raise Forged(_("The notice is for somebody else."))
        return notices.of_envelope(envelope, inside)

    def look(self, key: str, external: str) -> Notice | None:
        """Ask by our key; WeChat Pay tells no fee before the bill."""
        path = f"/v3/pay/transactions/out-trade-no/{quote(key, safe='')}?{urlencode({'mchid': self._who['mchid']})}"
        with self._peer.reading():
            try:
                payment = self._told(path)
            except NotThere:
                return None
            kind = notices.STATES.get(payment.text("trade_state"))
            if kind is None:
                return None
            event = f"look:{payment.text('transaction_id') or key}:{kind}"
            if kind == "paid":
                return notices.of_payment(payment, event)
            return Notice(
                event=event, kind=kind, payment=key, external=payment.text("transaction_id"),
                amount=payment.whole("amount", "total"), currency=notices.YUAN, at=self._time(),
            )  # fmt: skip

    def refund(self, *, refund: str, payment: str, external: str, amount: Money, total: Money, why: str) -> str:
        """Give back; WeChat Pay knows a refund again by our number for it."""
        order: dict[str, Json] = {
            "out_trade_no": payment, "out_refund_no": refund,
            "amount": {"refund": amount.minor, "total": total.minor, "currency": amount.currency},
        }  # fmt: skip
        order |= {"reason": why[:LONGEST_WHY]} if why else {}
        order |= {"notify_url": self._who["notify"]} if self._who.get("notify") else {}
        with self._peer.reading():
            made = self._told("/v3/refund/domestic/refunds", order)
            if made.text("status") in LOST or not made.text("refund_id"):
                raise self._peer.refused(made.text("status"))
            return made.text("refund_id")

    def statement(self, text: str | bytes) -> Iterator[StatementLine]:
        """Read a trade bill."""
        return statement.read(text)

    def answer(self) -> Answer:
        """Say that the notice was taken."""
        return 200, "application/json", b'{"code":"SUCCESS","message":"OK"}'

    def _told(
        self, path: str, order: Mapping[str, Json] | None = None, *, at: datetime | None = None, key: str = ""
    ) -> Told:
        """Ask, and believe only what is signed; `at` is when we sign, `key` the name of the key we sealed words with.

        WeChat Pay takes nothing that was signed five minutes ago. Raises ProviderFailed.
        """
        body = json.dumps(order, ensure_ascii=False, separators=(",", ":")) if order is not None else ""
        method = "POST" if order is not None else "GET"
        headers = self._headers(method, path, body, at or self._time()) | ({"Wechatpay-Serial": key} if key else {})
        answer = self._peer.ask(path, method=method, headers=headers, body=body.encode() if body else None)
        if answer.status >= FAILED:
            raise self._refusal(answer)
        try:
            seal.check(answer.headers, answer.body, keys=self._keys, now=self._time())
        except Forged as error:
            raise self._peer.senseless() from error
        return self._peer.told(answer.body)

    def _headers(self, method: str, path: str, body: str, at: datetime) -> dict[str, str]:
        headers = {
            "Accept": "application/json", "Content-Type": "application/json",
            "Authorization": seal.authorization(
                self._key, who=self._who, method=method, path=path, body=body, now=at,
                nonce=chance.token_hex(16).upper(),
            ),
        }  # fmt: skip
        # While certificates give way to the public key, WeChat Pay signs its answer with what is named here.
        name = self._who.get("platform_id", "")
        return headers | ({"Wechatpay-Serial": name} if name.startswith(PUBLIC_KEY_NAMES) else {})

    def _refusal(self, answer: Fetched) -> ProviderFailed:
        said = self._peer.told(answer.body)
        code, words = said.text("code"), said.at("message").value
        if code in UNKNOWN:
            return NotThere(_("WeChat Pay does not know this payment."))
        return self._peer.refused(f"{code} {words}" if isinstance(words, str) else code)


class NotThere(ProviderFailed):
    """WeChat Pay knows no such payment."""
