"""WeChat Pay (API v3) on this machine: native, h5 and jsapi payments, queries, refunds, sealed notices. See `server.py`.

`WechatPayStandIn(certificates=True)` signs with a platform certificate, as it does for older merchants.
Refunds are told to the `notify_url` of the refund, or of the payment where the refund names none.
It is the official account too: a browser that asks comes back with a code, which is good for once and says `openid`.
"""

import base64
import hashlib
import json
import re
import secrets as chance
from datetime import datetime, timedelta, timezone

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from tests.market.standin.keys import certificate_of, certificate_pem, key_of, private_pem, public_pem
from tests.market.standin.official import Official
from tests.market.standin.purse import Purse
from tests.market.standin.server import Answer, Asked, Delivery, Payment, Rejected, Sealed, StandIn, main

BEIJING = timezone(timedelta(hours=8))
MCHID, APPID, SERIAL = "1900009191", "wxd678efh567hg6787", "408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB"
PUBLIC_KEY_ID = "PUB_KEY_ID_0119000091912026032900"
HEADER = re.compile(r'WECHATPAY2-SHA256-RSA2048 (\w+="[^"]*"(?:,\w+="[^"]*")*)')
BILL = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"


class WechatPayStandIn(Purse, Official, StandIn):
    def __init__(self, *, certificates: bool = False) -> None:
        super().__init__()
        self._v3_key = chance.token_hex(16)
        self._name = f"{certificate_of('wechat').serial_number:X}" if certificates else PUBLIC_KEY_ID
        self.secrets = {
            "mchid": MCHID, "appid": APPID, "serial": SERIAL, "private_key": private_pem(key_of("merchant")),
            "v3_key": self._v3_key, "platform_id": "" if certificates else PUBLIC_KEY_ID,
            "platform_key": certificate_pem("wechat") if certificates else public_pem(key_of("wechat")),
            "app_secret": self.app_secret, "transfer_scene": "1005",
        }  # fmt: skip
        self.unsigned = False
        self._refunds: dict[str, dict[str, object]] = {}
        self._seen: set[str] = set()

    def served(self, asked: Asked) -> Answer:
        if asked.path.startswith("/h5/"):
            return self.page(asked, asked.path.removeprefix("/h5/").partition("?")[0])
        if official := self.as_official(asked, APPID):
            return official
        self._check(asked)
        with self.lock:
            body = json.dumps(self._called(asked), ensure_ascii=False).encode()
        self.before_answering(asked)
        headers = {"Content-Type": "application/json; charset=utf-8", "Request-ID": chance.token_hex(8)}
        return 200, headers | ({} if self.unsigned else self._seal(body)), body

    def _check(self, asked: Asked) -> None:
        """Verify a request as WeChat Pay does: whose, when, once, and the signature over what came."""
        match = HEADER.fullmatch(asked.headers.get("authorization", ""))
        said = dict(part.split("=", 1) for part in match[1].split(",")) if match else {}
        said = {name: value.strip('"') for name, value in said.items()}
        if set(said) != {"mchid", "nonce_str", "timestamp", "serial_no", "signature"}:
            raise refusal(401, "SIGN_ERROR", "Http头Authorization值格式错误")
        if said["mchid"] != MCHID or said["serial_no"] != SERIAL or said["nonce_str"] in self._seen:
            raise refusal(401, "SIGN_ERROR", "商户证书序列号有误")
        if abs(int(said["timestamp"]) - self.now().timestamp()) > 300:
            raise refusal(401, "SIGN_ERROR", "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟")
        self._seen.add(said["nonce_str"])
        signed = b"\n".join(
            [
                asked.method.encode(),
                asked.path.encode(),
                said["timestamp"].encode(),
                said["nonce_str"].encode(),
                asked.body,
                b"",
            ]
        )
        try:
            key_of("merchant").public_key().verify(base64.b64decode(said["signature"]), signed, PKCS1v15(), SHA256())
        except InvalidSignature as error:
            raise refusal(401, "SIGN_ERROR", "错误的签名，验签失败") from error

    def _seal(self, body: bytes, at: datetime | None = None, *, forged: bool = False) -> dict[str, str]:
        moment, nonce = int((at or self.now()).timestamp()), chance.token_urlsafe(24)
        key = key_of("mallory" if forged else "wechat")
        signature = key.sign(f"{moment}\n{nonce}\n".encode() + body + b"\n", PKCS1v15(), SHA256())
        return {
            "Wechatpay-Timestamp": str(moment), "Wechatpay-Nonce": nonce, "Wechatpay-Serial": self._name,
            "Wechatpay-Signature": base64.b64encode(signature).decode(),
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        }  # fmt: skip

    def _called(self, asked: Asked) -> dict[str, object]:
        sealed_for = self._name if b"user_name" in asked.body else self.secrets["platform_id"]
        if asked.headers.get("wechatpay-serial", "") not in (sealed_for, self._name):
            raise refusal(400, "PARAM_ERROR", "Wechatpay-Serial")
        if (transfer := self.as_purse(asked, APPID)) is not None:
            return transfer
        if asked.method == "POST":
            order = json.loads(asked.body)
            if asked.path == "/v3/refund/domestic/refunds":
                return self._give_back(order)
            if asked.path in [f"/v3/pay/transactions/{way}" for way in ("native", "h5", "jsapi")]:
                return self._create(order, asked.path.rpartition("/")[2])
        if match := re.fullmatch(r"/v3/pay/transactions/out-trade-no/(\w+)\?mchid=(\d+)", asked.path):
            if match[2] != MCHID or match[1] not in self.payments:
                raise refusal(404, "ORDER_NOT_EXIST", "订单不存在")
            return self.transaction(self.payments[match[1]])
        raise refusal(404, "RESOURCE_NOT_EXISTS", asked.path)

    def _create(self, order: dict, way: str) -> dict[str, object]:
        key, before = order["out_trade_no"], self.payments.get(order["out_trade_no"])
        if (order["appid"], order["mchid"], order["amount"]["currency"]) != (APPID, MCHID, "CNY"):
            raise refusal(400, "PARAM_ERROR", "appid, mchid, currency")
        if not re.fullmatch(r"[\w|*@-]{6,32}", key) or len(order["description"]) > 127 or order["amount"]["total"] < 1:
            raise refusal(400, "PARAM_ERROR", "out_trade_no, description, total")
        if way == "h5" and not (order["scene_info"]["payer_client_ip"] and order["scene_info"]["h5_info"]["type"]):
            raise refusal(400, "PARAM_ERROR", "scene_info")
        if way == "jsapi" and order["payer"]["openid"] not in self.openids:
            raise refusal(400, "PARAM_ERROR", "openid与appid不匹配")
        asked = {"way": way, "payer": order.get("payer", {}).get("openid", "")}
        if before and before.more != asked:
            raise refusal(400, "OUT_TRADE_NO_USED", "商户订单号重复")
        if before and (before.amount != order["amount"]["total"] or before.state != "open"):
            raise refusal(400, "OUT_TRADE_NO_USED", "商户订单号重复")
        self.payments[key] = before or Payment(
            key=key, external=f"42000{chance.randbelow(10**20):020}", amount=order["amount"]["total"], currency="CNY",
            title=order["description"], back="about:blank", notify=order["notify_url"], more=asked,
            ends=datetime.fromisoformat(order["time_expire"]),
        )  # fmt: skip
        token = hashlib.sha256(key.encode()).hexdigest()[:10]
        return {
            "native": {"code_url": f"weixin://wxpay/bizpayurl?pr={token}"},
            "h5": {"h5_url": f"{self.base}/h5/{key}?prepay_id=wx{token}&package=1"},
            "jsapi": {"prepay_id": f"wx{token}"},
        }[way]

    def opened(self, call: dict[str, str]) -> str:
        """Check what the app was told, as WeChat does; return our key of the payment that it opens."""
        lines = [call["appId"], call["timeStamp"], call["nonceStr"], call["package"], ""]
        public, signature = key_of("merchant").public_key(), base64.b64decode(call["paySign"])
        public.verify(signature, "\n".join(lines).encode(), PKCS1v15(), SHA256())
        assert (call["appId"], call["signType"], len(call["nonceStr"]) <= 32) == (APPID, "RSA", True)
        tokens = {f"prepay_id=wx{hashlib.sha256(key.encode()).hexdigest()[:10]}": key for key in self.payments}
        return tokens[call["package"]]

    def page(self, asked: Asked, key: str) -> Answer:
        self.payments[key].back = asked.query.get("redirect_url", self.payments[key].back)
        return super().page(asked, key)

    def _give_back(self, order: dict) -> dict[str, object]:
        payment, number, amount = self.payments[order["out_trade_no"]], order["out_refund_no"], order["amount"]
        if number not in self._refunds:
            if (
                amount["total"] != payment.amount
                or payment.given_back + amount["refund"] > payment.amount
                or payment.state != "paid"
            ):
                raise refusal(400, "INVALID_REQUEST", "订单金额或退款金额与之前请求不一致")
            self._refunded(payment, number, amount["refund"], order.get("notify_url", ""))
        elif self._refunds[number]["amount"]["refund"] != amount["refund"]:
            raise refusal(400, "PARAM_ERROR", "同一退款单号多次请求，金额不一致")
        return self._refunds[number]

    def _refunded(self, payment: Payment, number: str, amount: int, notify: str) -> None:
        payment.refunds[number] = amount
        self._refunds[number] = {
            "refund_id": f"50000{chance.randbelow(10**18):018}", "out_refund_no": number, "status": "PROCESSING",
            "transaction_id": payment.external, "out_trade_no": payment.key, "notify": notify or payment.notify,
            "amount": {"total": payment.amount, "refund": amount, "payer_total": payment.amount, "payer_refund": amount, "currency": "CNY"},
        }  # fmt: skip

    def transaction(self, payment: Payment) -> dict[str, object]:
        state = {"open": "NOTPAY", "failed": "CLOSED", "paid": "REFUND" if payment.refunds else "SUCCESS"}[
            payment.state
        ]
        said: dict[str, object] = {
            "appid": APPID, "mchid": MCHID, "out_trade_no": payment.key, "trade_state": state, "trade_state_desc": state,
            "amount": {"total": payment.amount, "payer_total": payment.amount, "currency": "CNY", "payer_currency": "CNY"},
        }  # fmt: skip
        if payment.paid_at:
            said |= {
                "transaction_id": payment.external,
                "trade_type": "NATIVE",
                "bank_type": "OTHERS",
                "payer": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
            }
            said |= {"success_time": payment.paid_at.astimezone(BEIJING).isoformat(timespec="seconds")}
        return said

    def pay(self, key: str) -> Delivery:
        payment = self.payments[key]
        payment.state, payment.paid_at, payment.fee = "paid", self.now(), -(-payment.amount * 6 // 1000)
        return self.tell("TRANSACTION.SUCCESS", self.transaction(payment) | {"trade_state": "SUCCESS"}, payment.notify)

    def fail(self, key: str) -> None:
        """The payment is closed; WeChat Pay tells nobody."""
        self.payments[key].state = "failed"

    def give_back(self, key: str, minor: int) -> Delivery:
        """Somebody gives back on WeChat Pay's own pages."""
        number = f"own{chance.token_hex(6)}"
        self._refunded(self.payments[key], number, minor, "")
        return self.tell_of_refund(number)

    def tell_of_refund(self, number: str, state: str = "SUCCESS") -> Delivery:
        refund = self._refunds[number]
        said = {name: refund[name] for name in ("refund_id", "out_refund_no", "transaction_id", "out_trade_no")}
        said |= {"mchid": MCHID, "refund_status": state, "user_received_account": "支付用户零钱"}
        said |= {"amount": {name: value for name, value in refund["amount"].items() if name != "currency"}}
        if state == "SUCCESS":
            said["success_time"] = self.now().astimezone(BEIJING).isoformat(timespec="seconds")
        return self.tell(f"REFUND.{state}", said, refund["notify"])

    def tell(self, kind: str, inside: dict[str, object], url: str) -> Delivery:
        return self.send(self.sealed(url, {"id": chance.token_hex(16), "event_type": kind, "inside": inside}))

    def sealed(self, url, content, *, at=None, forged=False) -> Sealed:
        about, nonce = content["event_type"].partition(".")[0].lower(), chance.token_hex(6)
        box = AESGCM(self._v3_key.encode()).encrypt(
            nonce.encode(), json.dumps(content["inside"], ensure_ascii=False).encode(), about.encode()
        )
        body = json.dumps({
            "id": content["id"], "create_time": self.now().astimezone(BEIJING).isoformat(timespec="seconds"),
            "resource_type": "encrypt-resource", "event_type": content["event_type"], "summary": "支付成功",
            "resource": {
                "original_type": about, "algorithm": "AEAD_AES_256_GCM", "associated_data": about, "nonce": nonce,
                "ciphertext": base64.b64encode(box).decode(),
            },
        }, ensure_ascii=False).encode()  # fmt: skip
        return Sealed(url, {"Content-Type": "application/json", **self._seal(body, at, forged=forged)}, body, content)

    def statement(self) -> bytes:
        """Return the trade bill, with its sums at the end."""
        rows = [BILL]
        for payment in self.payments.values():
            if payment.paid_at is None:
                continue
            when, yuan = (
                payment.paid_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S"),
                f"{payment.amount / 100:.2f}",
            )
            who = f"`{when},`{APPID},`{MCHID},`0,`,`{payment.external},`{payment.key},`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,`NATIVE"
            rows.append(
                f"{who},`SUCCESS,`OTHERS,`CNY,`{yuan},`0.00,`0,`0,`0.00,`0.00,`,`,`{payment.title},`,`{payment.fee / 100:.5f},`0.60%,`{yuan},`0.00,`"
            )
            for number, amount in payment.refunds.items():
                refund, back = self._refunds[number]["refund_id"], f"{amount / 100:.2f}"
                rows.append(
                    f"{who},`REFUND,`OTHERS,`CNY,`0.00,`0.00,`{refund},`{number},`{back},`0.00,`ORIGINAL,`SUCCESS,`{payment.title},`,`-0.00600,`0.60%,`0.00,`{back},`"
                )
        return "\r\n".join(
            [
                *rows,
                "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额",
                "`2,`1.00,`0.50,`0.00,`0.00000,`1.00,`0.50",
                "",
            ]
        ).encode("utf-8-sig")


def refusal(status: int, code: str, message: str) -> Rejected:
    return Rejected(status, json.dumps({"code": code, "message": message}, ensure_ascii=False).encode())


if __name__ == "__main__":
    main(WechatPayStandIn())
