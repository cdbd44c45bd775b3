"""Steps that are passed by themselves: approval, invitation, referral, purchase, redeem code."""

from datetime import timedelta

import pytest
from django.core import mail

from coterie.joining.domain.application import apply_to_join, approve_applications, decline_applications
from coterie.joining.domain.invitation import accept_invitation, invite, revoke_invitation
from coterie.joining.domain.purchase import prove_purchase
from coterie.joining.domain.redeem_code import make_redeem_codes, redeem_code, void_redeem_codes
from coterie.joining.domain.referral import name_member
from coterie.joining.domain.threshold import StepDraft
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import Invitation, Passage, RedeemCode
from coterie.joining.queries.applications import applicants_waiting, applications_visible_to, before_in_queue
from coterie.joining.receivers import tell_applicant
from coterie.joining.rules import return_seal
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from coterie.market.models import Order
from coterie.market.queries.orders import paid_order
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.platform.jobs.chore import drain
from tests.cast import NOW, Cast
from tests.joining.doors import code_of
from tests.joining.steps import passage_of, set_steps, standing, visit_of
from tests.joining.test_join import enter

GUESS = {"origin": "192.0.2.1", "actor": VISITOR, "now": NOW}


def apply(visit, name="Zoe", **facts):
    return apply_to_join(visit=visit, name=name, **{"actor": VISITOR, "now": NOW, **facts})


def by_bob(cast: Cast) -> dict[str, object]:
    return {"community": cast.table.pk, "actor": cast.actor("bob"), "now": NOW}


