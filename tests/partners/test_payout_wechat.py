"""Partners take their money in WeChat: once, whatever comes late, twice, forged or not at all."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from coterie.kit.clock import now
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.market.models import ProviderAccount, ProviderNotice
from coterie.market.providers.port import ProviderFailed
from coterie.market.providers.wechatpay.official import OfficialAccount
from coterie.market.providers.wechatpay.transfers import LEAST
from coterie.partners.domain.enrolment import decide_partner
from coterie.partners.domain.payout import prepare_batch, send_batch, turn_payout
from coterie.partners.domain.taking import look_at_transfers, recall_payout, take_payout, way_to_money
from coterie.partners.models import CommissionEntry, Papers, Partner, Payout
from coterie.partners.providers.wechat import bill_called, once_of
from coterie.partners.queries.payout_ways import payout_ways
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import Cast
from tests.market.counter import set_up
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.partners.stripe_till import by
from tests.partners.wechat_till import back_from_wechat, by_now, heard, paid_by_wechat, stands, taken, wechat_batch
from tests.rewards.points import SYSTEM

OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
LONG = timedelta(minutes=11)


@pytest.fixture
def peer(cast: Cast) -> Iterator[WechatPayStandIn]:
    with paid_by_wechat(cast, "dan") as standing:
        yield standing


def ready(cast: Cast) -> Payout:
    """Make the one payout ready to be taken."""
    wechat_batch(cast)
    return Payout.objects.get()


def asked_long_ago() -> None:
    """Let it be a while since WeChat was asked."""
    Payout.objects.update(asked_at=now() - LONG)


def test_partner_takes_the_money_once_it_is_made_ready(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    assert (stands(), peer.asked) == ([("sent", "", "")], [])

    bill = peer.shown(taken(cast, row))
    assert (bill.mark, bill.words["transfer_amount"], bill.name) == (bill_called(row.once, 1), 100, "Paul Partner")
    assert stands() == [("sent", "", "")]
    assert heard(peer.confirm(bill.mark, OPENID)) == 200

    assert stands() == [("paid", bill.external, "")]
    assert LedgerAccount.objects.get(kind="cash:wechatpay").balance == -100
    assert taken_again(cast, row) == ""


def taken_again(cast: Cast, row: Payout) -> str:
    """Return where a partner would be asked who they are."""
    return way_to_money(payout=row.pk, back="/back", **by_now(cast, "dan"))


def test_asked_again_the_same_waits(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)

    assert taken(cast, row) == taken(cast, row)
    assert len(peer.bills) == 1


def test_what_waits_for_one_wechat_waits_for_no_other(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    first = taken(cast, row)
    peer.openid = "oSomebodyElse"

    with pytest.raises(ProviderFailed, match="单号已存在但信息不一致"):
        taken(cast, row)

    assert [bill.words["openid"] for bill in peer.bills.values()] == [OPENID]
    heard(peer.confirm(peer.shown(first).mark, OPENID))
    assert stands()[0][0] == "paid"


def test_notices_that_come_twice_or_late_change_nothing(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    first = peer.shown(taken(cast, row)).mark
    closed = peer.end(first, "FAIL", "OVERDUE_CLOSE")
    assert heard(closed) == 200
    assert stands() == [("failed", "", "OVERDUE_CLOSE")]
    turn_payout(payout=row.pk, state="prepared", **by(cast))
    send_batch(batch=row.batch_id, **by(cast))
    second = peer.shown(taken(cast, Payout.objects.get()))
    paid = peer.confirm(second.mark, OPENID)

    assert [heard(one) for one in (paid, closed, paid, closed)] == [200, 200, 200, 200]

    assert (first, second.mark) == (bill_called(row.once, 1), bill_called(row.once, 2))
    assert stands() == [("paid", second.external, "")]
    assert LedgerAccount.objects.get(kind="cash:wechatpay").balance == -100
    assert sorted(ProviderNotice.objects.values_list("kind", "outcome", "times")) == [
        ("transfer", "done", n) for n in (2, 3)
    ]


def test_forged_notice_is_refused_and_noted(cast: Cast, peer: WechatPayStandIn) -> None:
    bill = peer.shown(taken(cast, ready(cast)))
    told = peer.confirm(bill.mark, OPENID)
    assert told
    peer.bills[bill.mark].state = "WAIT_USER_CONFIRM"

    assert [heard(type(told)(bad(told.notice))) for bad in (peer.forged, peer.stale, peer.altered)] == [401] * 3

    assert stands() == [("sent", "", "")]
    assert set(ProviderNotice.objects.values_list("outcome", "why")) == {("refused", "forged")}


def test_notice_that_says_more_than_wechat_answers_pays_nothing(cast: Cast, peer: WechatPayStandIn) -> None:
    """What was told only has WeChat asked; what it answers counts."""
    bill = peer.shown(taken(cast, ready(cast)))
    told = peer.confirm(bill.mark, OPENID)
    peer.bills[bill.mark].state = "TRANSFERING"

    heard(told)

    assert stands() == [("sent", "", "")]


def test_notice_that_never_comes_is_asked_for(cast: Cast, peer: WechatPayStandIn) -> None:
    bill = peer.shown(taken(cast, ready(cast)))
    assert look_at_transfers(actor=SYSTEM, now=now()) == 0
    peer.confirm(bill.mark, OPENID)

    assert look_at_transfers(actor=SYSTEM, now=now()) == 1

    assert stands() == [("paid", bill.external, "")]


@pytest.mark.parametrize("trouble", [500, "refuse", "garbage"])
def test_silence_leaves_it_as_it_is(cast: Cast, peer: WechatPayStandIn, trouble: str | int) -> None:
    bill = peer.shown(taken(cast, ready(cast)))
    told = peer.confirm(bill.mark, OPENID)
    assert told
    peer.trouble = trouble
    assert look_at_transfers(actor=SYSTEM, now=now()) == 0
    assert stands() == [("sent", "", "")]

    peer.trouble = ""
    heard(told)

    assert stands() == [("paid", bill.external, "")]


def test_another_amount_under_the_number_is_not_taken_for_ours(cast: Cast, peer: WechatPayStandIn) -> None:
    bill = peer.shown(taken(cast, ready(cast)))
    bill.words["transfer_amount"] = 5
    peer.confirm(bill.mark, OPENID)

    assert look_at_transfers(actor=SYSTEM, now=now()) == 0
    assert stands() == [("sent", "", "")]


def test_wechat_in_another_name_fails_with_a_word(cast: Cast, peer: WechatPayStandIn) -> None:
    peer.people[OPENID] = "Mallory"

    heard(peer.confirm(peer.shown(taken(cast, ready(cast))).mark, OPENID))

    assert stands() == [("failed", "", "NAME_NOT_CORRECT")]
    assert Payout.objects.get().said == "The WeChat account is verified in another name than the partner's papers."


def test_refusal_is_said_and_noted_and_asked_again_under_the_same_number(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    peer.balance = 99
    with pytest.raises(ProviderFailed, match="资金不足"):
        taken(cast, row)
    assert "资金不足" in ProviderAccount.objects.get().trouble
    assert stands() == [("sent", "", "")]

    peer.balance = 100
    bill = peer.shown(taken(cast, row))

    assert (bill.mark, ProviderAccount.objects.get().trouble) == (bill_called(row.once, 1), "")


def test_what_nobody_asked_for_is_called_back_at_once(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    back = back_from_wechat(cast, row, "dan")
    recall_payout(payout=row.pk, **by_now(cast, "alice"))
    assert stands() == [("failed", "", "CANCELLED")]

    assert take_payout(payout=row.pk, **back, **by_now(cast, "dan")) == ""

    assert peer.bills == {}


def test_what_is_called_back_while_wechat_says_who_it_is_is_not_asked_for(
    cast: Cast, peer: WechatPayStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, buyer = ready(cast), OfficialAccount.buyer

    def overtaken(official: OfficialAccount, code: str) -> str:
        recall_payout(payout=row.pk, **by_now(cast, "alice"))
        return buyer(official, code)

    monkeypatch.setattr(OfficialAccount, "buyer", overtaken)

    with pytest.raises(Conflict, match="nothing to take any more"):
        taken(cast, row)

    assert (peer.bills, stands()) == ({}, [("failed", "", "CANCELLED")])


def test_what_waits_is_called_back_when_wechat_says_so(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    mark = peer.shown(taken(cast, row)).mark
    assert recall_payout(payout=row.pk, **by_now(cast, "alice")).state == "sent"
    with pytest.raises(Conflict):
        turn_payout(payout=row.pk, state="failed", word="Seen", **by(cast))

    heard(peer.end(mark, "CANCELLED"))

    assert stands() == [("failed", "", "CANCELLED")]


def test_what_was_taken_meanwhile_is_not_called_back(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    bill = peer.shown(taken(cast, row))
    peer.confirm(bill.mark, OPENID)

    assert recall_payout(payout=row.pk, **by_now(cast, "alice")).state == "paid"
    assert stands() == [("paid", bill.external, "")]


def test_recall_that_wechat_does_not_answer_changes_nothing(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    taken(cast, row)
    asked_long_ago()
    peer.trouble = 500

    with pytest.raises(ProviderFailed):
        recall_payout(payout=row.pk, **by_now(cast, "alice"))

    assert stands() == [("sent", "", "")]


def test_money_that_wechat_still_sets_aside_is_to_be_asked_for_again(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    bill = peer.shown(taken(cast, row))
    bill.state = "PROCESSING"
    with pytest.raises(Conflict, match="Try again in a moment"):
        taken(cast, row)

    bill.state = "WAIT_USER_CONFIRM"

    assert peer.shown(taken(cast, row)) is bill


def test_name_that_is_too_long_for_wechat_is_said(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    Payout.objects.update(name="王" * 72)

    with pytest.raises(ProviderFailed, match="longer than WeChat takes"):
        taken(cast, row)

    assert (peer.bills, stands()) == ({}, [("sent", "", "")])


def test_what_wechat_does_not_know_yet_is_not_called_back_before_it_never_will(
    cast: Cast, peer: WechatPayStandIn
) -> None:
    """Somebody asks at this moment: their asking may arrive after ours."""
    row = ready(cast)
    peer.balance = 0
    with pytest.raises(ProviderFailed):
        taken(cast, row)
    assert recall_payout(payout=row.pk, **by_now(cast, "alice")).state == "sent"

    asked_long_ago()

    assert recall_payout(payout=row.pk, **by_now(cast, "alice")).state == "failed"


def test_asking_that_arrives_after_it_was_called_back_is_not_taken(cast: Cast, peer: WechatPayStandIn) -> None:
    """Whoever noted that they ask, and slept for long, asks with what was signed then."""
    row = ready(cast)
    late = {"actor": cast.actor("dan"), "now": now() - LONG}
    back = back_from_wechat(cast, row, "dan")

    with pytest.raises(ProviderFailed, match="SIGN_ERROR"):
        take_payout(payout=row.pk, **back, **late)

    assert recall_payout(payout=row.pk, **by_now(cast, "alice")).state == "failed"
    assert peer.bills == {}


def test_nobody_keeps_who_the_partner_is(cast: Cast, peer: WechatPayStandIn) -> None:
    heard(peer.confirm(peer.shown(taken(cast, ready(cast))).mark, OPENID))

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert OPENID not in repr(cursor.fetchall()), table


@pytest.mark.parametrize("how", ["altered", "late", "of another"])
def test_state_that_is_not_for_this_way_is_refused(cast: Cast, peer: WechatPayStandIn, how: str) -> None:
    row = ready(cast)
    back, by_dan = back_from_wechat(cast, row, "dan"), by_now(cast, "dan")
    if how == "altered":
        back["state"] = back["state"][::-1]
    if how == "late":
        by_dan["now"] += LONG
    if how == "of another":
        Payout.objects.update(key="another23456")

    with pytest.raises(Invalid):
        take_payout(payout=row.pk, **back, **by_dan)

    assert (peer.bills, Payout.objects.get().asked_at) == ({}, None)


def test_nobody_takes_what_is_anothers(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    back = back_from_wechat(cast, row, "dan")

    with pytest.raises(NotFound):
        take_payout(payout=row.pk, **back, **by_now(cast, "carol"))

    assert peer.bills == {}


def test_suspended_partner_takes_nothing(cast: Cast, peer: WechatPayStandIn) -> None:
    row = ready(cast)
    decide_partner(partner=Partner.objects.get().pk, state="suspended", **by(cast))

    with pytest.raises(Conflict):
        taken(cast, row)

    assert peer.bills == {}


@pytest.mark.parametrize(("account", "amount"), [("DE02 1203", 100), ("WeChat", 9)])
def test_only_who_takes_it_in_wechat_and_has_enough_is_in_its_batches(
    cast: Cast, peer: WechatPayStandIn, account: str, amount: int
) -> None:
    Papers.objects.update(account=account)
    facts: dict[str, Any] = {"community": cast.table.pk, "provider": "wechatpay", **by(cast)}
    if amount < LEAST:
        CommissionEntry.objects.update(amount=amount)

    with pytest.raises(Conflict):
        prepare_batch(**facts)


@pytest.mark.parametrize("gone", ["is_on", "transfer_scene", "app_secret", "currency"])
def test_where_wechat_cannot_send_there_is_no_such_batch(cast: Cast, peer: WechatPayStandIn, gone: str) -> None:
    names = [way.name for way in payout_ways(cast.table.pk)]
    if gone == "is_on":
        ProviderAccount.objects.update(is_on=False)
    elif gone == "currency":
        type(cast.table).objects.update(currency="EUR")
    else:
        ProviderAccount.objects.all().delete()
        peer.secrets[gone] = ""
        set_up(cast, peer, "wechatpay")

    assert (names, [way.name for way in payout_ways(cast.table.pk)]) == (["manual", "wechatpay"], ["manual"])


def test_number_at_wechat_is_letters_and_digits_and_says_which_payout_it_is(cast: Cast, peer: WechatPayStandIn) -> None:
    once = ready(cast).once
    mark = bill_called(once, 32_767)

    assert (once_of(mark), mark.isalnum(), len(mark) <= 32) == (once, True, True)
    assert [once_of(odd) for odd in ("", "x", f"{mark}1", mark.upper())] == ["", "", "", ""]
