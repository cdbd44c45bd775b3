"""How far a visitor is at the door."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from coterie.communities.queries.communities import rules_in_force
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.models import Answer, Passage, Question, Threshold
from coterie.joining.rules import fits, is_right, said
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.written import model_of
from coterie.members.queries.members import has_accepted_rules

THRESHOLDS = Prepared(
    lambda community, code: (
        Threshold.objects.filter(Q(code=code) | Q(code=None), community=community, retired_at=None)
        .order_by("order", "id")
        .values_list()
    ),
    int,
    int,
)
PLAIN = (StepKind.RULES, StepKind.QUESTIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and what the visitor said to it."""

    question: Question
    value: str
    tested: bool = False
    """Whether a wrong answer costs a point, and does not close the door by itself."""

    @property
    def field(self) -> str:
        """The name of the answer in forms and errors."""
        return f"answer_{self.question.key}"

    @property
    def done(self) -> bool:
        """Whether this answer lets the visitor go on."""
        return fits(self.question, self.value) and (self.tested or self.right)

    @property
    def right(self) -> bool:
        """Whether this answer is right."""
        return is_right(self.question, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the threshold as this visitor stands before it."""

    kind: str
    threshold: int | None
    """None for rules that are in force without being listed as a step."""
    done: bool
    rules_version: int | None = None
    rules_text: str = ""
    asked: tuple[Asked, ...] = ()
    row: Threshold | None = None
    passage: Passage | None = None

    @property
    def by_itself(self) -> bool:
        """Whether the step is passed on a page of its own, before the visitor enters."""
        return self.kind not in PLAIN or (self.row is not None and self.row.tested)

    @property
    def needed(self) -> int:
        """How many answers must be right."""
        graded = sum(bool(each.question.right) for each in self.asked)
        return min(self.row.pass_mark, graded) if self.row and self.row.pass_mark is not None else graded

    @property
    def tries_left(self) -> int | None:
        """How often answers may still be handed in; None when nobody counts."""
        if self.row is None or self.row.tries is None:
            return None
        return max(0, self.row.tries - (self.passage.tries if self.passage else 0))


def steps_for(
    *,
    community: int,
    code: int | None,
    visitor: int | None,
    member: int | None = None,
    answers: Mapping[int, str] | None = None,
    accepted_rules: int | None = None,
) -> list[Step]:
    """Return the steps at a door in their order: the code's own, else the community's.

    `answers` (by question) and `accepted_rules` (a version) count as if they were kept already. Rules in force are
    always a step.
    """
    rows = thresholds_at(community, code)
    given = said_by(rows, visitor) | dict(answers or {})
    passages = passages_of(rows, visitor)
    steps = [
        rules_step(community, row.pk, member, accepted_rules)
        if row.kind == StepKind.RULES
        else step_of(row, given, passages.get(row.pk))
        for row in rows
    ]
    if all(row.kind != StepKind.RULES for row in rows):
        steps.insert(0, rules_step(community, None, member, accepted_rules))
    return [step for step in steps if step.rules_version is not None or step.asked or step.kind not in PLAIN]


def thresholds_at(community: int, code: int | None) -> list[Threshold]:
    """Return the thresholds in force at a door."""
    rows = [model_of(Threshold, row) for row in THRESHOLDS(community, code or 0)]
    return [row for row in rows if row.code_id is not None] or rows


def doors_left(visitor: int, offers: Collection[int]) -> Passage | None:
    """Return where a visitor stands before a step that asks for one of these offers, the latest first."""
    rows = Passage.objects.filter(visitor=visitor, threshold__offer__in=offers, threshold__retired_at=None)
    here = rows.filter(state=PassageState.OPEN).select_related("threshold__community", "code")
    return here.order_by("-at", "-pk").first()


def asks_for_members(community: int) -> bool:
    """Tell whether somewhere in the community visitors name the member who sent them."""
    return Threshold.objects.filter(community=community, kind=StepKind.REFERRAL, retired_at=None).exists()


def questions_of(threshold: int) -> list[Question]:
    """Return the questions that are asked now."""
    return list(Question.objects.filter(threshold=threshold, retired_at=None).order_by("order", "id"))


def questions_known(community: int, code: int | None = None) -> dict[str, int]:
    """Return the questions that a community asks or has asked at its own door, or at a code's, by key."""
    rows = Question.objects.filter(threshold__community=community, threshold__code=code)
    return dict(rows.values_list("key", "pk"))


def said_by(rows: Sequence[Threshold], visitor: int | None) -> dict[int, str]:
    """Return what the visitor has answered so far, by question."""
    if visitor is None or all(row.kind != StepKind.QUESTIONS for row in rows):
        return {}
    kept = Answer.objects.filter(visitor=visitor, question__threshold__in=rows)
    return dict(kept.values_list("question", "value"))


def passages_of(rows: Sequence[Threshold], visitor: int | None) -> dict[int, Passage]:
    """Return how the visitor stands before steps that are passed by themselves; a plain door costs no question."""
    apart = [row.pk for row in rows if row.kind not in PLAIN or row.tested]
    if visitor is None or not apart:
        return {}
    return {row.threshold_id: row for row in Passage.objects.filter(threshold__in=apart, visitor=visitor)}


def step_of(row: Threshold, given: Mapping[int, str], passage: Passage | None) -> Step:
    """Return a step as far as it is done; one that was passed stays so, whatever is asked since."""
    passed = passage is not None and passage.state == PassageState.PASSED
    asked: tuple[Asked, ...] = ()
    if row.kind == StepKind.QUESTIONS:
        asked = tuple(
            Asked(question=each, value=said(each, given.get(each.pk, "")), tested=row.tested)
            for each in questions_of(row.pk)
        )
        passed = passed if row.tested else all(each.done for each in asked)
    return Step(kind=row.kind, threshold=row.pk, done=passed, asked=asked, row=row, passage=passage)


def rules_step(community: int, threshold: int | None, member: int | None, accepted: int | None) -> Step:
    """Return the step of accepting the rules; without rules in force there is nothing to accept."""
    rules = rules_in_force(community)
    if rules is None:
        return Step(kind=StepKind.RULES, threshold=threshold, done=True)
    done = accepted == rules.version or (member is not None and has_accepted_rules(member, rules.pk))
    return Step(kind=StepKind.RULES, threshold=threshold, done=done, rules_version=rules.version, rules_text=rules.text)
