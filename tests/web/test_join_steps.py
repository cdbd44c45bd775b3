"""The pages of the way in: what visitors post, fresh, stale, twice or forged, and what operators decide."""

import pytest
from django.test import Client

from coterie.joining.domain.application import apply_to_join
from coterie.joining.domain.invitation import invite
from coterie.joining.domain.passage import Visit
from coterie.joining.domain.redeem_code import make_redeem_codes
from coterie.joining.domain.threshold import StepDraft
from coterie.joining.models import Answer, Invitation, Passage, RedeemCode
from coterie.joining.rules import VISITOR_COOKIE, cookie_of, return_seal
from coterie.kit.actor import VISITOR
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of
from tests.joining.steps import BASIC, RIGHT, TEST, WRONG, graded, set_steps
from tests.web.visit import visitor

JOIN = "/c/table/join"
ENTRY = {"name": "Zoe", "rules": "on"}


def guest(number: int = 77) -> Client:
    client = Client()
    client.cookies[VISITOR_COOKIE] = cookie_of(number)
    return client


def body(questions, values) -> dict[str, object]:
    filled = zip(questions, values, strict=True)
    return {f"answer_{one.key}": value.split("\n") if one.kind == "choices" else value for one, value in filled}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_questions_and_rules_alone_stay_on_one_page(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="questions", questions=(BASIC,)))

    page = guest().get(JOIN)

    assert page.status_code == 200
    assert 'class="stepper"' not in page.content.decode()


def test_failing_and_passing_a_graded_test_then_entering(cast: Cast) -> None:
    questions, client = set_steps(cast, graded()), guest()

    first = client.get(f"{JOIN}?from=x")
    failed = client.post(first["Location"], body(questions, WRONG), follow=True)
    passed = client.post(f"{JOIN}/questions", body(questions, RIGHT))
    entered = client.post(passed["Location"], ENTRY)

    assert first["Location"] == f"{JOIN}/questions?from=x"
    assert "You had 0 right; it takes 2. 1 try is left." in text_of(failed)
    assert (passed["Location"], entered["Location"]) == (JOIN, f"/m/table/g/{cast.group.key}")


def test_all_tries_spent_shows_the_closed_door_and_no_form(cast: Cast) -> None:
    questions, client = set_steps(cast, graded(tries=1)), guest()

    page = client.post(f"{JOIN}/questions", body(questions, WRONG), follow=True)
    again = client.post(f"{JOIN}/questions", body(questions, RIGHT))

    assert "There are no tries left." in text_of(page)
    assert "csrfmiddlewaretoken" not in page.content.decode().split("plain-card-form")[1].split("plain-foot")[0]
    assert (again.status_code, Passage.objects.get().tries) == (200, 1)


def test_tampered_and_partial_answers_change_nothing(cast: Cast) -> None:
    questions, client = set_steps(cast, graded()), guest()
    whole = body(questions, RIGHT)
    _number, colour, _trees = whole
    forged = [{}, {"answer_nokey": "4"}, {**whole, colour: "purple"}, {**whole, colour: ["blue", "x"]}]

    for one in (*forged, {**whole, colour: "\x00"}):
        assert client.post(f"{JOIN}/questions", one).status_code == 200

    assert (Answer.objects.count(), Passage.objects.count()) == (0, 0)


def test_form_that_is_older_than_the_questions_asks_for_what_is_new(cast: Cast) -> None:
    questions, client = set_steps(cast, graded()), guest()
    set_steps(cast, graded(*TEST[1:], BASIC.__class__(text="And why?")))

    page = client.post(f"{JOIN}/questions", body(questions, RIGHT))

    assert "And why?" in text_of(page)
    assert page.context["form"].errors.keys() == {
        next(name for name in page.context["form"].fields if name not in body(questions, RIGHT))
    }


def test_step_that_went_away_leads_to_the_one_that_is_next(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="referral"))
    client = guest()
    set_steps(cast, StepDraft(kind="approval"))

    moved = client.post(f"{JOIN}/referral", {"member": "3"})
    unknown = client.get(f"{JOIN}/dance")

    assert (moved.status_code, moved["Location"], unknown.status_code) == (302, f"{JOIN}/approval", 404)


def test_posting_an_application_twice_is_one(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    client = guest()

    for _ in range(2):
        page = client.post(f"{JOIN}/approval", {"name": "Zoe", "words": "Hello"}, follow=True)

    assert "You are the next." in text_of(page)
    assert (Passage.objects.count(), LoggedEvent.objects.filter(kind="application_made").count()) == (1, 1)


def test_step_is_not_skipped_by_address(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="referral"), StepDraft(kind="approval"))

    ahead = guest().post(f"{JOIN}/approval", {"name": "Zoe"})
    entering = guest().post(JOIN, ENTRY)

    assert {ahead["Location"], entering["Location"]} == {f"{JOIN}/referral"}
    assert not Member.objects.filter(name="Zoe").exists()


