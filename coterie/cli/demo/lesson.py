"""The course of the demo: four chapters, twelve lectures, who goes through them and what they ask."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo.lesson_lines import ASKED, CHAPTERS, OFFER, VIDEO
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Person, Stage
from coterie.market.domain.chapter import add_chapter
from coterie.market.domain.grant import grant
from coterie.market.domain.lecture import add_lecture
from coterie.market.domain.offer import make_offer, open_offer
from coterie.market.domain.progress import finish_lecture, keep_note
from coterie.market.domain.question import answer_question, ask_teacher
from coterie.market.domain.variant import add_variant
from coterie.market.enums import BenefitKind, OfferKind
from coterie.market.models import Lecture, Offer
from coterie.market.queries.courses import courses_run_by

TAUGHT = 72
"""The day of the story on which the course opens."""
STEPS = (12, 12, 9, 7, 4, 3, 2, 1)
"""How many lectures the first buyers are done with."""


def teach(stage: Stage, at: datetime) -> None:
    """Fill the course that is for sale, or write one first, and let people go through it."""
    offer = courses_run_by(stage.owner, stage.community.pk).first() or written(stage, at)
    lectures = fill(stage, offer, at)
    learn(stage, offer, lectures, at)


def written(stage: Stage, at: datetime) -> Offer:
    """Write an offer for the course, and put it up for sale."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    offer = make_offer(community=stage.community.pk, kind=OfferKind.COURSE, **OFFER, **facts)
    add_variant(offer=offer.pk, price=19_900, **facts)
    return open_offer(offer=offer.pk, **facts)


def fill(stage: Stage, offer: Offer, at: datetime) -> list[Lecture]:
    """Write the chapters and lectures: the first is a taste, the last chapters open after some days."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    found: list[Lecture] = []
    for days, (title, lectures) in zip((0, 0, 3, 7), CHAPTERS, strict=True):
        chapter = add_chapter(offer=offer.pk, title=title, **facts)
        for name, minutes, text in lectures:
            known: dict[str, Any] = {"chapter": chapter.pk, "title": name, "minutes": minutes, "text": text, **facts}
            known |= {"kind": "video", "link": VIDEO} if name == "Watch an edit" else {"kind": "text"}
            known |= {"opens": "days", "after_days": days} if days else {}
            found.append(add_lecture(preview=not found, **known))
    return found


def learn(stage: Stage, offer: Offer, lectures: list[Lecture], at: datetime) -> None:
    """Let people in; some have done all, some have just begun, two ask and are answered."""
    people = keen(stage, at)[: len(STEPS)]
    for person in people:
        grant(
            member=person.member, kind=BenefitKind.OFFER, target=offer.pk, source="gift:demo", until=None,
            community=stage.community.pk, actor=stage.owner, now=at,
        )  # fmt: skip
    for person, steps in zip(people, STEPS, strict=False):
        go_through(person, lectures[:steps], at)
    for person, (place, question, answer, note) in zip(people, ASKED, strict=False):
        keep_note(lecture=lectures[place].pk, text=note, actor=person.actor, now=at + timedelta(days=9))
        asked = ask_teacher(lecture=lectures[place].pk, text=question, actor=person.actor, now=at + timedelta(days=9))
        later = at + timedelta(days=9, hours=5)
        answer_question(question=asked.pk, answer=answer, for_all=True, actor=stage.owner, now=later)


def go_through(person: Person, lectures: list[Lecture], at: datetime) -> None:
    """Let somebody be done with some lectures, each on its day."""
    for place, row in enumerate(lectures):
        moment = at + timedelta(days=row.after_days or 0, hours=13 + place, minutes=7 * place)
        finish_lecture(lecture=row.pk, actor=person.actor, now=moment)
