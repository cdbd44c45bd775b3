"""The steps at the door of an open community, for who wants to come in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from coterie.api.inside import READ, WRITE, community_in
from coterie.api.once import works_apart
from coterie.api.token import need_scope
from coterie.joining.domain.answer import answer_questions
from coterie.joining.domain.application import apply_to_join
from coterie.joining.domain.bought import Held, show_bought
from coterie.joining.domain.invitation import accept_invitation
from coterie.joining.domain.passage import Visit
from coterie.joining.domain.purchase import prove_purchase
from coterie.joining.domain.redeem_code import redeem_code
from coterie.joining.domain.referral import name_member
from coterie.joining.enums import PassageState, QuestionKind, StepKind
from coterie.joining.queries.applications import before_in_queue
from coterie.joining.queries.codes import code_at, front_door
from coterie.joining.queries.progress import Asked, Step, steps_for
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.queries.grants import offer_held
from coterie.market.queries.orders import paid_order
from coterie.market.queries.plans import plan_held
from coterie.market.queries.shop import offer_at_door
from coterie.members.queries.members import member_of

router = Router(tags=["joining"])

MOST_ANSWERS = 40
DOOR = "/open-communities/{community}/door"
Answers = dict[str, str | list[str]]


class QuestionAtDoor(Schema):
    """A question, and what you answered to it so far; several choices stand on lines of their own."""

    key: str
    text: str
    kind: QuestionKind
    choices: list[str]
    required: bool
    answer: str


class Rules(Schema):
    """Rules to accept, by their version."""

    version: int
    text: str
    accepted: bool


class StepAtDoor(Schema):
    """A step, and how you stand before it; one that is `apart` is handed in by itself, before you join.

    `needed` right answers; `offer`: the address of what is bought to pass; `before` counts who waits for a decision
    longer than you; `reason` is what was decided.
    """

    kind: StepKind
    note: str
    done: bool
    apart: bool
    state: PassageState
    needed: int | None
    tries_left: int | None
    before: int | None
    reason: str
    offer: str | None


class DoorOut(Schema):
    """What you do to enter, in this order; null rules and no steps: nothing but say your name."""

    rules: Rules | None
    questions: list[QuestionAtDoor]
    steps: list[StepAtDoor]


class At(Schema):
    """Through which live code; without one through the front door."""

    code: str = Field("", max_length=7)


class Handed(Schema):
    """What a step asks for.

    Questions: `answers` by key; approval: `name`, `words`, `email`; invitation: `key`; referral: `member` (number or
    key); purchase: `number` of the order; redeem: `code`; payment and plan: nothing,
    what you hold is looked up.
    """

    answers: Answers = Field({}, max_length=MOST_ANSWERS)
    name: str = Field("", max_length=60)
    words: str = Field("", max_length=500)
    email: str = Field("", max_length=254)
    key: str = Field("", max_length=40)
    member: str = Field("", max_length=40)
    number: str = Field("", max_length=100)
    code: str = Field("", max_length=40)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who hands a step in, from which internet address, when."""

    actor: Actor
    origin: str
    now: datetime

    @property
    def facts(self) -> dict[str, Any]:
        """What every step that can be guessed at is told."""
        return {"origin": self.origin, "actor": self.actor, "now": self.now}


@router.get(DOOR, response=DoorOut)
def door(request: HttpRequest, community: str, at: Query[At]) -> dict[str, object]:
    """Show what you do to enter a community, and how far you are."""
    actor = need_scope(request, READ)
    return shown(steps_at(actor, visit_at(actor, community, at.code)))


@router.put(f"{DOOR}/{{kind}}", response=DoorOut)
@works_apart
def hand_in(request: HttpRequest, community: str, kind: StepKind, at: Query[At], body: Handed) -> dict[str, object]:
    """Do a step that is handed in by itself; who has passed it has passed it."""
    actor = need_scope(request, WRITE)
    visit = visit_at(actor, community, at.code)
    if kind not in HANDS:
        raise NotFound(_("This is not asked here any more."))
    HANDS[kind](visit, body, Hand(actor, request.META.get("REMOTE_ADDR", ""), now()))
    return shown(steps_at(actor, visit))


def answered(visit: Visit, body: Handed, hand: Hand) -> object:
    """Hand the answers to the questions in."""
    answers = answers_at(steps_at(hand.actor, visit), body.answers)
    facts: dict[str, Any] = {"community": visit.community, "code": visit.code, "visitor": visit.visitor}
    return answer_questions(**facts, answers=answers, actor=hand.actor, now=hand.now)


