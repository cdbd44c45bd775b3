"""How newcomers of the demo are received, and what they say of themselves."""

from datetime import datetime
from random import Random
from typing import Any

from coterie.cli.demo.stage import Person, Stage
from coterie.communities.domain.target import set_target
from coterie.joining.domain.newcomer import Said, take_step
from coterie.joining.domain.onboarding import set_onboarding
from coterie.joining.queries.onboarding import newcomer_of
from coterie.members.domain.badge import make_badge

QUESTION = {
    "text": "May I post an ad for my own course?",
    "choices": ["Never", "On Fridays, in the thread for it", "Whenever I like"],
    "right": 1,
    "why": "Our rules: offers go into the Friday thread.",
}
WHO = ("I write menus for small restaurants.", "I sell tea and answer every mail myself.", "I teach Chinese to adults.")
GIVES = ("Honest second readings.", "A list of two hundred headlines.", "Coffee near the library.")
LOOKS_FOR = ("Someone to write with on Tuesdays.", "Courage to publish.", "Shorter sentences.")
NEEDS = (("learning", "friends"), ("learning",), ("job", "learning"), ("friends",), ("communication", "learning"))


def receive(stage: Stage, at: datetime) -> None:
    """Receive everybody who joins from now on."""
    prompts = ["Who I am", "What I can give", "What I am looking for"]
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    make_badge(name="First hundred", symbol="star", text="Here before it was easy", **facts)
    make_badge(name="Answers at night", symbol="heart", text="Nobody waits until morning", **facts)
    set_target(needs={"learning": 60, "friends": 25, "job": 15}, weekly=2, **facts)
    set_onboarding(on=True, prompts=prompts, check_questions=[QUESTION], **facts)


def settle_in(person: Person, at: datetime) -> None:
    """Let a newcomer go through the steps, some of them with few words."""
    if newcomer_of(person.member) is None:
        return
    dice = Random(person.member)  # noqa: S311 - dice of a story
    card = [dice.choice(said) if dice.random() < 0.7 else "" for said in (WHO, GIVES, LOOKS_FOR)]
    steps = {
        "welcome": Said(),
        "needs": Said(needs=dice.choice(NEEDS)) if dice.random() < 0.8 else None,
        "check": Said(answers=[1]) if dice.random() < 0.6 else None,
        "card": Said(card=card) if any(card) and dice.random() < 0.35 else None,
    }
    for step, said in steps.items():
        take_step(member=person.member, step=step, said=said, actor=person.actor, now=at)