def test_applicant_waits_is_approved_and_enters(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    visit = visit_of(cast)

    apply(visit, words="I write headlines.")
    with pytest.raises(ThresholdUnmet):
        enter(cast, visitor=visit.visitor)
    count = approve_applications(passages=[passage_of(visit).pk], **by_bob(cast))
    joined = enter(cast, visitor=visit.visitor)

    assert (count, passage_of(visit).member_id, passage_of(visit).decided_by_id) == (
        1,
        joined.member,
        cast.accounts["bob"].pk,
    )
    kinds = LoggedEvent.objects.filter(visitor=visit.visitor, kind__startswith="application").values_list(
        "kind", flat=True
    )
    assert set(kinds) == {"application_made", "application_approved"}


def test_queue_keeps_its_order_when_somebody_says_more(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    first, second = visit_of(cast), visit_of(cast)
    apply(first)
    apply(second, now=NOW + timedelta(minutes=1))

    apply(first, words="And poems.", now=NOW + timedelta(minutes=2))

    assert [before_in_queue(passage_of(visit)) for visit in (first, second)] == [0, 1]
    assert applicants_waiting(cast.table.pk) == 2
    assert LoggedEvent.objects.filter(kind="application_made").count() == 2


def test_declined_applicant_reads_the_reason_and_may_be_let_in_later(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    visit = visit_of(cast)
    apply(visit)
    decline_applications(passages=[passage_of(visit).pk], reason="Only for writers.", **by_bob(cast))

    with pytest.raises(Conflict, match="Only for writers"):
        apply(visit)
    again = decline_applications(passages=[passage_of(visit).pk], reason="No.", **by_bob(cast))
    late = approve_applications(passages=[passage_of(visit).pk], **by_bob(cast))

    assert (again, late, standing(visit)["approval"]) == (0, 1, True)


@pytest.mark.parametrize(("said", "field"), [({"name": " "}, "name"), ({"email": "zoe"}, "email")])
def test_application_that_nobody_could_answer_is_refused(cast: Cast, said: dict[str, str], field: str) -> None:
    set_steps(cast, StepDraft(kind="approval"))

    with pytest.raises(Invalid) as refused:
        apply(visit_of(cast), **said)

    assert (refused.value.field, Passage.objects.count()) == (field, 0)


def test_decision_is_for_those_who_edit_members_of_that_community(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    visit = visit_of(cast)
    apply(visit)
    here = {"passages": [passage_of(visit).pk], "now": NOW}

    with pytest.raises(Forbidden):
        approve_applications(community=cast.table.pk, actor=cast.actor("ann"), **here)
    elsewhere = approve_applications(community=cast.other.pk, actor=cast.actor("mallory"), **here)

    assert (elsewhere, passage_of(visit).state) == (0, "waiting")


@pytest.mark.parametrize(("email", "letters"), [("zoe@example.org", 1), ("", 0)])
def test_applicant_with_an_address_gets_one_letter(cast: Cast, email: str, letters: int) -> None:
    code = code_of(cast)
    set_steps(cast, StepDraft(kind="approval"), code=code)
    visit = visit_of(cast, code=code)
    apply(visit, email=email, language="zh-hans")
    approve_applications(passages=[passage_of(visit).pk], reason="Welcome!", **by_bob(cast))
    event = LoggedEvent.objects.get(kind="application_approved")

    tell_applicant(event, now=NOW)
    drain()

    token = return_seal().sign(f"{visit.visitor:x}")
    assert len(mail.outbox) == letters
    assert all(f"/c/table/join/return/{token}?code={code.slug}" in letter.body for letter in mail.outbox)
    assert all("Zoe" in letter.body and "Welcome!" in letter.body for letter in mail.outbox)


def test_list_of_applications_has_those_of_tests_that_operators_decide(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"), StepDraft(kind="referral"))
    visit, other = visit_of(cast), visit_of(cast)
    apply(visit)
    apply(other)
    decline_applications(passages=[passage_of(other).pk], **by_bob(cast))

    states = {
        state: list(applications_visible_to(cast.actor("bob"), cast.table.pk, state=state))
        for state in ("waiting", "declined")
    }

    assert states == {"waiting": [passage_of(visit)], "declined": [passage_of(other)]}


def test_invitation_lets_in_so_many_and_no_more(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="invitation"))
    row = invite(community=cast.table.pk, invited="Lin and Ma", most=2, actor=cast.actor("bob"), now=NOW)
    visits = [visit_of(cast) for _ in range(3)]

    for visit in (*visits[:2], visits[0]):
        accept_invitation(visit=visit, key=f" {row.key.upper()} ", **GUESS)
    with pytest.raises(ThresholdUnmet):
        accept_invitation(visit=visits[2], key=row.key, **GUESS)

    row.refresh_from_db()
    assert (row.used, [standing(visit)["invitation"] for visit in visits]) == (2, [True, True, False])


def test_invitation_that_is_over_revoked_or_of_others_lets_nobody_in(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="invitation"))
    facts = {"invited": "Lin", "actor": cast.actor("alice"), "now": NOW}
    over = invite(community=cast.table.pk, expires_at=NOW + timedelta(hours=1), **facts)
    revoked = revoke_invitation(
        invitation=invite(community=cast.table.pk, **facts).pk, actor=cast.actor("alice"), now=NOW
    )
    others = invite(community=cast.other.pk, invited="Lin", actor=cast.actor("mallory"), now=NOW)

    for row in (over, revoked, others):
        with pytest.raises(ThresholdUnmet):
            accept_invitation(visit=visit_of(cast), key=row.key, **{**GUESS, "now": NOW + timedelta(hours=1)})

    assert not Passage.objects.exists()
    assert set(Invitation.objects.values_list("used", flat=True)) == {0}


def test_member_is_named_by_number_or_by_key(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="referral"))
    dan, eve = cast.members["dan"], cast.members["eve"]
    visits = [visit_of(cast) for _ in range(3)]

    for visit, word in zip(visits, (f"No.{dan.number}", dan.key, str(dan.number)), strict=True):
        name_member(visit=visit, member=word, **GUESS)
    for word in (str(eve.number), eve.key, "9999", "", "²"):
        with pytest.raises(ThresholdUnmet):
            name_member(visit=visit_of(cast), member=word, **GUESS)
    enter(cast, visitor=visits[0].visitor)

    assert {passage_of(visit).inviter_id for visit in visits} == {dan.pk}
    joined = LoggedEvent.objects.get(kind="threshold_answered", member__isnull=False, data__kind="referral")
    assert joined.data["inviter"] == dan.pk


def test_first_member_that_was_named_stays(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="referral"))
    visit = visit_of(cast)

    name_member(visit=visit, member=cast.members["dan"].key, **GUESS)
    name_member(visit=visit, member=cast.members["carol"].key, **GUESS)

    assert passage_of(visit).inviter_id == cast.members["dan"].pk


def order(cast: Cast, number: str, state: str = "paid", amount: int = 900) -> Order:
    facts = {"amount": amount, "currency": "CNY", "placed_at": NOW, "paid_at": NOW, "source": "import"}
    refunded = amount if state == "refunded" else 0
    return Order.objects.create(community=cast.table, number=number, state=state, refunded=refunded, **facts)


def prove(visit, number: str):
    return prove_purchase(visit=visit, number=number, orders=paid_order, **GUESS)


@pytest.mark.parametrize("per_order", [1, 2])
def test_order_lets_in_as_many_as_it_may(cast: Cast, per_order: int) -> None:
    code = code_of(cast)
    set_steps(cast, StepDraft(kind="purchase", per_order=per_order))
    set_steps(cast, StepDraft(kind="purchase", per_order=per_order), code=code)
    order(cast, "A-1")
    doors = [None, code, code][: per_order + 1]

    for door in doors[:-1]:
        prove(visit_of(cast, code=door), " A-1 ")
    with pytest.raises(ThresholdUnmet, match="everybody it may"):
        prove(visit_of(cast, code=doors[-1]), "A-1")

    assert Passage.objects.filter(state="passed").count() == per_order


def test_order_that_was_given_back_or_never_paid_proves_nothing(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="purchase"))
    order(cast, "back", "refunded")
    order(cast, "open", "pending")
    order(cast, "note", "paid", 0)

    for number in ("back", "open", "note", "none", ""):
        with pytest.raises(ThresholdUnmet, match="no paid order"):
            prove(visit_of(cast), number)