def test_looking_at_an_invitation_uses_nothing_up(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="invitation"))
    row = invite(community=cast.table.pk, invited="Lin", actor=cast.actor("alice"), now=NOW)
    client = guest()

    page = client.get(f"{JOIN}?invitation={row.key}", follow=True)
    looked = Invitation.objects.get().used
    passed = client.post(page.redirect_chain[-1][0], {"key": row.key})

    assert (looked, Invitation.objects.get().used) == (0, 1)
    assert page.context["form"]["key"].value() == row.key
    assert passed["Location"] == f"{JOIN}?invitation={row.key}"


def test_link_of_a_member_fills_in_who_sent_one(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="referral"))
    dan, client = cast.members["dan"], guest()

    page = client.get(f"{JOIN}?from={dan.key}", follow=True)
    client.post(page.redirect_chain[-1][0], {"member": page.context["form"]["member"].value()})

    assert Passage.objects.get().inviter_id == dan.pk
    assert "Dan" not in text_of(page)


def test_letter_brings_an_applicant_back_on_another_device(cast: Cast) -> None:
    code = code_of(cast)
    set_steps(cast, StepDraft(kind="approval"), code=code)
    apply_to_join(visit=Visit(cast.table.pk, code.pk, 77), name="Zoe", actor=VISITOR, now=NOW)
    other = Client()

    page = other.get(f"{JOIN}/return/{return_seal().sign('4d')}?code={code.slug}", follow=True)
    forged = other.get(f"{JOIN}/return/4d.forged")

    assert "You are the next." in text_of(page)
    assert forged.status_code == 404


def test_operator_decides_in_bulk_with_a_reason(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    rows = [
        apply_to_join(visit=Visit(cast.table.pk, None, number), name=f"Zoe {number}", actor=VISITOR, now=NOW)
        for number in (1, 2, 3)
    ]
    bob = visitor(cast, "bob")
    chosen = {"application": [row.key for row in rows[:2]] + ["nokey"], "reason": "Only for writers."}

    bob.post("/console/table/applications/decisions", {"action": "decline", **chosen})
    seen = guest(1).get(f"{JOIN}/approval")
    listed = bob.get("/console/table/applications")

    assert "Only for writers." in text_of(seen)
    assert [tab.count for tab in listed.context["tabs"]] == [1, 0, 2]
    assert "Zoe 3" in bob.get("/console/table/applications.csv?state=waiting").getvalue().decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_applicants_asks_as_often_for_three_as_for_one(
    cast: Cast, django_assert_num_queries, rows: int
) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    for number in range(1, rows + 1):
        apply_to_join(visit=Visit(cast.table.pk, None, number), name="Zoe", actor=VISITOR, now=NOW)
    bob = visitor(cast, "bob")
    bob.get("/console/table/applications")

    with django_assert_num_queries(15):
        bob.get("/console/table/applications")


def test_today_says_who_waits(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="approval"))
    apply_to_join(visit=Visit(cast.table.pk, None, 5), name="Zoe", actor=VISITOR, now=NOW)

    assert "1 person asks to be let in" in text_of(visitor(cast, "bob").get("/console/table/"))


def test_preview_shows_each_page_and_uses_nothing(cast: Cast) -> None:
    set_steps(cast, graded(), StepDraft(kind="redeem", note="It stands on page 3."), StepDraft(kind="approval"))
    alice, events = visitor(cast, "alice"), LoggedEvent.objects.count()
    pages = ("questions", "redeem", "approval", "join")

    shown = {kind: text_of(alice.get(f"/console/table/thresholds/preview/{kind}")) for kind in pages}
    first = alice.get("/console/table/thresholds/preview/first")

    assert first["Location"].endswith("/preview/questions")
    assert all("A preview" in page and "<form" not in page.split("plain-foot")[0] for page in shown.values())
    assert "It stands on page 3." in shown["redeem"]
    assert [page.count('data-state="done"') for page in shown.values()] == [0, 1, 2, 3]
    assert (LoggedEvent.objects.count(), Passage.objects.count()) == (events, 0)


def test_making_codes_hands_them_over_once(cast: Cast) -> None:
    alice = visitor(cast, "alice")

    made = alice.post("/console/table/redeem-codes", {"title": "Book", "count": "3"})
    lines = made.getvalue().decode("utf-8-sig").split()
    page = text_of(alice.get("/console/table/redeem-codes"))

    assert (lines[0], len(set(lines[1:])), RedeemCode.objects.count()) == ("code", 3, 3)
    assert not [code for code in lines[1:] if code in page]


