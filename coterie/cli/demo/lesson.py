"""The course of the demo: four chapters, twelve lectures, who goes through them and what they ask."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo.lesson_lines import ASKED, CHAPTERS, OFFER, PRICE, VIDEO, WAITING
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import bought, on_sale
from coterie.cli.demo.stage import Person, Stage
from coterie.market.domain.chapter import add_chapter
from coterie.market.domain.lecture import add_lecture
from coterie.market.domain.progress import finish_lecture, keep_note
from coterie.market.domain.question import answer_question, ask_teacher
from coterie.market.enums import BenefitKind, OfferKind
from coterie.market.models import Lecture, Offer
from coterie.market.queries.courses import courses_run_by
from coterie.market.queries.grants import has_access

TAUGHT, ASKED_AGAIN = 34, 89
"""Days of the story: the course opens; somebody asks what nobody has answered yet."""
STEPS = (12, 12, 9, 7, 4, 3, 2, 1)
"""How many lectures the first buyers are done with."""


def teach(stage: Stage, at: datetime) -> None:
    """Write the course, put it up for sale, and let the first buyers go through it."""
    offer = on_sale(stage, OfferKind.COURSE, OFFER, PRICE, at)
    stage.course, stage.goods["course"] = offer.pk, offer.variants.get().pk
    lectures = fill(stage, offer, at)
    learn(stage, lectures, at)


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


def learn(stage: Stage, lectures: list[Lecture], at: datetime) -> None:
    """Let people buy it; some do all of it, some have just begun, two ask and are answered.

    The owner goes through her own shop first, so that she has seen what buyers see.
    """
    people = keen(stage, at)[: len(STEPS)]
    for person, steps in ((stage.seats["basic"][0], len(lectures)), *zip(people, STEPS, strict=False)):
        bought(stage, person, {stage.goods["course"]: 1}, at)
        go_through(person, lectures[:steps], at)
    for person, (place, question, answer, note) in zip(people, ASKED, strict=False):
        later: dict[str, Any] = {"actor": person.actor, "now": at + timedelta(days=9)}
        keep_note(lecture=lectures[place].pk, text=note, **later)
        asked = ask_teacher(lecture=lectures[place].pk, text=question, **later)
        facts: dict[str, Any] = {"actor": stage.owner, "now": at + timedelta(days=9, hours=5)}
        answer_question(question=asked.pk, answer=answer, for_all=True, **facts)


def go_through(person: Person, lectures: list[Lecture], at: datetime) -> None:
    """Let somebody be done with some lectures, each on its day."""
    for place, row in enumerate(lectures):
        moment = at + timedelta(days=row.after_days or 0, hours=13 + place, minutes=7 * place)
        finish_lecture(lecture=row.pk, actor=person.actor, now=moment)


def ask_again(stage: Stage, at: datetime) -> None:
    """Let somebody who learns ask a question that waits."""
    facts: dict[str, Any] = {"kind": BenefitKind.OFFER, "target": stage.course, "now": at}
    person = next(one for one in reversed(keen(stage, at)) if has_access(member=one.member, **facts))
    course = courses_run_by(stage.owner, stage.community.pk).get(pk=stage.course)
    lecture = course.chapters.earliest("pk").lectures.earliest("pk")
    ask_teacher(lecture=lecture.pk, text=WAITING, actor=person.actor, now=at)
