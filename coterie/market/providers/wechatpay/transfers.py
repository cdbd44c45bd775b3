"""Sending commission to people in WeChat (商家转账): whoever it is for confirms there, within a day.

A transfer is known by its mark: asked for again with the same words it is the same one, which waits for the same
person; with other words, such as another person, WeChat Pay refuses.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _

from coterie.kit.json import Json
from coterie.kit.money import Money
from coterie.market.providers.port import Declined
from coterie.market.providers.told import Told
from coterie.market.providers.wechatpay import seal
from coterie.market.providers.wechatpay.provider import SCENE, NotThere, WechatPay

BILLS = "/v3/fund-app/mch-transfer/transfer-bills"
LEAST, NAMED_FROM = 10, 30
"""In fen: what can be sent at all, and from where on WeChat Pay compares the receiver's name."""
LONGEST_NAME = 214
"""Bytes that a key of 2048 bits can seal."""
WHY: list[Json] = [
    {"info_type": "岗位类型", "info_content": "推广伙伴"},
    {"info_type": "报酬说明", "info_content": "推广佣金"},
]
"""What WeChat Pay wants to be told of every commission: the kind of post, and what is paid for."""
REMARK = "推广佣金"
ENDS: Mapping[str, Literal["paid", "failed"]] = {"SUCCESS": "paid", "FAIL": "failed", "CANCELLED": "failed"}


@dataclass(frozen=True, slots=True)
class Bill:
    """How a transfer stands. `package` opens it in the receiver's WeChat, while it waits for them."""

    state: Literal["open", "paid", "failed"]
    external: str
    amount: int
    why: str = ""
    package: str = ""


class Transfers(WechatPay):
    """What one merchant sends."""

    def ask(self, mark: str, amount: Money, *, openid: str, name: str, at: datetime) -> Bill:
        """Have a transfer wait for somebody, once for each mark; signed `at`, after five minutes it is taken no more.

        Raises ProviderFailed: it may be there all the same.
        """
        called = self._who.get("platform_id", "").upper()
        key = called if called in self._keys else next(reversed(self._keys))
        order: dict[str, Json] = {
            "appid": self._who["appid"], "out_bill_no": mark, "transfer_scene_id": SCENE, "openid": openid,
            "transfer_amount": amount.minor, "transfer_remark": REMARK, "notify_url": self._who["notify"],
            "transfer_scene_report_infos": WHY,
        }  # fmt: skip
        if amount.minor >= NAMED_FROM:
            if len(name.encode()) > LONGEST_NAME:
                raise Declined(_("The name in the papers is longer than WeChat takes."))
            order["user_name"] = seal.closed(name, key=self._keys[key])
        with self._peer.reading():
            return bill_of(self._told(BILLS, order, at=at, key=key), amount.minor)

    def standing(self, mark: str) -> Bill | None:
        """Ask how a transfer stands; None: there is none. Raises ProviderFailed."""
        with self._peer.reading():
            try:
                said = self._told(f"{BILLS}/out-bill-no/{mark}")
            except NotThere:
                return None
            if said.text("out_bill_no") != mark:
                raise self._peer.senseless()
            return bill_of(said, said.whole("transfer_amount"))

    def cancel(self, mark: str) -> None:
        """Call a transfer back that nobody confirmed yet; when it is back is told, or asked. Raises ProviderFailed."""
        try:
            self._told(f"{BILLS}/out-bill-no/{mark}/cancel", {})
        except NotThere:
            return

    def opening(self, bill: Bill) -> str:
        """Return what WeChat's own browser is told, in JSON, so that it shows a transfer that waits."""
        return json.dumps({"mchId": self._who["mchid"], "appId": self._who["appid"], "package": bill.package})


def bill_of(said: Told, amount: int) -> Bill:
    """Read how a transfer stands; whatever is not an end of it is open."""
    package, state = said.at("package_info").value, said.text("state")
    return Bill(
        ENDS.get(state, "open"), said.text("transfer_bill_no"), amount, said.text("fail_reason") or state,
        package if isinstance(package, str) else "",
    )  # fmt: skip
