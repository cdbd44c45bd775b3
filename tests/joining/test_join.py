"""From a seat to a member in a group."""

import pytest

from coterie.communities.domain.community import close_community
from coterie.communities.domain.rule_set import publish_rules
from coterie.groups.domain.membership import join_group, leave_group
from coterie.groups.models import Group, Membership
from coterie.joining.domain.answer import answer_questions
from coterie.joining.domain.hold import release_ended_holds
from coterie.joining.domain.joining import Joined, join
from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.threshold import StepDraft, set_thresholds
from coterie.joining.errors import NoSeat, ThresholdUnmet
from coterie.joining.models import Answer, LiveCode, Question, Slot, Ticket
from coterie.joining.queries.progress import steps_for
from coterie.joining.receivers import free_seat
from coterie.kit.actor import VISITOR, Actor
from coterie.kit.errors import Conflict, NotFound
from coterie.kit.ids import new_visitor
from coterie.members.models import Member, RulesAcceptance
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, counted, scan
from tests.joining.steps import set_steps
from tests.joining.test_seats import HOUR

RULES = 1


def enter(cast: Cast, code: LiveCode | None = None, **facts: object) -> Joined:
    wanted = {"visitor": new_visitor(), "name": "Zoe", "accepted_rules": RULES, "actor": VISITOR, "now": NOW} | facts
    return join(community=cast.table.pk, code=code.slug if code else "", **wanted)


def ask(cast: Cast, *questions: QuestionDraft, code: LiveCode | None = None) -> list[Question]:
    step = StepDraft(kind="questions", questions=questions)
    set_thresholds(
        community=cast.table.pk, code=code.pk if code else None, steps=[step], actor=cast.actor("alice"), now=NOW
    )
    return list(Question.objects.filter(retired_at=None).order_by("order"))


def test_visitor_joins_the_group_of_the_ticket(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=1)
    scan(code)
    visitor = new_visitor()
    second = scan(code, visitor)

    joined = enter(cast, code, visitor=visitor)

    slot = Slot.objects.get(pk=second.slot)
    ticket = Ticket.objects.get(visitor=visitor)
    code.refresh_from_db()
    assert (joined.group, joined.group_key) == (slot.group_id, slot.group.key)
    assert (slot.taken, slot.joined, code.joins) == (1, 1, 1)
    assert (ticket.state, ticket.held_until, ticket.member_id) == ("joined", None, joined.member)
    assert Membership.objects.filter(member=joined.member, group=joined.group, left_at=None).count() == 1


def test_join_tells_its_steps_with_the_code(cast: Cast) -> None:
    code = code_of(cast)
    visitor = new_visitor()
    scan(code, visitor)
    before = LoggedEvent.objects.count()

    joined = enter(cast, code, visitor=visitor)

    told = LoggedEvent.objects.order_by("id")[before:]
    assert [event.kind for event in told] == [
        "account_created",
        "member_joined",
        "rules_accepted",
        "group_joined",
        "threshold_answered",
    ]
    assert {(event.kind, event.code) for event in told if event.code} == {
        ("member_joined", code.pk),
        ("group_joined", code.pk),
        ("threshold_answered", code.pk),
    }
    assert {event.actor for event in told} == {joined.account}


def test_join_without_scanning_takes_a_seat_all_the_same(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1)

    enter(cast, code)

    assert counted(code) == [(1, 1, 1)]
    with pytest.raises(NoSeat):
        enter(cast, code)
    assert Member.objects.filter(name="Zoe").count() == 1


def test_join_through_the_front_door(cast: Cast) -> None:
    joined = enter(cast)

    door = LiveCode.objects.get(is_front_door=True, community=cast.table.pk)
    assert (joined.group, door.joins) == (cast.group.pk, 1)


def test_community_without_groups_takes_members_in(cast: Cast) -> None:
    joined = join(
        community=cast.other.pk, visitor=new_visitor(), name="Zoe", accepted_rules=RULES, actor=VISITOR, now=NOW
    )

    assert (joined.group, joined.number) == (None, 1)


def test_same_account_twice_is_one_member_and_one_seat(cast: Cast) -> None:
    code = code_of(cast)
    visitor = new_visitor()
    first = enter(cast, code, visitor=visitor)

    again = enter(cast, code, visitor=visitor, account=first.account, accepted_rules=None)

    code.refresh_from_db()
    assert (again.member, code.joins, counted(code)[0][:2]) == (first.member, 1, (1, 1))


def test_rules_must_be_accepted_in_the_version_in_force(cast: Cast) -> None:
    publish_rules(community=cast.table.pk, text="Be kinder.", actor=cast.actor("alice"), now=NOW)

    with pytest.raises(ThresholdUnmet) as refused:
        enter(cast, accepted_rules=1)
    joined = enter(cast, accepted_rules=2)

    assert refused.value.field == "rules"
    assert RulesAcceptance.objects.filter(member=joined.member, rules__version=2).count() == 1


def test_refused_join_changes_nothing(cast: Cast) -> None:
    code = code_of(cast)
    before = (Member.objects.count(), LoggedEvent.objects.count(), Ticket.objects.count())

    with pytest.raises(ThresholdUnmet):
        enter(cast, code, accepted_rules=None)

    assert (Member.objects.count(), LoggedEvent.objects.count(), Ticket.objects.count()) == before