def applied(visit: Visit, body: Handed, hand: Hand) -> object:
    """Ask the operators to be let in."""
    said = {"name": body.name, "words": body.words, "email": body.email}
    return apply_to_join(visit=visit, **said, language=get_language() or "", actor=hand.actor, now=hand.now)


def show(kind: StepKind, held: Held, visit: Visit, _body: Handed, hand: Hand) -> object:
    """Show what one has bought, or the plan that runs."""
    member = member_of(hand.actor, visit.community)
    facts: dict[str, Any] = {"member": member.pk if member else None, "actor": hand.actor, "now": hand.now}
    return show_bought(visit=visit, kind=kind, held=held, **facts)


HANDS: dict[str, Callable[[Visit, Handed, Hand], object]] = {
    StepKind.QUESTIONS: answered,
    StepKind.APPROVAL: applied,
    StepKind.INVITATION: lambda visit, body, hand: accept_invitation(visit=visit, key=body.key, **hand.facts),
    StepKind.REFERRAL: lambda visit, body, hand: name_member(visit=visit, member=body.member, **hand.facts),
    StepKind.PURCHASE: lambda visit, body, hand: prove_purchase(
        visit=visit, number=body.number, orders=paid_order, **hand.facts
    ),
    StepKind.PAYMENT: partial(show, StepKind.PAYMENT, offer_held),
    StepKind.PLAN: partial(show, StepKind.PLAN, plan_held),
    StepKind.REDEEM: lambda visit, body, hand: redeem_code(visit=visit, code=body.code, **hand.facts),
}


def visit_at(actor: Actor, slug: str, code: str) -> Visit:
    """Return the actor as a visitor at a door: always the same, so that a seat and what was passed are kept.

    Raises NotFound for a code of another community.
    """
    community = community_in(actor, slug).pk
    row = code_at(code) if code else front_door(community)
    if code and (row is None or row.community_id != community):
        raise NotFound(_("There is no such code."), field="code")
    return Visit(community, row.pk if row else None, visitor_of(actor.account or 0))


def visitor_of(account: int) -> int:
    """Return the visitor's number of somebody who comes without a browser."""
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    return int.from_bytes(blake2b(str(account).encode(), digest_size=8, key=key).digest()) >> 2 | 1


def steps_at(actor: Actor, visit: Visit) -> list[Step]:
    """Return the steps at a door as the actor stands before them."""
    member = member_of(actor, visit.community)
    return steps_for(
        community=visit.community, code=visit.code, visitor=visit.visitor, member=member.pk if member else None
    )


def answers_at(steps: list[Step], answers: Mapping[str, str | list[str]]) -> dict[int, str]:
    """Return answers by the row of their question.

    Raises NotFound for an answer to nothing that is asked.
    """
    asked = {one.question.key: one.question.pk for step in steps for one in step.asked}
    if not answers.keys() <= asked.keys():
        raise NotFound(_("There is no such question."), field="answers")
    return {asked[key]: said if isinstance(said, str) else "\n".join(said) for key, said in answers.items()}


def shown(steps: list[Step]) -> dict[str, object]:
    """Return the steps as who stands before them may see them."""
    rules = next((step for step in steps if step.rules_version is not None), None)
    return {
        "rules": rules and {"version": rules.rules_version, "text": rules.rules_text, "accepted": rules.done},
        "questions": [question_shown(one) for step in steps for one in step.asked],
        "steps": [step_shown(step) for step in steps if step.kind != StepKind.RULES],
    }


def question_shown(asked: Asked) -> dict[str, object]:
    """Return a question without what is right."""
    names = [name for name in QuestionAtDoor.model_fields if name != "answer"]
    return {**{name: getattr(asked.question, name) for name in names}, "answer": asked.value}


def step_shown(step: Step) -> dict[str, object]:
    """Return one step."""
    passage, graded = step.passage, bool(step.asked) and step.by_itself
    bought = offer_at_door(step.row.offer) if step.row and step.row.offer else None
    waits = passage is not None and passage.state == PassageState.WAITING
    return {
        "kind": step.kind,
        "note": step.row.note if step.row else "",
        "done": step.done,
        "apart": step.by_itself,
        "state": passage.state if passage else PassageState.PASSED if step.done else PassageState.OPEN,
        "needed": step.needed if graded else None,
        "tries_left": step.tries_left,
        "before": before_in_queue(passage) if passage and waits else None,
        "reason": passage.reason if passage else "",
        "offer": bought.slug if bought else None,
    }
