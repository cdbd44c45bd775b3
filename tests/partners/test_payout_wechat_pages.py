"""Money that is taken in WeChat, by the pages and the API."""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from coterie.partners.models import Payout
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.market.test_inside_wechat import INSIDE, call_on, came_back, path_of
from tests.partners.wechat_till import heard, paid_by_wechat, stands, wechat_batch
from tests.web.visit import visitor

PAYOUTS, STATEMENT = "/console/table/spread/partners/payouts", "/m/table/partner/statements/1"
BATCHES = "/communities/table/payout-batches"


@pytest.fixture
def peer(cast: Cast) -> Iterator[WechatPayStandIn]:
    with paid_by_wechat(cast, "dan") as standing:
        yield standing


def entrance(page: str) -> str:
    """Return where the button leads by which a partner takes their money."""
    found = re.search(r'href="([^"]*/connect/oauth2/authorize[^"]*)"', page)
    assert found
    return html.unescape(found[1])


def came(dan: Client) -> str:
    """Let dan be asked who he is; return the path on which he comes back."""
    return path_of(came_back(entrance(dan.get(STATEMENT, **INSIDE).content.decode())))


def test_partner_takes_the_money_inside_of_wechat(cast: Cast, peer: WechatPayStandIn) -> None:
    wechat_batch(cast)
    dan = visitor(cast, "dan")
    assert f'href="{STATEMENT}"' in dan.get("/m/table/partner").content.decode()

    page = dan.get(came(dan), **INSIDE).content.decode()
    bill = peer.shown(call_on(page))
    assert 'data-wechat-call="requestMerchantTransfer"' in page
    heard(peer.confirm(bill.mark, peer.openid))

    assert stands() == [("paid", bill.external, "")]
    assert "Take your money" not in dan.get(STATEMENT, **INSIDE).content.decode()
    assert bill.external in dan.get(STATEMENT).content.decode()


def test_outside_of_wechat_it_says_to_open_it_there(cast: Cast, peer: WechatPayStandIn) -> None:
    wechat_batch(cast)
    dan = visitor(cast, "dan")

    page = dan.get(STATEMENT).content.decode()
    chinese = dan.get(STATEMENT, HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()

    assert ("Open this page in WeChat to take it." in page, "oauth2" in page) == (True, False)
    assert "请在微信里打开本页来领取。" in chinese
    assert "实名必须是 Paul Partner" in chinese


@pytest.mark.parametrize(("change", "word"), [("code=0", "invalid code"), ("state=0", "That took too long.")])
def test_coming_back_with_something_else_is_said(cast: Cast, peer: WechatPayStandIn, change: str, word: str) -> None:
    wechat_batch(cast)
    dan = visitor(cast, "dan")
    name = change.partition("=")[0]
    answer = dan.get(re.sub(f"{name}=[0-9a-f]+", change, came(dan)), **INSIDE)

    assert (answer.status_code, answer["Location"]) == (302, STATEMENT)
    assert word in dan.get(STATEMENT, **INSIDE).content.decode()
    assert peer.bills == {}


def test_refusal_of_wechat_is_said(cast: Cast, peer: WechatPayStandIn) -> None:
    wechat_batch(cast)
    dan, peer.most = visitor(cast, "dan"), 50

    dan.get(came(dan), **INSIDE)

    assert "超过单笔转账上下限" in dan.get(STATEMENT, **INSIDE).content.decode()
    assert stands() == [("sent", "", "")]


def test_made_ready_and_called_back_by_the_pages(cast: Cast, peer: WechatPayStandIn) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    assert "from 0.10 yuan on" in alice.get(PAYOUTS).content.decode()
    own = alice.post(PAYOUTS, {"provider": "wechatpay"})["Location"]
    page = alice.post(f"{own}/sending", follow=True).content.decode()
    assert "Each partner can take their money now" in page
    assert "Nobody asked for it yet." in page
    assert "Number of the transfer, or why it failed" not in page
    dan.get(came(dan), **INSIDE)
    assert "WeChat waits for them to confirm." in alice.get(own).content.decode()
    recall = f"{own}/of/{Payout.objects.get().key}/recall"
    assert "Look again in ten minutes." in alice.post(recall, follow=True).content.decode()

    [mark] = peer.bills
    heard(peer.end(mark, "CANCELLED"))

    assert "It was called back." in alice.get(own).content.decode()
    assert "That is not possible for this payout now." in alice.post(recall, follow=True).content.decode()
    assert "By WeChat" in alice.get(PAYOUTS).content.decode()


@pytest.mark.django_db(transaction=True)
def test_made_ready_and_called_back_by_the_api(cast: Cast, peer: WechatPayStandIn) -> None:
    alice = token_of(cast, "alice")
    own = f"{BATCHES}/{call('POST', BATCHES, alice, {'provider': 'wechatpay'}).json()['key']}"
    call("POST", f"{own}/sending", alice)
    [row] = call("GET", f"{own}/payouts", alice).json()["items"]
    payout = f"{own}/payouts/{row['key']}"
    assert (row["state"], row["asked_at"]) == ("sent", None)
    assert call("PUT", f"{payout}/state", alice, {"state": "paid", "word": "Seen"}).status_code == 409

    called = call("POST", f"{payout}/recall", alice).json()

    assert (called["state"], called["why_not"]) == ("failed", "CANCELLED")
    assert call("POST", f"{payout}/recall", alice).status_code == 409
