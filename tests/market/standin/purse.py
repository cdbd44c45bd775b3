"""WeChat's transfers to people on this machine (商家转账): they wait for whom they are for, who confirms within a day."""

import base64
import json
import re
import secrets as chance
from dataclasses import dataclass
from threading import Event

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.hashes import SHA1

from tests.market.standin.keys import key_of
from tests.market.standin.server import Asked, Delivery, Rejected

BILLS = "/v3/fund-app/mch-transfer/transfer-bills"
INFOS = ["岗位类型", "报酬说明"]
WAITS, OVER = "WAIT_USER_CONFIRM", ("SUCCESS", "FAIL", "CANCELLED")


@dataclass
class Bill:
    """A transfer as WeChat knows it; `name` is the receiver's, opened, "" where none was told."""

    mark: str
    external: str
    words: dict[str, object]
    name: str
    package: str
    state: str = WAITS
    why: str = ""

    @property
    def said(self) -> dict[str, object]:
        said: dict[str, object] = {"out_bill_no": self.mark, "transfer_bill_no": self.external, "state": self.state}
        return said | ({"fail_reason": self.why} if self.why else {})


class Purse:
    """`bills`: by their marks; `people`: real names by openid; `balance` in fen; `hold_after`: so many
    answers go out, the next one waits, though what was asked is done."""

    def __init__(self) -> None:
        super().__init__()
        self.bills: dict[str, Bill] = {}
        self.people: dict[str, str] = {}
        self.balance, self.most, self.hold_after = 10**9, 20_000, -1
        self.held, self._let_go = Event(), Event()

    def as_purse(self, asked: Asked, appid: str) -> dict[str, object] | None:
        """Answer what is asked of transfers; None for anything else."""
        if asked.path == BILLS:
            return self._ask(json.loads(asked.body), appid)
        if not (found := re.fullmatch(f"{BILLS}/out-bill-no/([0-9A-Za-z]{{1,32}})(/cancel)?", asked.path)):
            return None
        if (bill := self.bills.get(found[1])) is None:
            raise refused(404, "NOT_FOUND", "记录不存在")
        if found[2] and bill.state == "SUCCESS":
            raise refused(400, "INVALID_REQUEST", "当前单据状态不支持撤销")
        if found[2]:
            bill.state = "CANCELING" if bill.state == WAITS else bill.state
            return bill.said
        return bill.said | {"mch_id": "1900009191", "appid": appid, "transfer_amount": bill.words["transfer_amount"]}

    def _ask(self, words: dict, appid: str) -> dict[str, object]:
        mark, amount = words["out_bill_no"], words["transfer_amount"]
        sealed = words.pop("user_name", "")
        self._refuse_wrong(words, appid, sealed=bool(sealed))
        name = opened(sealed) if sealed else ""
        before = self.bills.get(mark)
        if before and (before.words, before.name) != (words, name):
            raise refused(400, "INVALID_REQUEST", "单号已存在但信息不一致，请查单后比较确认")
        if before is None and amount > self.balance:
            raise refused(403, "NOT_ENOUGH", "资金不足")
        if before is None:
            self.balance -= amount
            package = base64.b64encode(chance.token_bytes(96)).decode()
            before = self.bills[mark] = Bill(mark, f"1330000{chance.randbelow(10**20):020}", words, name, package)
        return before.said | ({"package_info": before.package} if before.state == WAITS else {})

    def _refuse_wrong(self, words: dict, appid: str, *, sealed: bool) -> None:
        amount = words["transfer_amount"]
        if words["appid"] != appid or not re.fullmatch("[0-9A-Za-z]{1,32}", words["out_bill_no"]):
            raise refused(400, "PARAM_ERROR", "appid, out_bill_no")
        if words["openid"] not in self.openids:  # type: ignore[attr-defined] - of the official account beside
            raise refused(400, "INVALID_REQUEST", "Openid格式错误或者不属于商家公众账号")
        infos = [one["info_type"] for one in words["transfer_scene_report_infos"] if one["info_content"]]
        if words["transfer_scene_id"] != "1005" or infos != INFOS:
            raise refused(400, "PARAM_ERROR", "需传入转账场景报备信息，请检查")
        if not 1 <= len(words["transfer_remark"]) <= 32 or "?" in words["notify_url"]:
            raise refused(400, "PARAM_ERROR", "transfer_remark, notify_url")
        if not 10 <= amount <= self.most:
            raise refused(400, "INVALID_REQUEST", "超过单笔转账上下限，核实产品设置是否准确")
        if (amount < 30 and sealed) or (amount >= 200_000 and not sealed):
            raise refused(400, "PARAM_ERROR", "user_name")

    def shown(self, said: dict[str, str]) -> Bill:
        """Return what WeChat's own browser shows for these words."""
        assert set(said) == {"mchId", "appId", "package"}
        [bill] = [one for one in self.bills.values() if one.package == said["package"]]
        return bill

    def confirm(self, mark: str, openid: str) -> Delivery | None:
        """Whom it is for takes the money; somebody else cannot, nor whose name is another."""
        bill = self.bills[mark]
        if bill.state != WAITS or bill.words["openid"] != openid:
            return None
        wrong = bill.name and bill.name != self.people.get(openid, bill.name)
        return self.end(mark, "FAIL" if wrong else "SUCCESS", "NAME_NOT_CORRECT" if wrong else "")

    def end(self, mark: str, state: str, why: str = "") -> Delivery:
        """A transfer comes to its end, and it is told."""
        bill = self.bills[mark]
        assert bill.state not in OVER, "a transfer has one end"
        bill.state, bill.why = state, why
        self.balance += 0 if state == "SUCCESS" else int(str(bill.words["transfer_amount"]))
        inside = bill.said | {"mch_id": "1900009191", "transfer_amount": bill.words["transfer_amount"]}
        told = inside | {"openid": bill.words["openid"]}
        return self.tell("MCHTRANSFER.BILL.FINISHED", told, str(bill.words["notify_url"]))  # type: ignore[attr-defined]

    def before_answering(self, asked: Asked) -> None:
        """Hold the answer back, for who dies between the asking and the answer."""
        if not asked.path.startswith(BILLS) or self.hold_after < 0:
            return
        self.hold_after -= 1
        if self.hold_after < 0:
            self.held.set()
            self._let_go.wait(60)

    def let_go(self) -> None:
        self.held.clear()
        self._let_go.set()
        self._let_go = Event()


def opened(sealed: str) -> str:
    """Open what only WeChat can."""
    return key_of("wechat").decrypt(base64.b64decode(sealed), OAEP(MGF1(SHA1()), SHA1(), None)).decode()


def refused(status: int, code: str, message: str) -> Rejected:
    return Rejected(status, json.dumps({"code": code, "message": message}, ensure_ascii=False).encode())
