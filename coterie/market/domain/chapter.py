"""Chapters of a course."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.market.domain.offer import facts_of, own_offer
from coterie.market.enums import OfferKind
from coterie.market.events import OfferChanged
from coterie.market.models import Chapter, Offer
from coterie.platform.events.log import publish

LONGEST = 80
M = TypeVar("M", bound=Model)


@transaction.atomic
def add_chapter(*, offer: int, title: str, actor: Actor, now: datetime) -> Chapter:
    """Begin a chapter behind the others. Raises Invalid without a title, NotFound for what is no course."""
    parent = own_course(offer, actor)
    row = Chapter(offer=parent, title=checked_title(title), position=behind(Chapter.objects.filter(offer=parent)))
    row.save()
    changed(parent, ["chapters"], actor, now)
    return row


@transaction.atomic
def edit_chapter(*, chapter: int, title: str, actor: Actor, now: datetime) -> Chapter:
    """Change the title of a chapter. Raises Invalid without one."""
    row, parent = own_chapter(chapter, actor)
    title = checked_title(title)
    if row.title != title:
        row.title = title
        row.save(update_fields=["title"])
        changed(parent, ["chapters"], actor, now)
    return row


@transaction.atomic
def move_chapter(*, chapter: int, up: bool, actor: Actor, now: datetime) -> Chapter:
    """Let a chapter and its neighbour change places; the first and the last stay."""
    row, parent = own_chapter(chapter, actor)
    rows = list(parent.chapters.filter(removed_at=None).order_by("position", "pk"))
    place = rows.index(row) + (-1 if up else 1)
    if 0 <= place < len(rows):
        rows.remove(row)
        rows.insert(place, row)
        number_anew(rows)
        changed(parent, ["chapters"], actor, now)
    return row


@transaction.atomic
def remove_chapter(*, chapter: int, actor: Actor, now: datetime) -> None:
    """Take an empty chapter out. Raises Conflict while lectures stand in it."""
    row, parent = own_chapter(chapter, actor)
    if row.lectures.filter(removed_at=None).exists():
        raise Conflict(_("Move its lectures or take them out first."))
    if row.lectures.exists():
        row.removed_at = now
        row.save(update_fields=["removed_at"])
    else:
        row.delete()
    changed(parent, ["chapters"], actor, now)


def own_course(offer: int, actor: Actor) -> Offer:
    """Lock a course that the actor may change: whoever changes its order waits for the others."""
    row = own_offer(offer, actor)
    if row.kind != OfferKind.COURSE:
        raise NotFound(_("There is no such course."))
    return row


def own_chapter(chapter: int, actor: Actor) -> tuple[Chapter, Offer]:
    """Lock a chapter and the course around it."""
    found = Chapter.objects.select_related("offer").filter(pk=chapter, removed_at=None).first()
    if found is None:
        raise NotFound(_("There is no such chapter."))
    require(actor, Permission.EDIT_OFFERS, found.offer.community_id)
    parent = own_course(found.offer_id, actor)
    return locked(Chapter.objects.filter(pk=chapter, removed_at=None)), parent


def checked_title(title: str) -> str:
    """Return a title as it is kept. Raises Invalid for none."""
    title = clean(title)[:LONGEST]
    if not title:
        raise Invalid(_("Please give a name."), field="title")
    return title


def behind(rows: QuerySet[M]) -> int:
    """Return the place behind all others."""
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def number_anew(rows: list[Chapter]) -> None:
    """Write down the places of chapters in a new order."""
    for position, row in enumerate(rows, start=1):
        row.position = position
    Chapter.objects.bulk_update(rows, ["position"])


def changed(offer: Offer, fields: list[str], actor: Actor, now: datetime) -> None:
    """Tell that a course holds something else."""
    publish(OfferChanged(at=now, data={"fields": list(fields)}, **facts_of(offer, actor)))
