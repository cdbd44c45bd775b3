"""The door of the paid groups in the story: who asks to be let in, and what the owner says."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo import people
from coterie.cli.demo.stage import Stage
from coterie.joining.domain.answer import answer_questions
from coterie.joining.domain.application import apply_to_join, approve_applications, decline_applications
from coterie.joining.domain.invitation import invite
from coterie.joining.domain.passage import Visit
from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.redeem_code import make_redeem_codes
from coterie.joining.domain.seats.batch import settle
from coterie.joining.domain.seats.claim import Claim
from coterie.joining.domain.threshold import StepDraft, set_thresholds
from coterie.joining.models import Passage
from coterie.joining.queries.progress import steps_for
from coterie.kit.actor import VISITOR

QUESTIONS = (
    QuestionDraft(
        text="Which of these is a promise?",
        kind="choice",
        choices=("Quality shoes", "Your feet will forget them", "Shoes, all sizes"),
        right=("Your feet will forget them",),
    ),
    QuestionDraft(text="How many words has a good shop sign, at most?", kind="number", right=("3-12",)),
    QuestionDraft(
        text="What do you write?",
        kind="choices",
        choices=("Signs and menus", "Letters", "Product pages"),
        tags={"Signs and menus": "writes signs", "Letters": "writes letters", "Product pages": "writes pages"},
        required=False,
    ),
)
WORDS = (
    "I run two noodle shops and write every menu myself. I want somebody to be strict with me.",
    "三年文案，最近卡在产品页。想找人一起改。",
    "I read your Tuesday topics for a month. Now I would like to bring my own lines.",
    "Can I post my course here?",
    "我开花店，每天写一块小黑板。想让它每天都有人停下来看。",
)
DECLINED, LET_IN = 3, 0
"""Who of those who ask is declined, and who is let in; the others wait."""


def guard(stage: Stage, at: datetime) -> None:
    """Ask more of those who come to the paid groups: the book's supporters their order, the VIP's a test and a word."""
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    order = StepDraft(kind="purchase", note="The number stands on the page of your pledge, under “Me”, like k3m9-x7qp.")
    set_thresholds(code=stage.codes["book"].pk, steps=[StepDraft(kind="rules"), order], **facts)
    test = StepDraft(kind="questions", questions=QUESTIONS, pass_mark=1, tries=3, after_tries="operator")
    word = StepDraft(
        kind="approval", note="Two teachers read every line here. Tell us which line of yours they shall read first."
    )
    set_thresholds(code=stage.codes["vip"].pk, steps=[StepDraft(kind="rules"), test, word], **facts)
    invite(invited="The speakers of March", most=4, expires_at=at + timedelta(days=30), **facts)
    make_redeem_codes(title="The new book, first print", count=300, **facts)


def ask_to_be_let_in(stage: Stage, at: datetime) -> None:
    """Let some people ask, the last of them a moment ago; answer two of them."""
    asking = [apply(stage, place, words, at + timedelta(minutes=37 * place)) for place, words in enumerate(WORDS)]
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at + timedelta(hours=3)}
    approve_applications(passages=[asking[LET_IN].pk], **facts)
    reason = "We keep this group free of offers. In the basic group you may show your work on Fridays."
    decline_applications(passages=[asking[DECLINED].pk], reason=reason, **facts)


def apply(stage: Stage, place: int, words: str, at: datetime) -> Passage:
    """Scan, pass the test and ask."""
    door, visitor = stage.codes["vip"], stage.dice.getrandbits(62) | 1
    settle([Claim(door.slug, visitor, fresh=True)], now=at)
    steps = steps_for(community=stage.community.pk, code=door.pk, visitor=visitor)
    promise, count, writes = [asked.question for step in steps for asked in step.asked]
    said = {promise.pk: promise.right[0], count.pk: str(5 + place), writes.pk: writes.choices[place % 3]}
    facts: dict[str, Any] = {"actor": VISITOR, "now": at}
    answer_questions(community=stage.community.pk, code=door.pk, visitor=visitor, answers=said, **facts)
    name = people.name_of(stage.came + place)
    return apply_to_join(visit=Visit(stage.community.pk, door.pk, visitor), name=name, words=words, **facts)
