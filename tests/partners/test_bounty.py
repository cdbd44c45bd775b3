"""Bounties: work handed in, accepted or sent back; what is accepted is earned, held, paid and taken back as commission."""

from typing import Any

import pytest
from django.test import Client

from coterie.kit.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from coterie.market.enums import ProfitLine
from coterie.market.queries.profit import Asked, statement_of
from coterie.partners.domain.bounty import close_bounty
from coterie.partners.domain.enrolment import decide_partner
from coterie.partners.domain.payout import prepare_batch
from coterie.partners.domain.settling import hold_earning, release_earning, take_back_earning
from coterie.partners.domain.work import decide_work
from coterie.partners.errors import BountyFull
from coterie.partners.models import Bounty, Earning, Partner, Work
from coterie.partners.queries.bounties import bounties_for, bounties_run_by, works_run_by
from coterie.partners.queries.payouts import lines_of
from coterie.platform.events.models import LoggedEvent
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.market.stall import balances
from tests.partners.kit_rows import BOUNTY, a_bounty, hands_in
from tests.partners.sales import DAY, LATER, partner, payouts, programme, settled, standing


@pytest.fixture
def paul(cast: Cast) -> Partner:
    """Let paul be a partner, brought by carol, where the second level earns too."""
    programme(cast, second_rate=500)
    return partner(cast, sponsor=partner(cast, "carol").code)


def decides(cast: Cast, row: Work, accept: bool = True, note: str = "", who: str = "alice", **facts: Any) -> Work:
    """Accept work, or send it back."""
    return decide_work(work=row.pk, accept=accept, note=note, actor=cast.actor(who), **{"now": NOW, **facts})


def accepted(cast: Cast, bounty: Bounty, who: str = "paul") -> Work:
    """Let a partner's work be accepted."""
    return decides(cast, hands_in(cast, bounty, who, now=NOW))


def test_what_is_accepted_is_earned_settled_and_paid_and_nobody_else_earns_by_it(cast: Cast, paul: Partner) -> None:
    bounty = a_bounty(cast, now=NOW)

    row = accepted(cast, bounty)

    assert decides(cast, row).decided_at == row.decided_at
    assert (standing(paul), balances(cast)) == (
        [(1, "pending", 5000)], {"commission": 5000, "commission_due": -5000},
    )  # fmt: skip
    assert settled() == 1
    assert standing(paul) == [(1, "available", 5000)]
    assert standing(Partner.objects.get(member=cast.members["carol"])) == []
    batch = prepare_batch(community=cast.table.pk, actor=cast.actor("alice"), now=LATER)
    [line] = lines_of(batch.payouts.get())
    assert (payouts(paul), line.order, line.is_work) == ([("prepared", 5000)], "A film", True)
    told = LoggedEvent.objects.filter(kind__in=("work_handed_in", "work_decided")).order_by("pk")
    assert [one.data for one in told] == [
        {"bounty": bounty.pk}, {"bounty": bounty.pk, "state": "accepted"},
    ]  # fmt: skip


def test_it_is_a_cost_of_the_community_and_of_no_offer(cast: Cast, paul: Partner) -> None:
    accepted(cast, a_bounty(cast, now=NOW))

    asked: dict[str, Any] = {"community": cast.table.pk, "currency": cast.table.currency, "until": LATER}
    lines = statement_of(cast.actor("alice"), Asked(since=NOW, **asked)).lines

    assert lines[ProfitLine.COMMISSION] == -5000
    assert statement_of(cast.actor("alice"), Asked(since=NOW, offer=1, **asked)).lines[ProfitLine.COMMISSION] == 0


