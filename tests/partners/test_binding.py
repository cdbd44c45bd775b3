"""Whose customer somebody is: the link that counts, the lock, and what was before."""

import pytest

from coterie.kit.errors import Conflict, Invalid
from coterie.partners.domain.binding import bind_by_code, follow_partner
from coterie.partners.domain.enrolment import accept_terms, apply_as_partner, decide_partner
from coterie.partners.models import Binding, Partner
from tests.cast import NOW, Cast
from tests.growth.drive import joins
from tests.market.stall import on_sale
from tests.partners.sales import DAY, buys, heard, partner, programme, sends, standing

pytestmark = pytest.mark.django_db


def bound(cast: Cast, who: str = "dan") -> list[tuple[str, bool]]:
    """Return whose customer somebody was, and whether still."""
    rows = Binding.objects.filter(member=cast.members[who]).order_by("pk")
    return [(row.partner.member.name, row.ended_at is None) for row in rows]


def test_who_joins_by_the_link_is_a_customer(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    follow_partner(partner=paul.pk, visitor=501, now=NOW)

    member = joins(cast, 501, NOW)
    heard()
    heard()

    assert list(Binding.objects.values_list("member", "partner")) == [(member.pk, paul.pk)]


@pytest.mark.parametrize(("touch", "whose"), [("first", "Paul"), ("last", "Carol")])
def test_of_two_links_the_first_or_the_last_counts(cast: Cast, touch: str, whose: str) -> None:
    programme(cast, touch=touch)
    paul, carol = partner(cast), partner(cast, "carol")
    follow_partner(partner=paul.pk, visitor=501, now=NOW)
    follow_partner(partner=carol.pk, visitor=501, now=NOW + DAY)

    member = joins(cast, 501, NOW + 2 * DAY)
    heard()

    assert Binding.objects.get(member=member).partner.member.name == whose


def test_a_customer_is_taken_over_after_the_lock_and_the_past_stays(cast: Cast) -> None:
    programme(cast, lock_days=30)
    paul, carol, pen = partner(cast), partner(cast, "carol"), on_sale(cast, left=None)
    sends(cast, paul)
    sends(cast, carol, now=NOW + 29 * DAY)
    assert bound(cast) == [("Paul", True)]
    buys(cast, pen, now=NOW + 29 * DAY)
    sends(cast, carol, now=NOW + 31 * DAY)
    buys(cast, pen, now=NOW + 31 * DAY)

    assert bound(cast) == [("Paul", False), ("Carol", True)]
    assert (standing(paul), standing(carol)) == ([(1, "pending", 100)], [(1, "pending", 100)])


def test_where_the_first_link_counts_nobody_takes_a_customer_over(cast: Cast) -> None:
    programme(cast, touch="first", lock_days=1)
    paul, carol = partner(cast), partner(cast, "carol")
    sends(cast, paul)
    sends(cast, carol, visitor=79, now=NOW + 5 * DAY)

    assert bound(cast) == [("Paul", True)]


def test_a_link_opened_long_ago_counts_no_more(cast: Cast) -> None:
    programme(cast, lock_days=10)
    follow_partner(partner=partner(cast).pk, visitor=501, now=NOW)

    joins(cast, 501, NOW + 11 * DAY)
    heard(NOW + 11 * DAY)

    assert not Binding.objects.exists()


def test_a_code_binds_a_member_and_a_wrong_one_nobody(cast: Cast) -> None:
    programme(cast)
    row, by = partner(cast), {"community": cast.table.pk, "now": NOW}

    assert bind_by_code(code=row.code, actor=cast.actor("dan"), **by).partner_id == row.pk
    for who, code in (("nina", "none"), ("paul", row.code)):
        with pytest.raises(Invalid):
            bind_by_code(code=code, actor=cast.actor(who), **by)


def test_another_partners_code_changes_nothing_and_is_refused(cast: Cast) -> None:
    programme(cast, lock_days=30)
    paul, carol = partner(cast), partner(cast, "carol")
    by = {"community": cast.table.pk, "actor": cast.actor("dan")}
    bind_by_code(code=paul.code, now=NOW, **by)

    with pytest.raises(Conflict):
        bind_by_code(code=carol.code, now=NOW + 29 * DAY, **by)
    assert bound(cast) == [("Paul", True)]
    bind_by_code(code=paul.code, now=NOW + 29 * DAY, **by)
    bind_by_code(code=carol.code, now=NOW + 30 * DAY, **by)

    assert bound(cast) == [("Paul", False), ("Carol", True)]


def test_link_and_lock_last_as_long_as_the_partner_accepted(cast: Cast) -> None:
    programme(cast, lock_days=30)
    paul = partner(cast)
    programme(cast, lock_days=3)
    carol = partner(cast, "carol")
    for row in (paul, carol):
        follow_partner(partner=row.pk, visitor=501, now=NOW)

    member = joins(cast, 501, NOW + 20 * DAY)
    heard()

    row = Binding.objects.get(member=member)
    assert (row.partner_id, row.locked_until) == (paul.pk, NOW + 50 * DAY)


def test_whether_a_customer_can_be_taken_over_was_accepted_too(cast: Cast) -> None:
    programme(cast, touch="first", lock_days=1)
    paul = partner(cast)
    programme(cast, touch="last", lock_days=1)
    carol = partner(cast, "carol")
    sends(cast, paul)

    sends(cast, carol, visitor=79, now=NOW + 5 * DAY)

    assert bound(cast) == [("Paul", True)]


def test_mistyped_sponsor_is_said_and_a_later_application_can_name_one(cast: Cast) -> None:
    programme(cast)
    carol, by = partner(cast, "carol"), {"community": cast.table.pk, "actor": cast.actor("dan"), "now": NOW}
    with pytest.raises(Invalid):
        apply_as_partner(terms=1, sponsor="carrol", **by)
    assert not Partner.objects.filter(member=cast.members["dan"]).exists()

    row = apply_as_partner(terms=1, **by)
    decide_partner(partner=row.pk, state="rejected", actor=cast.actor("alice"), now=NOW)
    again = apply_as_partner(terms=1, sponsor=carol.code, **by)

    assert (row.sponsor, again.sponsor) == (None, carol)


def test_an_application_is_decided_and_one_member_is_one_partner(cast: Cast) -> None:
    terms = programme(cast)
    by = {"community": cast.table.pk, "actor": cast.actor("dan"), "now": NOW}
    row = apply_as_partner(terms=terms.number, text="I know many.", **by)
    with pytest.raises(Conflict):
        apply_as_partner(terms=terms.number, **by)
    facts = {"partner": row.pk, "actor": cast.actor("alice"), "now": NOW}
    decide_partner(state="rejected", note="Not now.", **facts)
    again = apply_as_partner(terms=terms.number, text="Please.", **by)

    assert (again.pk, again.state, again.text, again.note) == (row.pk, "applied", "Please.", "")
    with pytest.raises(Conflict):
        decide_partner(state="suspended", **facts)
    for state in ("approved", "suspended", "approved", "banned", "approved"):
        decide_partner(state=state, **facts)
    assert Partner.objects.get().state == "approved"


def test_terms_that_were_not_read_are_not_accepted(cast: Cast) -> None:
    programme(cast)
    by = {"community": cast.table.pk, "actor": cast.actor("dan"), "now": NOW}
    programme(cast, rate=500)

    with pytest.raises(Conflict):
        apply_as_partner(terms=1, **by)
    row = apply_as_partner(terms=2, **by)
    programme(cast, rate=700)
    with pytest.raises(Conflict):
        accept_terms(terms=2, **by)

    assert (row.terms.number, accept_terms(terms=3, **by).terms.number) == (2, 3)
