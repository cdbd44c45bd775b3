"""Partners are paid by Stripe: once under one mark, whatever fails in between."""

from collections.abc import Callable
from typing import Any

import pytest

from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.market.models import ProviderAccount
from coterie.market.providers.port import ProviderFailed
from coterie.partners.domain.enrolment import keep_papers
from coterie.partners.domain.payout import MANY_WRONG, send_batch, turn_payout
from coterie.partners.models import Papers, Payout
from coterie.partners.queries.payout_audit import partner_faults
from coterie.platform.ledger.audit import faults
from coterie.platform.ledger.models import LedgerAccount
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.market.standin.connect import refused
from tests.partners.sales import partner, programme
from tests.partners.stripe_till import account, by, paid_by_stripe, stripe_batch
from tests.partners.till import many_partners
from tests.web.visit import visitor

PAYOUTS = "/console/table/spread/partners/payouts"


def stands() -> list[tuple[str, str, str]]:
    """Return where each payout is, what Stripe calls it, and why it failed; and the books are sound."""
    assert (faults(), partner_faults()) == ([], [])
    return list(Payout.objects.order_by("pk").values_list("state", "reference", "why_not"))


def test_partner_has_the_money_at_once(cast: Cast) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row) as peer:
        batch = stripe_batch(cast)
        assert send_batch(batch=batch.pk, **by(cast)) == 1
        assert send_batch(batch=batch.pk, **by(cast)) == 0

    [sent], [payout] = peer.transfers, Payout.objects.all()
    assert (sent["amount"], sent["currency"], sent["destination"]) == (100, cast.table.currency.lower(), account(row))
    assert sent["transfer_group"] == payout.once
    assert stands() == [("paid", sent["id"], "")]
    assert LedgerAccount.objects.get(kind="cash:stripe").balance == -100


def test_only_accounts_of_stripe_are_in_its_batches(cast: Cast) -> None:
    first, second = many_partners(cast, 2)
    with paid_by_stripe(cast, first):
        batch = stripe_batch(cast)
        assert [one.partner for one in batch.payouts.all()] == [first]
        with pytest.raises(Conflict):
            stripe_batch(cast)
    assert Papers.objects.get(partner=second).account == "DE02 1203"


def test_without_stripe_there_is_no_such_batch(cast: Cast) -> None:
    many_partners(cast, 1)

    with pytest.raises(NotFound):
        stripe_batch(cast)


def test_refusal_is_said_and_can_be_tried_again(cast: Cast) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row) as peer:
        peer.balance = 99
        batch = stripe_batch(cast)
        send_batch(batch=batch.pk, **by(cast))
        [(state, _name, word)] = stands()
        assert (state, word) == (
            "failed",
            "Stripe refused: You have insufficient available funds in your Stripe account.",
        )

        peer.balance = 100
        turn_payout(payout=Payout.objects.get().pk, state="prepared", **by(cast))
        send_batch(batch=batch.pk, **by(cast))

    assert [one["id"] for one in peer.transfers] == [stands()[0][1]]


def test_account_that_is_not_connected_fails_with_a_word(cast: Cast) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row) as peer:
        peer.connected.clear()
        send_batch(batch=stripe_batch(cast).pk, **by(cast))

    assert stands() == [("failed", "", "Stripe does not know the account, or it is not connected to yours.")]


@pytest.mark.parametrize("trouble", [500, 429, 409, "refuse", "garbage"])
def test_silence_leaves_it_prepared(cast: Cast, trouble: str | int) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row) as peer:
        batch = stripe_batch(cast)
        peer.trouble = trouble
        with pytest.raises(ProviderFailed):
            send_batch(batch=batch.pk, **by(cast))
        assert stands() == [("prepared", "", "")]

        peer.trouble = ""
        send_batch(batch=batch.pk, **by(cast))

    assert (len(peer.transfers), stands()[0][0]) == (1, "paid")


def test_sent_once_though_nobody_noted_it_and_stripe_forgot_the_key(cast: Cast) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row) as peer:
        batch = stripe_batch(cast)
        send_batch(batch=batch.pk, **by(cast))
        Payout.objects.update(state="prepared", reference="", tries=3)
        peer.forget()
        send_batch(batch=batch.pk, **by(cast))

    assert [one["id"] for one in peer.transfers] == [Payout.objects.get().reference]


def test_another_transfer_under_the_mark_is_not_taken_for_ours(cast: Cast) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row) as peer:
        batch = stripe_batch(cast)
        other = {"destination": account(row), "amount": 5, "currency": "cny", "id": "tr_other"}
        peer.transfers.append({**other, "transfer_group": Payout.objects.get().once})
        with pytest.raises(ProviderFailed, match="another transfer under this mark"):
            send_batch(batch=batch.pk, **by(cast))

    assert stands() == [("prepared", "", "")]


def test_credentials_that_are_gone_leave_it_prepared(cast: Cast) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row):
        batch = stripe_batch(cast)
        ProviderAccount.objects.all().delete()
        with pytest.raises(ProviderFailed, match="not set up here any more"):
            send_batch(batch=batch.pk, **by(cast))

    assert stands() == [("prepared", "", "")]


