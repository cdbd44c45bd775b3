"""Going through a course: beginning lectures, being done with them, keeping notes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Forbidden, NotFound
from coterie.kit.text import clean
from coterie.market.domain.certificate import certify
from coterie.market.events import LectureBegun, LectureFinished
from coterie.market.models import Lecture, Note, Offer, Progress
from coterie.market.queries.lectures import is_open, opens_to, reader_of
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish


@transaction.atomic
def begin_lecture(*, lecture: int, actor: Actor, now: datetime) -> Progress:
    """Note that a member opened a lecture; a second time changes nothing.

    Raises Forbidden without access, Conflict before it opens.
    """
    row, member = entered(lecture, actor, now)
    return begun(row, member, actor, now)


@transaction.atomic
def finish_lecture(*, lecture: int, actor: Actor, now: datetime) -> Progress:
    """Be done with a lecture, once; with the last one a certificate is given.

    Raises Forbidden without access, Conflict before it opens.
    """
    row, member = entered(lecture, actor, now)
    course = held(row.chapter.offer_id)
    step = lock(Progress.objects.filter(pk=begun(row, member, actor, now).pk)).get()
    if step.done_at is None:
        step.done_at = now
        step.save(update_fields=["done_at"])
        publish(LectureFinished(at=now, data={"offer": course.pk}, **told(row, member, actor)))
    certify(course, member, actor, now)
    return step


@transaction.atomic
def keep_note(*, lecture: int, text: str, actor: Actor, now: datetime) -> Note | None:
    """Keep what a member wrote down at a lecture, for nobody else; nothing at all takes the note away."""
    row, member = entered(lecture, actor, now)
    text = clean(text)[:4000]
    if not text:
        Note.objects.filter(lecture=row, member=member).delete()
        return None
    note, _made = Note.objects.update_or_create(lecture=row, member_id=member, defaults={"text": text, "kept_at": now})
    return note


def entered(lecture: int, actor: Actor, now: datetime) -> tuple[Lecture, int]:
    """Return a lecture that is open to the actor, with who they are there.

    Raises NotFound to who is no member, Forbidden without access, Conflict before it opens.
    """
    row = Lecture.objects.select_related("chapter__offer__community").filter(pk=lecture, removed_at=None).first()
    member = member_of(actor, row.chapter.offer.community_id) if row else None
    if row is None or member is None:
        raise NotFound(_("There is no such lecture."))
    course = row.chapter.offer
    reader = reader_of(course, member.pk, now)
    if not is_open(row, course, reader, now):
        if opens_to(row, course, reader):
            raise Conflict(_("It is not open yet."))
        raise Forbidden(_("This is for who bought the course."))
    return row, member.pk


def held(offer: int) -> Offer:
    """Lock a course: of two lectures that are done at once, one sees the other."""
    return locked(Offer.objects.filter(pk=offer))


def begun(row: Lecture, member: int, actor: Actor, now: datetime) -> Progress:
    """Note that a member opened a lecture."""
    step, fresh = Progress.objects.get_or_create(lecture=row, member_id=member, defaults={"begun_at": now})
    if fresh:
        publish(LectureBegun(at=now, data={"offer": row.chapter.offer_id}, **told(row, member, actor)))
    return step


def told(row: Lecture, member: int, actor: Actor) -> dict[str, Any]:
    """Return what every event of a lecture names."""
    community = row.chapter.offer.community_id
    return {"community": community, "actor": actor.account, "subject": row.pk, "member": member}
