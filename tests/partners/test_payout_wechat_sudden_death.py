"""`kill -9` between WeChat's answer and our noting: nobody is paid twice, and everybody once."""

import json
from collections.abc import Iterator

import pytest

from coterie.partners.models import Payout
from coterie.partners.providers.wechat import bill_called
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import Cast, call_cast
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.partners.wechat_till import back_from_wechat, paid_by_wechat, stands, wechat_batch
from tests.platform.process import start

pytestmark = [pytest.mark.slow, pytest.mark.trust, pytest.mark.timeout(500), pytest.mark.django_db(transaction=True)]
WHO, PATIENCE = ("dan", "carol", "nina", "paul"), 60
WORK = """
import json, os
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.providers.catalogue import BASES
from coterie.partners.domain import taking
BASES.update(json.loads(sys.argv[1]))
for account, payout, back in json.loads(sys.argv[2]):
    taking.take_payout(payout=payout, **back, actor=Actor(account=account), now=now())
taking.look_at_transfers(actor=Actor.of_system(), now=now())
print("done", flush=True)
"""
FORGETFUL = WORK.replace(
    "for account",
    """known = taking.bill_called
taking.bill_called = lambda once, attempt: f"{known(once, attempt)}{os.getpid() % 10_000}"
for account""",
    1,
)
"""Another number for each try."""


@pytest.fixture
def cast() -> Cast:
    return call_cast()


@pytest.fixture
def peer(cast: Cast) -> Iterator[WechatPayStandIn]:
    """WeChat, and partners whose money is ready to be taken."""
    with paid_by_wechat(cast, *WHO) as standing:
        wechat_batch(cast)
        yield standing


def work(cast: Cast, peer: WechatPayStandIn, script: str) -> "list[str]":
    """Return what a worker is started with, in whose hands all partners put themselves."""
    rows = {row.partner.member_id: row for row in Payout.objects.filter(state="sent").select_related("partner")}
    members = [(cast.accounts[who].pk, rows.get(cast.members[who].pk), who) for who in WHO]
    backs = [(pk, row.pk, back_from_wechat(cast, row, who)) for pk, row, who in members if row]
    return [script, json.dumps({"wechatpay": peer.base}), json.dumps(backs)]


def killed_after(answers: int, cast: Cast, peer: WechatPayStandIn, script: str) -> None:
    """Let WeChat answer so often, and kill who asked before the next answer comes."""
    words = work(cast, peer, script)
    peer.hold_after = answers
    process = start(*words)
    assert peer.held.wait(PATIENCE)
    process.kill()
    process.communicate()
    peer.let_go()


def finished(cast: Cast, peer: WechatPayStandIn, script: str) -> str:
    return str(start(*work(cast, peer, script)).communicate(timeout=PATIENCE)[0])


def confirmed(peer: WechatPayStandIn) -> int:
    """Let everybody confirm whatever waits for them; return how many took money."""
    return sum(peer.confirm(mark, str(bill.words["openid"])) is not None for mark, bill in peer.bills.items())


def test_killed_again_and_again_everybody_is_paid_once(cast: Cast, peer: WechatPayStandIn) -> None:
    before = peer.balance
    killed_after(0, cast, peer, WORK)
    assert (len(peer.bills), Payout.objects.filter(asked_at__isnull=False).count()) == (1, 1)
    killed_after(2, cast, peer, WORK)
    assert confirmed(peer) == 3
    killed_after(1, cast, peer, WORK)
    assert Payout.objects.filter(state="paid").count() == 0
    killed_after(3, cast, peer, WORK)
    noted = Payout.objects.filter(state="paid").count()
    assert 0 < noted < len(WHO)
    said = finished(cast, peer, WORK)
    assert confirmed(peer) == 1
    assert (said, finished(cast, peer, WORK)) == ("done\n", "done\n")

    assert set(peer.bills) == {bill_called(once, 1) for once in Payout.objects.values_list("once", flat=True)}
    assert sorted(stands()) == sorted(("paid", bill.external, "") for bill in peer.bills.values())
    assert (peer.balance - before, LedgerAccount.objects.get(kind="cash:wechatpay").balance) == (-400, -400)


def test_with_another_number_for_each_try_somebody_is_paid_twice(cast: Cast, peer: WechatPayStandIn) -> None:
    """Negative control: who dies before the answer asks again, under another number."""
    killed_after(0, cast, peer, FORGETFUL)
    finished(cast, peer, FORGETFUL)

    assert confirmed(peer) == len(WHO) + 1
