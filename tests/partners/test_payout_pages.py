"""Payouts whose partner is none at present, whose papers are others by now, and what the pages say of them."""

from typing import Any

import pytest

from coterie.kit.errors import Conflict
from coterie.partners.domain.enrolment import decide_partner, keep_papers
from coterie.partners.domain.payout import prepare_batch, send_batch, send_payout, turn_payout
from coterie.partners.errors import PayoutFailed
from coterie.partners.models import Earning, Partner, Payout, PayoutBatch
from coterie.partners.providers.catalogue import PROVIDERS
from coterie.partners.providers.port import Payee, Sent
from tests.cast import Cast
from tests.market.stall import balances, on_sale
from tests.partners.sales import LATER, PAPERS, buys, partner, programme, sends, settled, standing
from tests.talk.speech import told
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
HERE = "/console/table/spread/partners/payouts"


class Bank:
    """A provider that answers what it is told to, and remembers to whom it was asked to pay."""

    def __init__(self, *answers: Sent | str) -> None:
        self.answers, self.asked = list(answers), []  # type: tuple[list[Sent | str], list[Payee]]

    def send(self, *, once: str, amount: object, to: Payee) -> Sent:
        """Answer, or fail."""
        self.asked.append(to)
        answer = self.answers.pop(0)
        if isinstance(answer, str):
            raise PayoutFailed(answer)
        return answer


@pytest.fixture
def by(cast: Cast) -> dict[str, Any]:
    """By whom it is paid, and when."""
    return {"actor": cast.actor("alice"), "now": LATER}


@pytest.fixture
def batch(cast: Cast, by: dict[str, Any]) -> PayoutBatch:
    """Let Paul's commission be put together."""
    programme(cast)
    sends(cast, partner(cast))
    buys(cast, on_sale(cast))
    settled()
    return prepare_batch(community=cast.table.pk, **by)


def suspends(by: dict[str, Any], state: str = "suspended") -> Partner:
    """Suspend Paul, or take him back."""
    return decide_partner(partner=Partner.objects.get().pk, state=state, **by)


def test_prepared_payout_of_who_is_suspended_is_not_sent(batch: PayoutBatch, by: dict[str, Any]) -> None:
    row = batch.payouts.get()
    suspends(by)

    assert send_batch(batch=batch.pk, **by) == 0
    with pytest.raises(Conflict):
        send_payout(payout=row.pk, **by)
    for state in ("sent", "paid", "failed"):
        with pytest.raises(Conflict):
            turn_payout(payout=row.pk, state=state, word="Transfer 9", **by)
    row.refresh_from_db()
    assert (row.state, told("payout_turned")) == ("prepared", [])

    suspends(by, "approved")
    assert send_batch(batch=batch.pk, **by) == 1


def test_failed_payout_of_who_is_banned_is_not_tried_again(batch: PayoutBatch, by: dict[str, Any]) -> None:
    row = batch.payouts.get()
    send_batch(batch=batch.pk, **by)
    turn_payout(payout=row.pk, state="failed", word="No such account", **by)
    suspends(by, "banned")

    with pytest.raises(Conflict):
        turn_payout(payout=row.pk, state="prepared", **by)
    with pytest.raises(Conflict):
        send_payout(payout=row.pk, **by)


def test_money_that_was_sent_before_somebody_was_suspended_is_noted(batch: PayoutBatch, by: dict[str, Any]) -> None:
    send_batch(batch=batch.pk, **by)
    row = suspends(by)

    turn_payout(payout=batch.payouts.get().pk, state="paid", word="Transfer 9", **by)

    assert standing(row) == [(1, "paid", 100)]


def test_statement_says_where_the_money_went(
    cast: Cast, batch: PayoutBatch, by: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    bank, row = Bank("No such account", Sent("B-2", done=True)), batch.payouts.get()
    monkeypatch.setitem(PROVIDERS, "manual", bank)
    papers: dict[str, Any] = {**PAPERS, "account": "DE99 new"}
    keep_papers(community=cast.table.pk, actor=cast.actor("paul"), now=LATER, **papers)

    send_payout(payout=row.pk, **by)
    turn_payout(payout=row.pk, state="prepared", **by)
    done = send_payout(payout=row.pk, **by)
    papers["account"] = "DE11 newer"
    keep_papers(community=cast.table.pk, actor=cast.actor("paul"), now=LATER, **papers)
    done.refresh_from_db()

    assert [to.account for to in bank.asked] == ["DE02 1203", "DE99 new"]
    assert (done.account, done.state, done.reference, done.tries) == ("DE99 new", "paid", "B-2", 2)


def test_provider_that_says_nothing_of_its_own_is_known_by_the_mark(
    cast: Cast, batch: PayoutBatch, by: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PROVIDERS, "manual", Bank(Sent(done=True)))

    row = send_payout(payout=batch.payouts.get().pk, **by)

    assert (row.state, row.reference) == ("paid", row.once)
    assert [event.data["state"] for event in told("payout_turned")] == ["paid"]
    assert "commission_due" not in balances(cast)


def test_nobody_says_by_hand_that_something_was_sent(cast: Cast, batch: PayoutBatch) -> None:
    row, alice = batch.payouts.get(), visitor(cast, "alice")
    address = f"{HERE}/{batch.key}/of/{row.key}"

    assert alice.post(address, {"state": "sent", "word": "x"}).status_code == 422
    assert alice.post(address, {"state": "paid", "word": "x"}).status_code == 422

    assert Payout.objects.get().state == "prepared"


def test_page_says_whether_anything_was_sent(cast: Cast, batch: PayoutBatch, by: dict[str, Any]) -> None:
    alice = visitor(cast, "alice")
    suspends(by)

    nothing = alice.post(f"{HERE}/{batch.key}/sending", follow=True).content.decode()
    suspends(by, "approved")
    sent = alice.post(f"{HERE}/{batch.key}/sending", follow=True).content.decode()

    assert ("Nothing was sent" in nothing, "Transfer the money now" in nothing) == (True, False)
    assert ("Nothing was sent" in sent, "Transfer the money now" in sent) == (False, True)


def test_batch_with_nothing_in_it_is_not_paid(cast: Cast, batch: PayoutBatch) -> None:
    facts = {"programme": batch.programme, "currency": "CNY", "provider": "manual", "made_at": LATER}
    PayoutBatch.objects.create(**facts)

    page = visitor(cast, "alice").get(HERE).content.decode()

    assert (page.count("nothing in it"), "all paid" in page.replace("not all paid", "")) == (1, False)


def test_dispute_is_said_in_words(cast: Cast, batch: PayoutBatch) -> None:
    earning = Earning.objects.get()
    earning.entries.create(partner=earning.partner, kind="held", why="disputed", at=LATER)

    page = visitor(cast, "alice").get(f"/console/table/spread/partners/person/{earning.partner.key}").content.decode()

    assert ("The buyer disputes the payment." in page, "disputed" in page) == (True, False)
