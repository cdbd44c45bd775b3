"""Alipay on this machine: its page and its app's page, queries, refunds, signed notices. See `server.py`.

Alipay hears of a payment when the buyer opens the signed address: `visit(url)` does that, `pay` needs it first.
"""

import base64
import json
import re
import secrets as chance
import urllib.request
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from tests.market.standin.keys import key_of, private_pem, public_pem
from tests.market.standin.server import Answer, Asked, Delivery, Payment, Rejected, Sealed, StandIn, main

BEIJING = timezone(timedelta(hours=8))
PLAIN = "%Y-%m-%d %H:%M:%S"
APP, SELLER = "2014072300007148", "2088102146225135"
PAGES = {"alipay.trade.page.pay": "FAST_INSTANT_TRADE_PAY", "alipay.trade.wap.pay": "QUICK_WAP_WAY"}
BILL = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注"
LINE = "#-----------------------------------------业务明细列表{}----------------------------------------"


class AlipayStandIn(StandIn):
    def __init__(self) -> None:
        super().__init__()
        self.secrets = {
            "app_id": APP, "seller_id": SELLER, "private_key": bare(private_pem(key_of("merchant"))),
            "alipay_key": bare(public_pem(key_of("alipay"))),
        }  # fmt: skip
        self.unsigned = False

    def served(self, asked: Asked) -> Answer:
        values = {**asked.query, **dict(parse_qsl(asked.body.decode()))}
        method = values.get("method", "")
        self._check(values, method)
        order = json.loads(values["biz_content"])
        if method in PAGES:
            if order["out_trade_no"] not in self.payments:
                self._create(order, values)
            return self.page(asked, order["out_trade_no"])
        name = f"{method.replace('.', '_')}_response"
        with self.lock:
            said = {
                "alipay.trade.query": self._query, "alipay.trade.refund": self._give_back,
                "alipay.trade.fastpay.refund.query": self._refund_query,
            }[method](order)  # fmt: skip
        part = json.dumps(said, ensure_ascii=False).replace("/", "\\/")
        sign = "" if self.unsigned else f',"sign":"{signature(part)}"'
        return 200, {"Content-Type": "text/html;charset=utf-8"}, f'{{"{name}":{part}{sign}}}'.encode()

    def _check(self, values: dict[str, str], method: str) -> None:
        """Verify a request as Alipay does: everything but the signature itself, sorted, nothing empty."""
        parts = sorted(f"{name}={value}" for name, value in values.items() if name != "sign" and value)
        moment = datetime.strptime(values.get("timestamp", "2000-01-01 00:00:00"), PLAIN).replace(tzinfo=BEIJING)
        late = values.get("app_id") != APP or abs(moment - self.now()) > timedelta(minutes=15)
        try:
            key_of("merchant").public_key().verify(
                base64.b64decode("" if late else values["sign"]), "&".join(parts).encode(), PKCS1v15(), SHA256()
            )
        except (InvalidSignature, KeyError) as error:
            said = {
                "code": "40002",
                "msg": "Invalid Arguments",
                "sub_code": "isv.invalid-signature",
                "sub_msg": "验签出错",
            }
            raise Rejected(
                200,
                json.dumps(
                    {"error_response" if method in PAGES else f"{method.replace('.', '_')}_response": said}
                ).encode(),
            ) from error

    def _create(self, order: dict, values: dict[str, str]) -> None:
        if order["product_code"] != PAGES[values["method"]] or not re.fullmatch(r"\d+\.\d\d", order["total_amount"]):
            raise Rejected(200, b'{"error_response":{"code":"40004","sub_code":"ACQ.INVALID_PARAMETER"}}')
        self.payments[order["out_trade_no"]] = Payment(
            key=order["out_trade_no"], external=f"2026{chance.randbelow(10**24):024}", currency="CNY",
            amount=round(float(order["total_amount"]) * 100), title=order["subject"], back=values["return_url"],
            notify=values["notify_url"], ends=datetime.strptime(order["time_expire"], PLAIN).replace(tzinfo=BEIJING),
        )  # fmt: skip

    def _query(self, order: dict) -> dict[str, str]:
        payment = self.payments.get(order["out_trade_no"])
        if payment is None:
            return {
                "code": "40004",
                "msg": "Business Failed",
                "sub_code": "ACQ.TRADE_NOT_EXIST",
                "sub_msg": "交易不存在",
            }
        whole = payment.given_back == payment.amount
        state = {
            "open": "WAIT_BUYER_PAY",
            "failed": "TRADE_CLOSED",
            "paid": "TRADE_CLOSED" if whole else "TRADE_SUCCESS",
        }[payment.state]
        said = {
            "code": "10000",
            "msg": "Success",
            "out_trade_no": payment.key,
            "trade_no": payment.external,
            "trade_status": state,
            "total_amount": yuan(payment.amount),
        }
        return said | ({"send_pay_date": beijing(payment.paid_at)} if payment.paid_at else {})

    def _give_back(self, order: dict) -> dict[str, str]:
        payment, amount = self.payments[order["out_trade_no"]], round(float(order["refund_amount"]) * 100)
        number, change = order["out_request_no"], "N"
        if number not in payment.refunds:
            if payment.state != "paid" or payment.given_back + amount > payment.amount:
                return {
                    "code": "40004",
                    "msg": "Business Failed",
                    "sub_code": "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",
                    "sub_msg": "退款金额超限",
                }
            payment.refunds[number], change = amount, "Y"
        return {
            "code": "10000",
            "msg": "Success",
            "out_trade_no": payment.key,
            "trade_no": payment.external,
            "fund_change": change,
            "refund_fee": yuan(payment.given_back),
        }

    def _refund_query(self, order: dict) -> dict[str, str]:
        made = self.payments[order["out_trade_no"]].refunds.get(order["out_request_no"])
        return {
            "code": "10000",
            "msg": "Success",
            **({"refund_status": "REFUND_SUCCESS", "refund_amount": yuan(made)} if made else {}),
        }

    def visit(self, url: str) -> str:
        """Open a payment's address as the buyer's browser does; return the page."""
        with urllib.request.urlopen(url, timeout=10) as page:
            return page.read().decode()

    def pay(self, key: str) -> Delivery:
        payment = self.payments[key]
        payment.state, payment.paid_at, payment.fee = "paid", self.now(), -(-payment.amount * 6 // 1000)
        return self.tell(payment, "TRADE_SUCCESS")

    def fail(self, key: str) -> Delivery:
        self.payments[key].state = "failed"
        return self.tell(self.payments[key], "TRADE_CLOSED")

    def give_back(self, key: str, minor: int) -> Delivery:
        """Somebody gives back on Alipay's own pages."""
        number = f"own{chance.token_hex(6)}"
        self.payments[key].refunds[number] = minor
        return self.tell_of_refund(key, number)

    def tell_of_refund(self, key: str, number: str) -> Delivery:
        payment = self.payments[key]
        state = "TRADE_CLOSED" if payment.given_back == payment.amount else "TRADE_SUCCESS"
        return self.tell(
            payment,
            state,
            gmt_refund=f"{beijing(self.now())}.123",
            refund_fee=yuan(payment.given_back),
            out_biz_no=number,
        )

    def tell(self, payment: Payment, state: str, **more: str) -> Delivery:
        content = {
            "app_id": APP, "auth_app_id": APP, "charset": "utf-8", "version": "1.0", "notify_type": "trade_status_sync",
            "notify_id": f"2026{chance.token_hex(14)}", "seller_id": SELLER, "out_trade_no": payment.key,
            "trade_no": payment.external, "trade_status": state, "total_amount": yuan(payment.amount),
            "receipt_amount": yuan(payment.amount), "subject": payment.title, "body": "", "gmt_create": beijing(self.now()),
            "fund_bill_list": f'[{{"amount":"{yuan(payment.amount)}","fundChannel":"ALIPAYACCOUNT"}}]',
            "buyer_logon_id": "csq***@sandbox.com", **more,
        }  # fmt: skip
        content |= {"gmt_payment": beijing(payment.paid_at)} if payment.paid_at else {}
        return self.send(self.sealed(payment.notify, content))

    def sealed(self, url, content, *, at=None, forged=False) -> Sealed:
        said = {**content, "notify_time": beijing(at or self.now())}
        sign = signature("&".join(f"{name}={said[name]}" for name in sorted(said)), "mallory" if forged else "alipay")
        body = urlencode({**said, "sign_type": "RSA2", "sign": sign}).encode()
        return Sealed(url, {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}, body, content)

    def altered(self, notice: Sealed) -> Sealed:
        """Return the notice with another amount: the last digits are the signature's own."""
        body = re.sub(rb"total_amount=\d", b"total_amount=9", notice.body)
        return Sealed(notice.url, notice.headers, body, notice.content)

    def statement(self) -> bytes:
        """Return the bill of trades, in GBK."""
        rows = ["#支付宝业务明细查询", f"#账号：[{SELLER}0156]", LINE.format(""), BILL]
        for payment in self.payments.values():
            if payment.paid_at is None:
                continue
            when, who = beijing(payment.paid_at), f"{payment.external}\t,{payment.key}\t"
            rest = "0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00"
            rows.append(
                f"{who},交易\t,{payment.title},{when},{when},\t,\t,\t,\t,*丹(137****2600)\t,{yuan(payment.amount)},{yuan(payment.amount)},{rest},\t,-{yuan(payment.fee)},0.00,"
            )
            rows += [
                f"{who},退款\t,{payment.title},{when},{when},\t,\t,\t,\t,*丹(137****2600)\t,-{yuan(amount)},-{yuan(amount)},{rest},{number}\t,0.01,0.00,退款"
                for number, amount in payment.refunds.items()
            ]
        return "\r\n".join(
            [*rows, LINE.format("结束"), "#交易合计：1笔，商家实收共1.00元，商家优惠共0.00元", ""]
        ).encode("gbk")


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def beijing(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime(PLAIN)


def bare(pem: str) -> str:
    """Return the letters inside, as Alipay's key tool shows them."""
    return "".join(pem.strip().splitlines()[1:-1])


def signature(message: str, who: str = "alipay") -> str:
    return base64.b64encode(key_of(who).sign(message.encode(), PKCS1v15(), SHA256())).decode()


if __name__ == "__main__":
    main(AlipayStandIn())