def test_held_let_go_and_taken_back_before_and_after_it_was_paid(cast: Cast, paul: Partner) -> None:
    bounty, by = a_bounty(cast, most_each=3, now=NOW), {"actor": cast.actor("alice"), "now": NOW}
    accepted(cast, bounty)
    first = Earning.objects.get().pk
    hold_earning(earning=first, why="Odd", **by)
    assert (standing(paul), settled()) == ([(1, "held", 5000)], 0)
    release_earning(earning=first, **by)
    take_back_earning(earning=first, why="Not theirs", **by)
    assert (standing(paul), balances(cast)) == ([(1, "reversed", 0)], {})
    accepted(cast, bounty)
    settled()
    prepare_batch(community=cast.table.pk, actor=cast.actor("alice"), now=LATER)

    take_back_earning(earning=Earning.objects.latest("pk").pk, why="Bought", actor=cast.actor("alice"), now=LATER)

    assert standing(paul) == [(1, "reversed", 0), (1, "reversed", 0)]
    assert balances(cast) == {"commission_due": -5000, "claw_back": 5000}


@pytest.mark.parametrize("limit", [{"most": 2}, {"most": 9, "budget": 14_999}])
def test_no_more_is_paid_than_there_are_pieces_and_money_and_what_is_taken_back_is_free_again(
    cast: Cast, paul: Partner, limit: dict[str, int]
) -> None:
    bounty = a_bounty(cast, most_each=3, now=NOW, **limit)
    rows = [hands_in(cast, bounty, "paul", now=NOW) for _ in range(3)]
    for row in rows[:2]:
        decides(cast, row)
    with pytest.raises(BountyFull):
        decides(cast, rows[2])
    with pytest.raises(BountyFull):
        hands_in(cast, bounty, "carol", now=NOW)

    take_back_earning(earning=Earning.objects.earliest("pk").pk, why="No", actor=cast.actor("alice"), now=NOW)

    assert decides(cast, rows[2]).state == "accepted"
    assert [amount for _level, _where, amount in standing(paul)] == [0, 5000, 5000]
    shown = bounties_run_by(cast.actor("alice"), cast.table.pk).get()
    assert (shown.accepted, shown.waiting, [one.takes for one in bounties_for(paul, NOW)]) == (2, 0, [False])  # type: ignore[attr-defined] - counted by the query


def test_each_partner_hands_in_so_much_until_the_end(cast: Cast, paul: Partner) -> None:
    bounty = a_bounty(cast, most_each=1, until=NOW + DAY, now=NOW)
    row = hands_in(cast, bounty, "paul", now=NOW)
    with pytest.raises(BountyFull):
        hands_in(cast, bounty, "paul", now=NOW)
    decides(cast, row, accept=False, note="Too long.")
    again = hands_in(cast, bounty, "paul", now=NOW)
    with pytest.raises(Conflict):
        hands_in(cast, bounty, "carol", now=NOW + DAY)
    assert decides(cast, again, now=NOW + 2 * DAY).state == "accepted"
    close_bounty(bounty=bounty.pk, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Conflict):
        hands_in(cast, bounty, "carol", now=NOW)

    assert [(one.state, one.note) for one in works_run_by(cast.actor("alice"), cast.table.pk)] == [
        ("accepted", ""), ("sent_back", "Too long."),
    ]  # fmt: skip


