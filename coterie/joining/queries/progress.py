"""How far a visitor is at the door."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from coterie.communities.queries.communities import rules_in_force
from coterie.joining.enums import StepKind
from coterie.joining.models import Answer, Question, Threshold
from coterie.joining.rules import opens
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.written import model_of
from coterie.members.queries.members import has_accepted_rules

THRESHOLDS = Prepared(
    lambda community, code: (
        Threshold.objects.filter(Q(code=code) | Q(code=None), community=community).order_by("order", "id").values_list()
    ),
    int,
    int,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and what the visitor said to it."""

    question: Question
    value: str

    @property
    def field(self) -> str:
        """The name of the answer in forms and errors."""
        return f"answer_{self.question.key}"

    @property
    def done(self) -> bool:
        """Whether this answer lets the visitor pass."""
        return opens(self.question, self.value)


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
    said = said_by(rows, visitor) | dict(answers or {})
    steps = [
        rules_step(community, row.pk, member, accepted_rules)
        if row.kind == StepKind.RULES
        else questions_step(row, said)
        for row in rows
    ]
    if all(row.kind != StepKind.RULES for row in rows):
        steps.insert(0, rules_step(community, None, member, accepted_rules))
    return [step for step in steps if step.rules_version is not None or step.asked]


def thresholds_at(community: int, code: int | None) -> list[Threshold]:
    """Return the thresholds in force at a door, with the questions that are still asked."""
    rows = [model_of(Threshold, row) for row in THRESHOLDS(community, code or 0)]
    return [row for row in rows if row.code_id is not None] or rows


def questions_of(threshold: int) -> list[Question]:
    """Return the questions that are asked now."""
    return list(Question.objects.filter(threshold=threshold, retired_at=None).order_by("order", "id"))


def questions_known(community: int) -> dict[str, int]:
    """Return the questions that a community asks or has asked at its own door, by key."""
    rows = Question.objects.filter(threshold__community=community, threshold__code=None)
    return dict(rows.values_list("key", "pk"))


def said_by(rows: list[Threshold], visitor: int | None) -> dict[int, str]:
    """Return what the visitor has answered so far, by question."""
    if visitor is None or all(row.kind == StepKind.RULES for row in rows):
        return {}
    kept = Answer.objects.filter(visitor=visitor, question__threshold__in=rows)
    return dict(kept.values_list("question", "value"))


def questions_step(row: Threshold, said: Mapping[int, str]) -> Step:
    """Return the step of a list of questions."""
    asked = tuple(Asked(question=each, value=said.get(each.pk, "").strip()) for each in questions_of(row.pk))
    return Step(kind=row.kind, threshold=row.pk, done=all(each.done for each in asked), asked=asked)


def rules_step(community: int, threshold: int | None, member: int | None, accepted: int | None) -> Step:
    """Return the step of accepting the rules; without rules in force there is nothing to accept."""
    rules = rules_in_force(community)
    if rules is None:
        return Step(kind=StepKind.RULES, threshold=threshold, done=True)
    done = accepted == rules.version or (member is not None and has_accepted_rules(member, rules.pk))
    return Step(kind=StepKind.RULES, threshold=threshold, done=done, rules_version=rules.version, rules_text=rules.text)
