"""A course for tests: two chapters, three lectures, and who bought it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from coterie.kit.clock import now
from coterie.market.domain.chapter import add_chapter
from coterie.market.domain.grant import grant
from coterie.market.domain.lecture import add_lecture, edit_lecture
from coterie.market.domain.progress import finish_lecture
from coterie.market.domain.question import ask_teacher
from coterie.market.models import Lecture, Offer
from coterie.platform.files.storing import store_document
from tests.cast import NOW, Cast
from tests.market.stall import on_sale


def a_course(cast: Cast, slug: str = "words", at: datetime = NOW) -> Offer:
    """Put a course up for sale: a preview and a text in the first chapter, a video in the second."""
    offer = on_sale(cast, slug, "course", left=None).offer
    facts: dict[str, Any] = {"actor": cast.actor("alice"), "now": at}
    first, second = (add_chapter(offer=offer.pk, title=title, **facts).pk for title in ("Begin", "Go on"))
    add_lecture(chapter=first, title="Why", kind="text", text="Because.", preview=True, minutes=3, **facts)
    add_lecture(chapter=first, title="How", kind="text", text="Like this.", minutes=5, **facts)
    add_lecture(chapter=second, title="Look", kind="video", link="https://video.example.org/7", **facts)
    return offer


def lectures(offer: Offer) -> list[Lecture]:
    """Return the lectures of a course in their order."""
    rows = Lecture.objects.filter(chapter__offer=offer, removed_at=None)
    return list(rows.order_by("chapter__position", "position"))


@transaction.atomic
def let_in(cast: Cast, offer: Offer, who: str = "dan", at: datetime = NOW, **facts: Any) -> None:
    """Open a course to somebody."""
    usual: dict[str, Any] = {"source": "gift:1", "until": None, "community": cast.table.pk, "now": at, **facts}
    member = cast.members[who].pk
    grant(member=member, kind="offer", target=offer.pk, actor=cast.actor("alice"), **usual)


def with_course(scene: Any) -> dict[str, object]:
    """Put a course on the stage that dan bought, with a file to keep; its second lecture is named."""
    offer, key = a_course(scene.cast, at=now()), store_document(b"Plan", community=scene.cast.table.pk, now=now()).key
    let_in(scene.cast, offer)
    row = lectures(offer)[1]
    facts = {"file": key, "file_name": "plan.txt", "actor": scene.cast.actor("alice"), "now": now()}
    edit_lecture(lecture=row.pk, kind="file", **facts)
    return {"key": offer.key, "chapter": row.chapter.key, "lecture": row.key}


def with_question(scene: Any) -> dict[str, object]:
    """Let dan ask something."""
    row = Lecture.objects.get(key=with_course(scene)["lecture"])
    asked = ask_teacher(lecture=row.pk, text="How long?", actor=scene.cast.actor("dan"), now=now())
    return {"key": asked.key}


def with_certificate(scene: Any) -> dict[str, object]:
    """Let dan be done with all."""
    words = with_course(scene)
    for row in lectures(Offer.objects.get(key=words["key"])):
        finish_lecture(lecture=row.pk, actor=scene.cast.actor("dan"), now=now())
    return {**words, "form": "pdf"}


def with_empty_chapter(scene: Any) -> dict[str, object]:
    """Begin a chapter in which nothing is."""
    words = with_course(scene)
    offer = Offer.objects.get(key=words["key"])
    row = add_chapter(offer=offer.pk, title="Empty", actor=scene.cast.actor("alice"), now=now())
    return {**words, "chapter": row.key}


def with_taste(scene: Any) -> dict[str, object]:
    """Name the preview of a course, with a file."""
    words = with_course(scene)
    offer = Offer.objects.get(key=words["key"])
    taste = lectures(offer)[0]
    Lecture.objects.filter(pk=taste.pk).update(file=Lecture.objects.get(key=words["lecture"]).file)
    return {"offer_slug": offer.slug, "key": taste.key}