@pytest.mark.parametrize("status", [400, 403])
def test_look_that_is_refused_leaves_it_prepared(cast: Cast, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    [row] = many_partners(cast, 1)
    with paid_by_stripe(cast, row) as peer:
        batch = stripe_batch(cast)
        with monkeypatch.context() as patched:
            patched.setattr(peer, "listed", refusing(status))
            with pytest.raises(ProviderFailed, match="not for this key"):
                send_batch(batch=batch.pk, **by(cast))
        assert stands() == [("prepared", "", "")]

        send_batch(batch=batch.pk, **by(cast))

    assert (len(peer.transfers), stands()[0][0]) == (1, "paid")


def refusing(status: int) -> Callable[[object], dict[str, object]]:
    """Return a list of transfers that a key may not see."""

    def listed(_query: object) -> dict[str, object]:
        raise refused(status, "not for this key", type="invalid_request_error")

    return listed


def test_one_that_nobody_knows_of_keeps_nobody_waiting(cast: Cast) -> None:
    rows = many_partners(cast, 3)
    with paid_by_stripe(cast, *rows) as peer:
        batch = stripe_batch(cast)
        other = {"destination": account(rows[0]), "amount": 5, "currency": "cny", "id": "tr_other"}
        peer.transfers.append({**other, "transfer_group": Payout.objects.order_by("pk")[0].once})
        with pytest.raises(ProviderFailed):
            send_batch(batch=batch.pk, **by(cast))

    assert [state for state, _name, _word in stands()] == ["prepared", "paid", "paid"]


def test_whoever_is_silent_is_not_asked_for_everybody(cast: Cast) -> None:
    rows = many_partners(cast, MANY_WRONG + 2)
    with paid_by_stripe(cast, *rows) as peer:
        batch = stripe_batch(cast)
        peer.trouble = 500
        with pytest.raises(ProviderFailed):
            send_batch(batch=batch.pk, **by(cast))

    assert len(peer.asked) == MANY_WRONG
    assert {state for state, _name, _word in stands()} == {"prepared"}


def test_what_stripe_refused_is_paid_by_hand(cast: Cast) -> None:
    [row], alice = many_partners(cast, 1), visitor(cast, "alice")
    with paid_by_stripe(cast, row) as peer:
        peer.balance = 0
        batch = stripe_batch(cast)
        send_batch(batch=batch.pk, **by(cast))
    page, payout = f"{PAYOUTS}/{batch.key}", Payout.objects.get()
    assert "Paid by hand" in alice.get(page).content.decode()
    assert alice.post(f"{page}/of/{payout.key}", {"state": "paid"}).status_code == 422
    assert alice.post(f"{page}/of/{payout.key}", {"state": "paid", "word": "Bank 9"}).status_code == 302

    with pytest.raises(Conflict):
        turn_payout(payout=payout.pk, state="prepared", **by(cast))

    assert (stands(), peer.transfers) == ([("paid", "Bank 9", "")], [])
    assert LedgerAccount.objects.get(kind="cash:manual").balance == -100
    assert not LedgerAccount.objects.filter(kind="cash:stripe").exists()


def test_switched_off_it_sends_what_is_prepared_and_takes_nothing_new(cast: Cast) -> None:
    first, second = many_partners(cast, 2)
    with paid_by_stripe(cast, first):
        batch = stripe_batch(cast)
        ProviderAccount.objects.update(is_on=False)
        Papers.objects.filter(partner=second).update(account=account(second))
        with pytest.raises(NotFound):
            stripe_batch(cast)

        assert send_batch(batch=batch.pk, **by(cast)) == 1


@pytest.mark.parametrize("wrong", ["acct_", "acct_1 2", "acct_12345678;", "acct_ünicode00"])
def test_account_that_is_none_is_refused(cast: Cast, wrong: str) -> None:
    programme(cast)
    partner(cast)
    facts: dict[str, Any] = {"community": cast.table.pk, "actor": cast.actor("paul"), "now": cast.table.created_at}

    with pytest.raises(Invalid):
        keep_papers(account=wrong, **facts)
    assert keep_papers(account="acct_1032D82eZvKYlo2C", **facts).account == "acct_1032D82eZvKYlo2C"


def test_paid_by_the_pages(cast: Cast) -> None:
    [row], alice = many_partners(cast, 1), visitor(cast, "alice")
    assert "Put together for Stripe" not in alice.get(PAYOUTS).content.decode()
    with paid_by_stripe(cast, row) as peer:
        assert "Put together for Stripe" in alice.get(PAYOUTS).content.decode()
        own = alice.post(PAYOUTS, {"provider": "stripe"})["Location"]
        peer.trouble = 500
        page = alice.post(f"{own}/sending", follow=True).content.decode()
        assert "What is still prepared can be sent again." in page
        peer.trouble = ""
        page = alice.post(f"{own}/sending", follow=True).content.decode()

    assert "Stripe was asked for each." in page
    assert "Paid: the money is in the partner" in page
    assert str(peer.transfers[0]["id"]) in page
    assert "By Stripe" in alice.get(PAYOUTS).content.decode()


@pytest.mark.django_db(transaction=True)
def test_paid_by_the_api(cast: Cast) -> None:
    rows, alice, path = many_partners(cast, 2), token_of(cast, "alice"), "/communities/table/payout-batches"
    with paid_by_stripe(cast, *rows) as peer:
        made = call("POST", path, alice, {"provider": "stripe"}).json()
        peer.trouble = 500
        assert call("POST", f"{path}/{made['key']}/sending", alice).status_code == 502
        peer.trouble = ""
        sent = call("POST", f"{path}/{made['key']}/sending", alice).json()

    assert (made["provider"], sent["many"], sent["paid"]) == ("stripe", 2, 2)
    assert call("POST", path, alice, {"provider": "nobody"}).status_code == 422