def test_redeem_code_lets_in_one(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="redeem"))
    batch, codes = make_redeem_codes(
        community=cast.table.pk, title="Book 1", count=300, actor=cast.actor("bob"), now=NOW
    )
    visit = visit_of(cast)

    redeem_code(visit=visit, code=codes[0].upper().replace("-", " "), **GUESS)
    redeem_code(visit=visit, code=codes[1], **GUESS)
    with pytest.raises(ThresholdUnmet):
        redeem_code(visit=visit_of(cast), code=codes[0], **GUESS)

    assert (len(set(codes)), batch.made, RedeemCode.objects.filter(visitor=None).count()) == (300, 300, 299)
    assert not [code for code in codes if RedeemCode.objects.filter(digest__contains=code.replace("-", "")).exists()]
    enter(cast, visitor=visit.visitor)


def test_code_that_is_over_voided_or_of_others_lets_nobody_in(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="redeem"))
    facts = {"title": "Book", "count": 1, "now": NOW}
    alice = {"community": cast.table.pk, "actor": cast.actor("alice")}
    _over, [over] = make_redeem_codes(**facts, **alice, expires_at=NOW + timedelta(hours=1))
    batch, [voided] = make_redeem_codes(**facts, **alice)
    _others, [others] = make_redeem_codes(**facts, community=cast.other.pk, actor=cast.actor("mallory"))
    void_redeem_codes(batch=batch.pk, actor=cast.actor("alice"), now=NOW)

    for code in (over, voided, others, "", "no-such-code"):
        with pytest.raises(ThresholdUnmet):
            redeem_code(visit=visit_of(cast), code=code, **{**GUESS, "now": NOW + timedelta(hours=1)})

    assert not RedeemCode.objects.exclude(visitor=None).exists()


def test_guessing_is_slow_for_a_visitor_and_for_an_address(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="redeem"))
    visit = visit_of(cast)

    def guesses(count: int, *visits, origin: str) -> int:
        refused = 0
        for place in range(count):
            try:
                redeem_code(visit=visits[place % len(visits)], code="wrong", **{**GUESS, "origin": origin})
            except TooMany:
                refused += 1
            except ThresholdUnmet:
                pass
        return refused

    one_visitor = guesses(8, visit, origin="192.0.2.7")
    one_address = guesses(40, *(visit_of(cast) for _ in range(40)), origin="192.0.2.8")

    assert (one_visitor, one_address) == (3, 10)


@pytest.mark.parametrize("count", [0, 10_001])
def test_codes_are_made_in_a_number_that_somebody_can_use(cast: Cast, count: int) -> None:
    with pytest.raises(Invalid):
        make_redeem_codes(community=cast.table.pk, title="Book", count=count, actor=cast.actor("bob"), now=NOW)


def test_step_that_is_not_asked_any_more_takes_nothing(cast: Cast) -> None:
    row = invite(community=cast.table.pk, invited="Lin", actor=cast.actor("bob"), now=NOW)

    with pytest.raises(NotFound):
        accept_invitation(visit=visit_of(cast), key=row.key, **GUESS)

    assert Invitation.objects.get().used == 0


def test_steps_are_passed_in_their_order(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="referral"), StepDraft(kind="approval"))
    visit = visit_of(cast)

    with pytest.raises(ThresholdUnmet) as refused:
        apply(visit)
    name_member(visit=visit, member=cast.members["dan"].key, **GUESS)
    apply(visit)

    assert refused.value.field == "referral"
    assert standing(visit) == {"rules": False, "referral": True, "approval": False}


def test_group_that_filled_up_meanwhile_takes_nothing_of_what_was_passed(cast: Cast) -> None:
    from coterie.joining.errors import NoSeat

    code = code_of(cast, slots=1, capacity=1)
    set_steps(cast, StepDraft(kind="approval"), code=code)
    visit = visit_of(cast, code=code)
    apply(visit)
    approve_applications(passages=[passage_of(visit).pk], **by_bob(cast))
    other = visit_of(cast, code=code)
    apply(other)
    approve_applications(passages=[passage_of(other).pk], **by_bob(cast))
    enter(cast, code, visitor=other.visitor)

    with pytest.raises(NoSeat):
        enter(cast, code, visitor=visit.visitor)

    assert (standing(visit)["approval"], passage_of(visit).member_id) == (True, None)


def test_what_was_passed_lets_in_one_person(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="redeem"))
    _batch, [code] = make_redeem_codes(community=cast.table.pk, title="Book", count=1, actor=cast.actor("bob"), now=NOW)
    visit = visit_of(cast)
    redeem_code(visit=visit, code=code, **GUESS)
    first = enter(cast, visitor=visit.visitor)

    with pytest.raises(ThresholdUnmet, match="entered by this already"):
        enter(cast, visitor=visit.visitor, name="Somebody else")
    again = enter(cast, visitor=visit.visitor, account=first.account)

    assert (again.member, Member.objects.filter(name="Somebody else").exists()) == (first.member, False)
