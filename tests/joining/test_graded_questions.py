"""Questions at the door that are graded: right answers, pass mark, tries, and what follows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.joining.domain.answer import answer_questions
from coterie.joining.domain.application import approve_applications, decline_applications
from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.threshold import StepDraft, set_thresholds
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import Answer, Question
from coterie.joining.receivers import tag_by_answers
from coterie.joining.rules import fits, is_right, said
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Invalid
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of
from tests.joining.steps import COLOUR, RIGHT, TEST, WRONG, graded, passage_of, set_steps, standing, steps_of, visit_of
from tests.joining.test_join import enter


def hand_in(visit, questions, values, now=NOW):
    facts = {"community": visit.community, "code": visit.code, "visitor": visit.visitor}
    answers = {question.pk: value for question, value in zip(questions, values, strict=True)}
    return answer_questions(**facts, answers=answers, actor=VISITOR, now=now)


def test_pass_mark_lets_some_be_wrong(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)

    hand_in(visit, questions, ("4", "green", "oak\nelm"))

    assert (passage_of(visit).right, passage_of(visit).tries, standing(visit)["questions"]) == (2, 1, True)
    assert LoggedEvent.objects.filter(kind="threshold_answered", visitor=visit.visitor).count() == 1


def test_failing_spends_a_try_and_keeps_the_answers(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)

    hand_in(visit, questions, WRONG)

    [_rules, step] = steps_of(visit)
    assert (step.done, step.tries_left, [asked.value for asked in step.asked]) == (False, 1, list(WRONG))
    with pytest.raises(ThresholdUnmet) as refused:
        enter(cast, visitor=visit.visitor)
    assert refused.value.field == "questions"


def test_right_answers_with_the_join_itself_do_not_count_where_answers_are_graded(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)

    with pytest.raises(ThresholdUnmet):
        enter(cast, visitor=visit.visitor, answers={one.pk: right for one, right in zip(questions, RIGHT, strict=True)})


def test_tries_end_and_the_door_stays_closed(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)
    hand_in(visit, questions, WRONG)
    hand_in(visit, questions, WRONG)

    with pytest.raises(ThresholdUnmet, match="no tries left"):
        hand_in(visit, questions, RIGHT, now=NOW + timedelta(days=30))

    assert (passage_of(visit).tries, standing(visit)["questions"]) == (2, False)


def test_tries_come_back_after_a_day(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded(after_tries="tomorrow")), visit_of(cast)
    hand_in(visit, questions, WRONG)
    hand_in(visit, questions, WRONG)

    with pytest.raises(ThresholdUnmet):
        hand_in(visit, questions, RIGHT, now=NOW + timedelta(hours=23))
    hand_in(visit, questions, RIGHT, now=NOW + timedelta(hours=24))

    assert standing(visit)["questions"]


def test_operator_decides_after_the_last_try(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded(after_tries="operator", tries=1)), visit_of(cast)
    other = visit_of(cast)
    hand_in(visit, questions, WRONG)
    hand_in(other, questions, WRONG)
    facts = {"community": cast.table.pk, "actor": cast.actor("bob"), "now": NOW}

    approve_applications(passages=[passage_of(visit).pk], **facts)
    decline_applications(passages=[passage_of(other).pk], reason="Please read the page first.", **facts)

    assert standing(visit)["questions"]
    with pytest.raises(ThresholdUnmet, match="read the page"):
        hand_in(other, questions, RIGHT)


def test_handing_in_again_after_passing_spends_nothing(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)
    hand_in(visit, questions, RIGHT)

    hand_in(visit, questions, WRONG)

    assert (passage_of(visit).tries, Answer.objects.get(question=questions[0]).value) == (1, "4")


def test_half_a_form_spends_no_try(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)

    for half in (("4", "", ""), ("many", "blue", "oak"), ("4", "purple", "oak")):
        with pytest.raises(ThresholdUnmet):
            hand_in(visit, questions, half)

    assert not Answer.objects.exists()
    assert [step.tries_left for step in steps_of(visit)][1] == 2


def test_passed_stays_passed_when_the_questions_change(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)
    hand_in(visit, questions, RIGHT)

    set_steps(cast, graded(*TEST, QuestionDraft(text="And why?")))

    assert standing(visit)["questions"]
    assert Answer.objects.filter(visitor=visit.visitor).count() == 3


def test_answer_keeps_the_words_of_its_question(cast: Cast) -> None:
    why = set_steps(cast, StepDraft(kind="questions", questions=(QuestionDraft(text="Why do you come?"),)))
    joined = enter(cast, answers={why[0].pk: "To learn"})

    changed = QuestionDraft(id=why[0].pk, text="What do you bring?")
    set_steps(cast, StepDraft(kind="questions", questions=(changed,)))

    assert Answer.objects.get(member=joined.member).said_to == "Why do you come?"


def test_step_that_is_taken_away_and_comes_back_knows_who_passed(cast: Cast) -> None:
    questions, visit = set_steps(cast, graded()), visit_of(cast)
    hand_in(visit, questions, RIGHT)

    set_steps(cast, StepDraft(kind="rules"))
    gone = standing(visit)
    set_steps(cast, graded())

    assert (gone, standing(visit)) == ({"rules": False}, {"rules": False, "questions": True})


def test_code_with_steps_of_its_own_asks_those_alone(cast: Cast) -> None:
    code = code_of(cast)
    set_steps(cast, graded())
    set_steps(cast, StepDraft(kind="approval"), code=code)

    at_code = standing(visit_of(cast, code=code))
    set_steps(cast, code=code)

    assert (set(at_code), set(standing(visit_of(cast, code=code)))) == ({"rules", "approval"}, {"rules", "questions"})


def test_choices_give_tags_once(cast: Cast) -> None:
    sells = QuestionDraft(
        text="You sell?", kind="choices", choices=("food", "books"), tags={"food": "Food", "books": "B"}
    )
    questions = set_steps(cast, StepDraft(kind="questions", questions=(sells,)))
    joined = enter(cast, answers={questions[0].pk: "food\nbooks"})
    event = LoggedEvent.objects.get(kind="threshold_answered", subject=questions[0].threshold_id)

    tag_by_answers(event, now=NOW)
    tag_by_answers(event, now=NOW)

    assert Member.objects.get(pk=joined.member).tag_names == ["B", "Food"]
    assert LoggedEvent.objects.filter(kind="member_tagged").count() == 2


WRONG_STEPS = [
    (graded(pass_mark=4), "pass_mark"),
    (graded(pass_mark=0), "pass_mark"),
    (graded(tries=0), "tries"),
    (graded(QuestionDraft(text="Why?"), pass_mark=None), "tries"),
    (graded(after_tries="never"), "after_tries"),
    (StepDraft(kind="questions"), "questions"),
    (graded(replace(COLOUR, right=("red",)), pass_mark=1), "right"),
    (graded(replace(COLOUR, kind="number", right=("18 to 65",)), pass_mark=1), "right"),
    (graded(replace(COLOUR, kind="date", right=("2026-01-01",)), pass_mark=1), "right"),
    (graded(replace(COLOUR, tags={"red": "Red"}), pass_mark=1), "tags"),
    (graded(replace(COLOUR, choices=("blue", "blue")), pass_mark=1), "choices"),
    (StepDraft(kind="approval", note="x" * 301), "note"),
    (StepDraft(kind="purchase", per_order=0), "per_order"),
    (StepDraft(kind="dance"), "steps"),
]


@pytest.mark.parametrize(("step", "field"), WRONG_STEPS)
def test_step_that_nobody_could_pass_is_refused(cast: Cast, step: StepDraft, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_thresholds(community=cast.table.pk, steps=[step], actor=cast.actor("alice"), now=NOW)

    assert refused.value.field == field


def question(**facts: object) -> Question:
    return Question(**{"text": "?", "choices": [], "right": [], "required": True, **facts})


@given(low=st.integers(-(10**9), 10**9), width=st.integers(0, 10**6), away=st.integers(1, 10**6))
def test_number_is_right_within_its_range_and_wrong_outside(low: int, width: int, away: int) -> None:
    asked = question(kind="number", right=[f"{low}-{low + width}"])

    verdicts = [is_right(asked, str(value)) for value in (low, low + width, low - away, low + width + away)]

    assert verdicts == [True, True, False, False]


@given(st.sets(st.sampled_from("abcdefg"), min_size=1), st.sets(st.sampled_from("abcdefg"), min_size=1))
def test_choices_are_right_when_they_are_the_right_ones_in_any_order(right: set[str], chosen: set[str]) -> None:
    asked = question(kind="choices", choices=list("abcdefg"), right=sorted(right))

    value = said(asked, "\n".join(sorted(chosen, reverse=True)))

    assert fits(asked, value)
    assert is_right(asked, value) == (right == chosen)


@given(st.text(max_size=40))
def test_any_text_is_an_answer_or_none_and_never_an_error(value: str) -> None:
    for kind in ("text", "choice", "choices", "number", "date"):
        asked = question(kind=kind, choices=["a", "b"] if kind.startswith("choice") else [])
        kept = said(asked, value)
        assert said(asked, kept) == kept
        assert isinstance(fits(asked, kept) and is_right(asked, kept), bool)


def test_full_width_figures_are_figures() -> None:
    asked = question(kind="number", right=["18-65"])

    assert is_right(asked, said(asked, "４２"))
