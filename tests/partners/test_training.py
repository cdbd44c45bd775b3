"""The course that comes before: free, finished before somebody is taken in, and seen at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from coterie.growth.errors import PolicyBroken
from coterie.market.domain.offer import close_offer
from coterie.market.domain.progress import finish_lecture
from coterie.market.domain.variant import edit_variant
from coterie.market.models import Offer
from coterie.partners.domain.enrolment import apply_as_partner, decide_partner
from coterie.partners.domain.programme import turn_programme
from coterie.partners.errors import Untrained
from coterie.partners.models import Partner, Terms
from coterie.partners.queries.partners import training_of
from coterie.partners.queries.words import terms_said
from tests.cast import NOW, Cast
from tests.market.lessons import a_course, lectures, let_in
from tests.market.stall import on_sale
from tests.partners.sales import programme


def free(cast: Cast, slug: str = "words") -> Offer:
    """Let there be a course that costs nothing."""
    row = a_course(cast, slug)
    edit_variant(variant=row.variants.get().pk, price=0, actor=cast.actor("alice"), now=NOW)
    return row


@pytest.fixture
def course(cast: Cast) -> Offer:
    """Let the programme ask for a course first."""
    row = free(cast)
    programme(cast, course=row.pk)
    return row


def applies(cast: Cast) -> Partner:
    """Let paul ask to be a partner."""
    return apply_as_partner(community=cast.table.pk, terms=1, actor=cast.actor("paul"), now=NOW)


def approves(cast: Cast, row: Partner, state: str = "approved") -> str:
    """Take somebody in, or whatever else is decided."""
    return decide_partner(partner=row.pk, state=state, actor=cast.actor("alice"), now=NOW).state


def learns(cast: Cast, course: Offer, count: int = 3) -> None:
    """Let paul go through some lectures."""
    let_in(cast, course, "paul")
    for one in lectures(course)[:count]:
        finish_lecture(lecture=one.pk, actor=cast.actor("paul"), now=NOW)


def test_who_has_not_finished_the_course_is_not_taken_in_and_may_be_refused(cast: Cast, course: Offer) -> None:
    row = applies(cast)
    learns(cast, course, 2)
    with pytest.raises(Untrained) as said:
        approves(cast, row)
    far = training_of(row)
    assert far
    assert (said.value.field, far.done, far.of, far.finished) == ("state", 2, 3, False)
    assert approves(cast, row, "rejected") == "rejected"
    with pytest.raises(Untrained):
        approves(cast, row)

    learns(cast, course)

    assert approves(cast, row) == "approved"


def test_who_was_a_partner_comes_back_without_it(cast: Cast, course: Offer) -> None:
    row = applies(cast)
    Partner.objects.update(state="suspended")

    assert approves(cast, row) == "approved"


def test_terms_without_a_course_ask_for_none(cast: Cast) -> None:
    programme(cast)
    row = applies(cast)
    programme(cast, course=free(cast).pk)

    assert (approves(cast, row), training_of(row)) == ("approved", None)


def costs(cast: Cast) -> int:
    return a_course(cast).pk


def is_none(cast: Cast) -> int:
    return on_sale(cast, price=0).offer_id


def is_closed(cast: Cast) -> int:
    return close_offer(offer=free(cast).pk, actor=cast.actor("alice"), now=NOW).pk


@pytest.mark.parametrize("which", [costs, is_none, is_closed, lambda _cast: 10**6])
def test_nobody_has_to_pay_for_a_course_to_become_a_partner(cast: Cast, which: Callable[[Cast], int]) -> None:
    with pytest.raises(PolicyBroken, match=r"rule \w+\.entry"):
        programme(cast, course=which(cast))

    assert Terms.objects.count() == 0


def test_a_course_that_costs_by_now_lets_nobody_apply(cast: Cast, course: Offer) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    turn_programme(is_open=False, **facts)
    edit_variant(variant=course.variants.get().pk, price=5, actor=cast.actor("alice"), now=NOW)

    with pytest.raises(PolicyBroken, match=r"rule \w+\.entry"):
        turn_programme(is_open=True, **facts)

    assert turn_programme(is_open=False, **facts).is_open is False


def test_the_pages_say_how_far_one_is(cast: Cast, course: Offer) -> None:
    assert "you go through the course “Words”" in " ".join(terms_said(Terms.objects.get()))
    row, mine, staff = applies(cast), Client(), Client()
    learns(cast, course, 1)
    mine.force_login(cast.accounts["paul"])
    staff.force_login(cast.accounts["alice"])
    here = "/console/table/spread/partners"

    desk = mine.get("/m/table/partner").content.decode()

    assert "1 of 3 lectures are done" in desk
    assert f"/m/table/courses/{course.key}" in desk
    assert "1 of 3 lectures are done" in staff.get(f"{here}/person/{row.key}").content.decode()
    assert staff.post(f"{here}/person/{row.key}/state", {"state": "approved"}).status_code == 422
    assert f'value="{course.pk}" selected' in staff.get(f"{here}/terms").content.decode()