def test_who_decides_and_of_whom(cast: Cast, paul: Partner) -> None:
    bounty = a_bounty(cast, most_each=2, now=NOW)
    row = hands_in(cast, bounty, "paul", now=NOW)
    for who, refused in (("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound), ("paul", NotFound)):
        with pytest.raises(refused):
            decides(cast, row, who=who)
    with pytest.raises(Invalid) as said:
        decides(cast, row, accept=False, note=" ")
    assert said.value.field == "note"
    decide_partner(partner=paul.pk, state="suspended", actor=cast.actor("alice"), now=NOW)
    for refused_now in (lambda: decides(cast, row), lambda: hands_in(cast, bounty, "paul", now=NOW)):
        with pytest.raises(Conflict):
            refused_now()
    decides(cast, row, accept=False, note="You are suspended.")
    with pytest.raises(Conflict):
        decides(cast, row)

    assert not Earning.objects.exists()


def test_nobody_accepts_their_own_work(cast: Cast, paul: Partner) -> None:
    row = hands_in(cast, a_bounty(cast, now=NOW), "paul", now=NOW)
    paul.member.account = cast.accounts["alice"]
    paul.member.save(update_fields=["account"])

    with pytest.raises(Conflict):
        decides(cast, row)

    assert decides(cast, row, who="amy").state == "accepted"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"), ({"text": ""}, "text"), ({"amount": 0}, "amount"), ({"most": 0}, "most"),
        ({"most_each": 0}, "most_each"), ({"budget": 4999}, "budget"), ({"until": NOW}, "until"),
    ],
)  # fmt: skip
def test_bounties_that_make_no_sense(cast: Cast, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as said:
        a_bounty(cast, **{"now": NOW, **facts})

    assert (said.value.field, Bounty.objects.count()) == (field, 0)


@pytest.mark.parametrize("facts", [{"text": " "}, {"link": "javascript:alert(1)"}, {"link": "films"}])
def test_work_that_is_none(cast: Cast, paul: Partner, facts: dict[str, str]) -> None:
    with pytest.raises(DomainError) as said:
        hands_in(cast, a_bounty(cast, now=NOW), "paul", **{"now": NOW, **facts})

    assert (said.value.field, Work.objects.count()) == (next(iter(facts)), 0)


def test_the_pages_from_handing_in_to_the_statement(cast: Cast, paul: Partner) -> None:
    bounty, mine, staff = a_bounty(cast), Client(), Client()
    mine.force_login(cast.accounts["paul"])
    staff.force_login(cast.accounts["alice"])
    given = {"bounty": bounty.key, "text": "See there.", "link": "https://films.test/7"}
    assert mine.post("/m/table/partner/bounties", given).status_code == 302
    row, here = Work.objects.get(), "/console/table/spread/partners/bounties"
    assert "https://films.test/7" in staff.get(f"{here}/one/{bounty.key}").content.decode()
    assert staff.post(f"{here}/work/{row.key}/state", {"to": "sent_back"}).status_code == 422

    assert staff.post(f"{here}/work/{row.key}/state", {"to": "accepted", "note": "Nice!"}).status_code == 302

    assert "Nice!" in mine.get("/m/table/partner/bounties").content.decode()
    assert "bounty “A film”" in mine.get("/m/table/partner").content.decode()
    assert "bounty “A film”" in staff.get(f"/console/table/spread/partners/person/{paul.key}").content.decode()
    assert "A film,1,earned,0.00,50.00" in b"".join(mine.get("/m/table/partner/entries.csv")).decode()  # type: ignore[arg-type] - streamed


@pytest.mark.usefixtures("paul")
def test_api_wants_to_know_in_which_zone_a_bounty_ends(cast: Cast) -> None:
    secret, path = token_of(cast, "alice"), "/communities/table/partner-bounties"

    refused = call("POST", path, secret, {**BOUNTY, "until": "2999-01-01T00:00:00"})
    made = call("POST", path, secret, {**BOUNTY, "until": "2999-01-01T00:00:00Z"})

    assert (refused.status_code, made.status_code, Bounty.objects.count()) == (422, 201, 1)


@pytest.mark.usefixtures("paul")
def test_today_tells_of_work_until_it_is_decided(cast: Cast) -> None:
    row, secret = hands_in(cast, a_bounty(cast), "paul"), token_of(cast, "alice")
    staff = Client()
    staff.force_login(cast.accounts["alice"])

    page = staff.get("/console/table/").content.decode()
    before = call("GET", "/communities/table/today", secret).json()["waiting"]
    decides(cast, row)
    after = call("GET", "/communities/table/today", secret).json()["waiting"]

    assert "1 piece of partners’ work waits" in page
    assert [one["number"] for one in before if one["cause"] == "work"] == [1]
    assert [one for one in after if one["cause"] == "work"] == []
