"""Words in addresses that stay good, what is told of a partner's papers and page, and what outlives a partner."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coterie.cli.machinery import check
from coterie.kit.errors import Conflict
from coterie.partners.domain.binding import bind_by_code
from coterie.partners.domain.enrolment import arrange_page, keep_papers
from coterie.partners.domain.programme import turn_programme
from coterie.partners.models import CommissionEntry, FormerCode, Partner, Rate
from tests.cast import NOW, Cast
from tests.market.stall import on_sale
from tests.partners.sales import PAPERS, buys, partner, programme, sends, standing
from tests.partners.till import many_partners
from tests.talk.speech import told
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db


def renamed(cast: Cast, code: str, who: str = "paul") -> Partner:
    """Give a partner another word."""
    return arrange_page(community=cast.table.pk, code=code, actor=cast.actor(who), now=NOW)


def test_words_of_before_lead_to_the_partner_and_are_nobody_elses(cast: Cast) -> None:
    programme(cast)
    first = partner(cast).code
    partner(cast, "carol")
    renamed(cast, "paul-sells")
    row = renamed(cast, "paul-shows")

    for old in (first, "paul-sells"):
        assert Client().get(f"/s/{old}").headers["Location"] == "/s/paul-shows"
        with pytest.raises(Conflict):
            renamed(cast, old, "carol")
    bound = bind_by_code(community=cast.table.pk, code="Paul-Sells", actor=cast.actor("dan"), now=NOW)

    assert (bound.partner_id, row.code) == (row.pk, "paul-shows")
    assert renamed(cast, "paul-sells").code == "paul-sells"
    assert set(FormerCode.objects.values_list("code", flat=True)) == {first, "paul-shows"}


def test_papers_and_page_are_told_and_nothing_of_what_stands_there(cast: Cast) -> None:
    programme(cast)
    row = partner(cast)
    by: dict[str, Any] = {"community": cast.table.pk, "actor": cast.actor("paul"), "now": NOW}

    keep_papers(**by, **PAPERS)
    arrange_page(**by, code="paul", offers=[on_sale(cast).offer_id])

    kept, arranged = told("papers_kept")[-1], told("page_arranged")[-1]
    assert (kept.subject, kept.member, kept.actor, kept.data) == (row.pk, row.member_id, by["actor"].account, {})
    assert (arranged.subject, arranged.member, arranged.data) == (row.pk, row.member_id, {"offers": 1})


@pytest.mark.parametrize("offer", [True, False])
def test_two_rates_for_the_same_are_refused_by_the_database(cast: Cast, offer: bool) -> None:
    facts = {"terms": programme(cast), "offer_id": on_sale(cast).offer_id if offer else None, "brought": 0}
    Rate.objects.create(rate=100, **facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        Rate.objects.create(rate=200, **facts)

    assert Rate.objects.create(rate=200, **{**facts, "brought": 1}).pk


def test_money_outlives_the_member_who_earned_it(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    buys(cast, on_sale(cast))

    cast.members["paul"].delete()

    paul = Partner.objects.get()
    assert (standing(paul), paul.member, paul.sells) == ([(1, "pending", 100)], None, False)
    for place in ("", f"/person/{paul.key}", ".csv"):
        answer = visitor(cast, "alice").get(f"/console/table/spread/partners{place}")
        assert answer.status_code == 200
        assert "somebody who is gone" in b"".join(answer).decode()


def test_checking_an_installation_asks_what_partners_are_owed(cast: Cast) -> None:
    programme(cast)
    sends(cast, partner(cast))
    buys(cast, on_sale(cast))
    ask = check.callback.__wrapped__  # type: ignore[union-attr]

    assert ask()["partners"] == {"faults": []}
    CommissionEntry.objects.filter(kind="earned").update(amount=500)

    found = " ".join(ask()["partners"]["faults"])
    assert ("commission due is 100 where 500 is open" in found, "partners have 500" in found) == (True, True)


def test_table_of_partners_asks_the_database_as_often_for_many(cast: Cast) -> None:
    alice, asked = visitor(cast, "alice"), []
    for row in many_partners(cast, 4)[1:]:
        Partner.objects.filter(pk=row.pk).update(state="suspended")
    for which, count in (("?state=approved", 1), ("", 4)):
        with CaptureQueriesContext(connection) as seen:
            lines = b"".join(alice.get(f"/console/table/spread/partners.csv{which}")).decode().splitlines()
        asked.append(len(seen))
        assert [line.split(",")[11] for line in lines[1:]] == ["1.00"] * count

    assert asked[0] == asked[1]


def test_customers_name_their_partner_while_nobody_new_is_taken_in(cast: Cast) -> None:
    programme(cast)
    row, nina = partner(cast), visitor(cast, "nina")
    turn_programme(community=cast.table.pk, is_open=False, actor=cast.actor("alice"), now=NOW)

    assert "/m/table/partner" in nina.get("/m/table/me").content.decode()
    for who in ("nina", "paul"):
        assert "/m/table/partner/code" in visitor(cast, who).get("/m/table/partner").content.decode()

    assert nina.post("/m/table/partner/code", {"code": row.code}).status_code == 302
