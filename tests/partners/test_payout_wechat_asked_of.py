"""What WeChat was asked for stays with the merchant in whose name it was, and is not taken for unknown once forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.market.models import ProviderAccount
from coterie.market.providers.port import ProviderFailed
from coterie.partners.domain import taking
from coterie.partners.domain.enrolment import decide_partner
from coterie.partners.domain.payout import note_answer, turn_payout
from coterie.partners.domain.taking import look_at_transfers, recall_payout, take_payout
from coterie.partners.models import Partner, Payout
from tests.cast import Cast
from tests.market.counter import set_up
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.partners.stripe_till import by
from tests.partners.test_payout_wechat import LONG, OPENID, asked_long_ago, ready
from tests.partners.wechat_till import back_from_wechat, by_now, paid_by_wechat, stands, taken
from tests.rewards.points import SYSTEM

MONTH = timedelta(days=30)
ANOTHER = "1900000109"


@pytest.fixture
def peer(cast: Cast) -> Iterator[WechatPayStandIn]:
    with paid_by_wechat(cast, "dan") as standing:
        yield standing


def set_up_as(cast: Cast, peer: WechatPayStandIn, merchant: str) -> None:
    """Let the community be another merchant with WeChat Pay."""
    ProviderAccount.objects.all().delete()
    peer.secrets["mchid"] = merchant
    set_up(cast, peer, "wechatpay")


def test_another_merchant_is_not_asked_for_what_waits_at_the_first(cast: Cast, peer: WechatPayStandIn) -> None:
    row, first = ready(cast), peer.secrets["mchid"]
    taken(cast, row)
    [bill] = peer.bills.values()
    set_up_as(cast, peer, ANOTHER)
    peer.bills.clear()  # the other merchant has none

    with pytest.raises(ProviderFailed, match="another merchant"):
        taken(cast, row)
    asked_long_ago()
    assert look_at_transfers(actor=SYSTEM, now=now()) == 0
    with pytest.raises(ProviderFailed, match="another merchant"):
        recall_payout(payout=row.pk, **by_now(cast, "alice"))
    assert (peer.bills, stands()) == ({}, [("sent", "", "")])

    set_up_as(cast, peer, first)
    peer.bills[bill.mark] = bill
    peer.confirm(bill.mark, OPENID)
    assert look_at_transfers(actor=SYSTEM, now=now()) == 1
    assert stands()[0][0] == "paid"


def test_what_wechat_has_forgotten_is_not_called_back_but_told_by_staff(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    taken(cast, row)
    peer.bills.clear()
    Payout.objects.update(changed_at=now() - MONTH, asked_at=now() - LONG)

    assert recall_payout(payout=row.pk, **by_now(cast, "alice")).state == "sent"
    with pytest.raises(Conflict, match="WeChat says"):
        turn_payout(payout=row.pk, state="paid", word="1030", **by_now(cast, "alice"))

    Payout.objects.update(asked_at=now() - MONTH)
    assert recall_payout(payout=row.pk, **by_now(cast, "alice")).state == "sent"
    assert turn_payout(payout=row.pk, state="paid", word="1030", **by_now(cast, "alice")).state == "paid"


def test_silence_for_one_community_keeps_no_other_waiting(
    cast: Cast, peer: WechatPayStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ready(cast)
    taken(cast, row)
    [bill] = peer.bills.values()
    peer.confirm(bill.mark, OPENID)
    asked: list[int] = []
    look = taking.look_at_transfer

    def looks(*, payout: int, **facts: object) -> Payout:
        asked.append(payout)
        if payout < 0:
            raise ProviderFailed("silence")
        return look(payout=payout, **facts)  # type: ignore[arg-type]  # as the verb is called

    monkeypatch.setattr(taking, "look_at_transfer", looks)
    monkeypatch.setattr(taking, "waiting_in_wechat", lambda: [*((-one, -1) for one in range(1, 9)), (row.pk, 1)])

    assert look_at_transfers(actor=SYSTEM, now=now()) == 1
    assert asked == [-1, -2, -3, -4, -5, row.pk]


def test_who_is_suspended_while_wechat_says_who_it_is_takes_nothing(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    back = back_from_wechat(cast, row, "dan")
    decide_partner(partner=Partner.objects.get().pk, state="suspended", **by(cast))

    with pytest.raises(Conflict):
        take_payout(payout=row.pk, **back, **by_now(cast, "dan"))

    assert (peer.bills, Payout.objects.get().asked_at) == ({}, None)


def test_who_sends_late_does_not_make_ready_what_was_called_back(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    recall_payout(payout=row.pk, **by_now(cast, "alice"))

    late = note_answer(payout=row.pk, state=row.state, word="", **by_now(cast, "alice"))

    assert (row.state, late.state) == ("sent", "failed")
