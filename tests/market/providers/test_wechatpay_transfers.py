"""Transfers to people in WeChat, and their community's library on the other side."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.utils import rsa_decrypt, rsa_encrypt

from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.market.providers.port import Forged, ProviderFailed, provider_called
from coterie.market.providers.wechatpay import seal
from coterie.market.providers.wechatpay.transfers import Bill, Transfers
from tests.market.standin.keys import key_of, private_pem, public_pem
from tests.market.standin.purse import opened
from tests.market.standin.wechatpay import MCHID, WechatPayStandIn

MARK, OPENID, NAME = "2345abcd6789efgh2345abcda1", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "王小明"
NOTIFY = "https://shop.example/webhooks/wechatpay/x"


@pytest.fixture(params=[False, True], ids=["public key", "certificates"])
def peer(request: pytest.FixtureRequest) -> Iterator[WechatPayStandIn]:
    with WechatPayStandIn(certificates=request.param) as standing:
        standing.openids.add(OPENID)
        standing.quiet = True
        yield standing


def till(peer: WechatPayStandIn, **more: str) -> Transfers:
    return Transfers({**peer.secrets, "notify": NOTIFY, **more}, peer.base)


def asked(of: Transfers, amount: int = 100, **more: str) -> Bill:
    facts = {"mark": MARK, "openid": OPENID, "name": NAME, **more}
    return of.ask(facts.pop("mark"), Money(amount, "CNY"), **facts, at=datetime.now(tz=UTC))


def test_transfer_waits_is_taken_and_told(peer: WechatPayStandIn) -> None:
    made = asked(till(peer))
    shown = peer.shown(json.loads(till(peer).opening(made)))
    assert (made.state, shown.mark, shown.name, shown.words["transfer_amount"]) == ("open", MARK, NAME, 100)

    told = peer.confirm(MARK, OPENID)

    assert till(peer).standing(MARK) == Bill("paid", shown.external, 100, "SUCCESS")
    assert told
    said = till(peer).notice(told.notice.headers, told.notice.body, now=datetime.now(tz=UTC))
    assert (said.kind, said.payment, said.external, said.amount) == ("transfer", MARK, shown.external, 100)


def test_asked_again_it_is_the_same_transfer(peer: WechatPayStandIn) -> None:
    first, second = asked(till(peer)), asked(till(peer))

    assert (first, len(peer.bills)) == (second, 1)


def test_what_waits_for_one_waits_for_nobody_else(peer: WechatPayStandIn) -> None:
    peer.openids.add("oAnother")
    asked(till(peer))

    with pytest.raises(ProviderFailed, match="单号已存在但信息不一致"):
        asked(till(peer), openid="oAnother")


def test_name_is_told_from_where_wechat_compares_it(peer: WechatPayStandIn) -> None:
    peer.most = 10**6
    for number, amount in enumerate((10, 29, 30, 200_000)):
        asked(till(peer), amount, mark=f"m{number}")

    assert [bill.name for bill in peer.bills.values()] == ["", "", NAME, NAME]


def test_transfer_that_is_called_back_is_one_no_more(peer: WechatPayStandIn) -> None:
    asked(till(peer))
    till(peer).cancel(MARK)
    assert peer.confirm(MARK, OPENID) is None
    assert till(peer).standing(MARK) == Bill("open", peer.bills[MARK].external, 100, "CANCELING")

    peer.end(MARK, "CANCELLED")

    assert till(peer).standing(MARK) == Bill("failed", peer.bills[MARK].external, 100, "CANCELLED")


def test_transfer_that_is_not_there(peer: WechatPayStandIn) -> None:
    till(peer).cancel(MARK)

    assert till(peer).standing(MARK) is None


def test_what_was_signed_long_ago_is_not_taken(peer: WechatPayStandIn) -> None:
    late = datetime.now(tz=UTC) - timedelta(minutes=6)

    with pytest.raises(ProviderFailed, match="SIGN_ERROR"):
        till(peer).ask(MARK, Money(100, "CNY"), openid=OPENID, name=NAME, at=late)

    assert peer.bills == {}


def test_answer_that_nobody_signed_is_not_believed(peer: WechatPayStandIn) -> None:
    asked(till(peer))
    peer.unsigned = True

    with pytest.raises(ProviderFailed):
        till(peer).standing(MARK)


def test_answer_of_another_transfer_is_not_believed(peer: WechatPayStandIn) -> None:
    asked(till(peer))
    peer.bills["other"] = peer.bills[MARK]

    with pytest.raises(ProviderFailed):
        till(peer).standing("other")


def test_forged_notice_is_refused(peer: WechatPayStandIn) -> None:
    asked(till(peer))
    told = peer.confirm(MARK, OPENID)
    assert told
    forged = peer.forged(told.notice)

    with pytest.raises(Forged):
        till(peer).notice(forged.headers, forged.body, now=datetime.now(tz=UTC))


def test_another_scene_is_refused(peer: WechatPayStandIn) -> None:
    with pytest.raises(Invalid, match="1005"):
        provider_called("wechatpay", {**peer.secrets, "transfer_scene": "1000"})


# The library, with the same keys.


def test_library_opens_what_we_close() -> None:
    key = load_pem_public_key(public_pem(key_of("wechat")).encode())
    ours = seal.closed(NAME, key=key)  # type: ignore[arg-type] - an RSA key

    assert rsa_decrypt(ours, load_pem_private_key(private_pem(key_of("wechat")).encode(), None)) == NAME
    assert opened(rsa_encrypt(NAME, key)) == NAME


def test_library_asks_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with WechatPayStandIn() as peer:
        peer.openids.add(OPENID)
        asked(till(peer))
        ours = peer.asked[-1]
        theirs = WeChatPay(
            wechatpay_type=WeChatPayType.JSAPI, mchid=MCHID, appid=peer.secrets["appid"],
            private_key=peer.secrets["private_key"], cert_serial_no=peer.secrets["serial"],
            apiv3_key=peer.secrets["v3_key"], public_key=peer.secrets["platform_key"],
            public_key_id=peer.secrets["platform_id"],
        )  # fmt: skip
    heard: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(theirs._core, "request", lambda path, data, **_more: heard.append((path, data)))
    words = json.loads(ours.body)
    infos = words["transfer_scene_report_infos"]

    theirs.mch_transfer_bills(
        MARK, "1005", OPENID, 100, words["transfer_remark"], user_name=NAME, transfer_scene_report_infos=infos,
        notify_url=NOTIFY,
    )  # fmt: skip

    [(path, data)] = heard
    assert (path, opened(str(data.pop("user_name")))) == (ours.path, opened(words.pop("user_name")))
    assert data == words