def test_redeeming_too_often_says_so(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="redeem"))
    _batch, [code] = make_redeem_codes(
        community=cast.table.pk, title="Book", count=1, actor=cast.actor("alice"), now=NOW
    )
    client = guest()

    pages = [text_of(client.post(f"{JOIN}/redeem", {"code": "wrong"})) for _ in range(6)]
    late = client.post(f"{JOIN}/redeem", {"code": code})

    assert "Too many tries" in pages[-1]
    assert "does not open the door" in pages[0]
    assert late.status_code == 200


def test_builder_sets_steps_in_their_places(cast: Cast) -> None:
    set_steps(cast, graded())
    alice, code = visitor(cast, "alice"), code_of(cast)
    kinds = ("questions", "invitation", "referral", "purchase", "redeem", "approval")
    form = {"s-TOTAL_FORMS": "6", "s-INITIAL_FORMS": "6"} | {f"s-{at}-kind": kind for at, kind in enumerate(kinds)}
    chosen = {"s-0-on": "on", "s-0-order": "2", "s-3-on": "on", "s-3-order": "1", "s-3-per_order": "2"}

    alice.post(f"/console/table/thresholds?code={code.slug}", form | chosen)
    own = [step.kind for step in steps_at(cast, code)]
    alice.post(f"/console/table/thresholds/removal?code={code.slug}")

    assert own == ["rules", "purchase", "questions"]
    assert [step.kind for step in steps_at(cast, code)] == ["rules", "questions"]


def steps_at(cast: Cast, code):
    from coterie.joining.queries.progress import steps_for

    return steps_for(community=cast.table.pk, code=code.pk, visitor=None)


def test_questions_are_written_ordered_and_graded(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    form = {
        "q-TOTAL_FORMS": "3", "q-INITIAL_FORMS": "0", "pass_mark": "1", "tries": "2", "after_tries": "operator",
        "q-0-text": "Why?", "q-0-kind": "text", "q-0-order": "2",
        "q-1-text": "You sell?", "q-1-kind": "choices", "q-1-order": "1", "q-1-choices": "Food | sells food\nBooks",
        "q-1-right": "Food", "q-2-kind": "text",
    }  # fmt: skip

    kept = alice.post("/console/table/thresholds/questions", form)
    wrong = alice.post("/console/table/thresholds/questions", form | {"pass_mark": "5"})

    step = steps_at(cast, code_of(cast))[1]
    assert (kept.status_code, wrong.status_code) == (302, 200)
    assert [(one.question.text, one.question.tags) for one in step.asked] == [
        ("You sell?", {"Food": "sells food"}),
        ("Why?", {}),
    ]
    assert (step.needed, step.tries_left, step.row.after_tries) == (1, 2, "operator")


def test_member_finds_the_link_where_visitors_name_members(cast: Cast) -> None:
    dan = visitor(cast, "dan")
    before = text_of(dan.get("/m/table/me"))

    set_steps(cast, StepDraft(kind="referral"), code=code_of(cast))

    link = f"/c/table/join?from={cast.members['dan'].key}"
    assert (link in before, link in text_of(dan.get("/m/table/me"))) == (False, True)


def test_member_page_shows_what_was_said(cast: Cast) -> None:
    questions = set_steps(cast, StepDraft(kind="questions", questions=(BASIC,)))
    guest().post(JOIN, {**ENTRY, **body(questions, ["4"])})
    zoe = Member.objects.get(name="Zoe")

    page = text_of(visitor(cast, "bob").get(f"/console/table/members/{zoe.key}"))

    assert "Said at the door" in page
    assert "2 + 2?" in page


def test_second_person_at_the_same_browser_begins_anew(cast: Cast) -> None:
    set_steps(cast, StepDraft(kind="referral"))
    number, client = {"member": str(cast.members["dan"].number)}, guest()
    client.post(f"{JOIN}/referral", number)
    client.post(JOIN, ENTRY)
    second = guest()

    page = second.get(f"{JOIN}/referral", follow=True)
    refused = second.post(JOIN, {**ENTRY, "name": "Max"})
    anew = second.post(f"{JOIN}/anew?from=x")
    begun = second.get(anew["Location"])

    assert "Somebody entered from this browser already" in text_of(page)
    assert "Somebody entered from this browser already" in text_of(refused)
    assert (anew["Location"], begun["Location"]) == (f"{JOIN}?from=x", f"{JOIN}/referral?from=x")
    assert not Member.objects.filter(name="Max").exists()