def test_required_and_expected_answers(cast: Cast) -> None:
    why, word = ask(
        cast,
        QuestionDraft(text="Why do you come?"),
        QuestionDraft(text="The word?", kind="choice", choices=("red", "blue"), right=("red",)),
    )

    with pytest.raises(ThresholdUnmet) as missing:
        enter(cast, answers={word.pk: "red"})
    with pytest.raises(ThresholdUnmet) as wrong:
        enter(cast, answers={why.pk: "To learn", word.pk: "blue"})
    joined = enter(cast, answers={why.pk: " To learn ", word.pk: "red"})

    assert (missing.value.field, wrong.value.field) == (f"answer_{why.key}", f"answer_{word.key}")
    assert set(Answer.objects.values_list("member", "value")) == {(joined.member, "To learn"), (joined.member, "red")}


def test_answers_stay_out_of_the_log(cast: Cast) -> None:
    [why] = ask(cast, QuestionDraft(text="Why do you come?"))
    enter(cast, answers={why.pk: "My secret reason"})

    assert not [event for event in LoggedEvent.objects.all() if "secret" in str(event.data)]
    assert LoggedEvent.objects.filter(kind="threshold_answered").count() == 2


def test_answers_given_before_count_at_the_door(cast: Cast) -> None:
    code = code_of(cast)
    [why] = ask(cast, QuestionDraft(text="Why do you come?"), code=code)
    visitor = new_visitor()
    facts = {"community": cast.table.pk, "code": code.pk, "visitor": visitor}
    before = steps_for(**facts)

    after = answer_questions(**facts, answers={why.pk: "To learn"}, actor=VISITOR, now=NOW)
    enter(cast, code, visitor=visitor)

    assert [(step.kind, step.done) for step in before] == [("rules", False), ("questions", False)]
    assert [(step.kind, step.done) for step in after] == [("rules", False), ("questions", True)]
    assert Answer.objects.get().member_id is not None


def test_questions_of_a_code_are_asked_there_alone(cast: Cast) -> None:
    code = code_of(cast)
    ask(cast, QuestionDraft(text="Why do you come?"), code=code)

    assert enter(cast).number > 0
    with pytest.raises(ThresholdUnmet):
        enter(cast, code)


def test_retired_question_keeps_its_answers(cast: Cast) -> None:
    [why] = ask(cast, QuestionDraft(text="Why do you come?"))
    enter(cast, answers={why.pk: "To learn"})

    ask(cast, QuestionDraft(text="What do you write?", required=False))
    enter(cast)

    assert Answer.objects.get().question_id == why.pk
    assert Question.objects.get(pk=why.pk).retired_at == NOW


def test_group_that_filled_up_meanwhile_makes_place_for_the_next_slot(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=1)
    visitor = new_visitor()
    scan(code, visitor)
    first = Group.objects.get(name="Poster 1")
    join_group(group=first.pk, member=cast.members["dan"].pk, actor=cast.actor("dan"), now=NOW)

    joined = enter(cast, code, visitor=visitor)

    assert joined.group == Group.objects.get(name="Poster 2").pk
    assert [row[:2] for row in counted(code)] == [(0, 0), (1, 1)]
    assert LoggedEvent.objects.get(kind="seat_released").data == {"slot": 1, "why": "moved"}


def test_hold_that_ended_is_claimed_again_at_the_door(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1)
    visitor = new_visitor()
    scan(code, visitor)
    freed = release_ended_holds(actor=Actor.of_system(), now=NOW + HOUR)

    joined = enter(cast, code, visitor=visitor, now=NOW + HOUR)

    assert (freed, joined.group is not None, counted(code)) == (1, True, [(1, 1, 1)])


def test_seat_of_who_left_the_group_is_free_again(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1)
    joined = enter(cast, code)
    leave_group(group=joined.group, member=joined.member, actor=Actor(account=joined.account), now=NOW)
    event = LoggedEvent.objects.get(kind="group_left")

    free_seat(event, now=NOW)
    free_seat(event, now=NOW)

    assert counted(code) == [(0, 0, 1)]
    assert scan(code).number == 1


def test_external_seat_says_where_to_go_on(cast: Cast) -> None:
    from coterie.joining.domain.slot import add_slot, edit_slot

    code = code_of(cast, slots=1, capacity=1)
    alice = cast.actor("alice")
    edit_slot(slot=Slot.objects.get(code=code).pk, capacity=0, order=1, actor=alice, now=NOW)
    add_slot(code=code.pk, external_url="https://chat.example.org/1", capacity=9, actor=alice, now=NOW)

    joined = enter(cast, code)

    assert (joined.group, joined.external_url) == (None, "https://chat.example.org/1")


def test_removed_person_stays_outside(cast: Cast) -> None:
    with pytest.raises(Conflict):
        enter(cast, account=cast.accounts["eve"].pk)


def test_closed_community_takes_nobody_in(cast: Cast) -> None:
    close_community(community=cast.table.pk, actor=cast.actor("alice"), now=NOW)

    with pytest.raises(NotFound):
        enter(cast)


def test_code_of_another_community_is_no_way_in(cast: Cast) -> None:
    code = code_of(cast)

    with pytest.raises(NotFound):
        join(
            community=cast.other.pk, code=code.slug, visitor=new_visitor(), name="Zoe", accepted_rules=RULES,
            actor=VISITOR, now=NOW,
        )  # fmt: skip


def test_plain_join_asks_the_database_as_often_as_ever(cast: Cast, django_assert_num_queries) -> None:
    code = code_of(cast)
    set_steps(cast, StepDraft(kind="rules"))
    set_steps(cast, StepDraft(kind="approval"), StepDraft(kind="redeem"), code=code_of(cast, title="Guarded"))
    enter(cast, code)
    visitor = new_visitor()
    scan(code, visitor)

    with django_assert_num_queries(27):
        enter(cast, code, visitor=visitor)
