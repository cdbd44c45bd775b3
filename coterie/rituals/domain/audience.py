"""What members want to ask a guest, and how good they found it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish
from coterie.rituals.domain.cue import facts_of
from coterie.rituals.enums import OccurrenceState
from coterie.rituals.events import AudienceAnswered, AudienceAsked, AudienceTaken, SessionRated
from coterie.rituals.models import AudienceQuestion, AudienceVote, Occurrence, Rating
from coterie.rituals.queries.speaker import speaker_of
from coterie.rituals.rules import AHEAD
from coterie.talk.domain.message import post_message
from coterie.talk.domain.seat import own_seat

MOST, MOST_OF_ONE = 300, 5
STARS = range(1, 6)


@transaction.atomic
def ask_guest(*, occurrence: int, text: str, actor: Actor, now: datetime) -> AudienceQuestion:
    """Ask the guest of one time something, and want to know it; the same text again is the same question.

    Raises NotFound to who does not sit in the group, Conflict without a guest, once it is over or for too many.
    """
    row = locked(Occurrence.objects.filter(pk=occurrence))
    member = own_member(row, actor)
    if row.state not in AHEAD or not hasattr(row, "appearance"):
        raise Conflict(_("Nobody can be asked here now."))
    text = " ".join(text.split())[:300]
    if not text:
        raise Invalid(_("Write what you want to know."), field="text")
    known = AudienceQuestion.objects.filter(occurrence=row)
    same = known.filter(text__iexact=text).first()
    if same is None:
        if known.count() >= MOST or known.filter(member=member).count() >= MOST_OF_ONE:
            raise Conflict(_("There are enough questions for now."), field="text")
        same = AudienceQuestion.objects.create(occurrence=row, member_id=member, text=text, asked_at=now)
        facts = {**facts_of(row, actor), "subject": same.pk, "member": member}
        publish(AudienceAsked(at=now, data={"occurrence": row.pk}, **facts))
    AudienceVote.objects.get_or_create(question=same, member_id=member, defaults={"at": now})
    return same


@transaction.atomic
def vote_for_question(*, question: int, on: bool, actor: Actor, now: datetime) -> None:
    """Want to know something too, or no more; either twice changes nothing. Raises Conflict once it was taken."""
    row = locked(AudienceQuestion.objects.select_related("occurrence").filter(pk=question))
    member = own_member(row.occurrence, actor)
    if row.taken_at:
        raise Conflict(_("This was taken already."))
    if on:
        AudienceVote.objects.get_or_create(question=row, member_id=member, defaults={"at": now})
    else:
        AudienceVote.objects.filter(question=row, member=member).delete()


@transaction.atomic
def take_question(*, question: int, actor: Actor, now: datetime) -> AudienceQuestion:
    """Put a question to the guest: it is said in the group, and what answers it stands below; again changes nothing.

    Raises Forbidden to who runs no rituals, Conflict while the session is not open or nobody can speak for it.
    """
    row = locked(AudienceQuestion.objects.select_related("occurrence__community", "member").filter(pk=question))
    require(actor, Permission.EDIT_RITUALS, row.occurrence.community_id)
    if row.taken_at:
        return row
    if row.occurrence.state != OccurrenceState.OPEN:
        raise Conflict(_("The session is not open."))
    speaker = speaker_of(row.occurrence)
    if speaker is None:
        raise Conflict(_("Nobody of the staff sits in the group."))
    with override(row.occurrence.community.language):
        text = _now("%(name)s asks: %(question)s") % {"name": row.member.name, "question": row.text}
    facts: dict[str, Any] = {
        "group": row.occurrence.group_id,
        "member": speaker,
        "actor": Actor.of_system(),
        "now": now,
    }
    row.message = post_message(text=text, kind="question", nonce=f"audience:{row.pk}", **facts)
    row.taken_at = now
    row.save(update_fields=["message", "taken_at"])
    publish(AudienceTaken(at=now, **told(row, actor)))
    return row


@transaction.atomic
def mark_answered(*, question: int, on: bool, actor: Actor, now: datetime) -> AudienceQuestion:
    """Note that a question has its answer, or not yet; what is so already is not changed.

    Raises Conflict before it was taken.
    """
    row = locked(AudienceQuestion.objects.select_related("occurrence").filter(pk=question))
    require(actor, Permission.EDIT_RITUALS, row.occurrence.community_id)
    if row.taken_at is None:
        raise Conflict(_("Put it to the guest first."))
    if (row.answered_at is not None) == on:
        return row
    row.answered_at = now if on else None
    row.save(update_fields=["answered_at"])
    if on:
        publish(AudienceAnswered(at=now, **told(row, actor)))
    return row


@transaction.atomic
def rate_session(*, occurrence: int, stars: int, words: str, actor: Actor, now: datetime) -> Rating:
    """Say how good a session was that is over; the last word counts.

    Raises NotFound to who does not sit in the group, Invalid beyond 1 to 5, Conflict before it is over.
    """
    row = locked(Occurrence.objects.filter(pk=occurrence))
    member = own_member(row, actor)
    if row.state != OccurrenceState.CLOSED:
        raise Conflict(_("One rates it when it is over."))
    if stars not in STARS:
        raise Invalid(_("From 1 to 5."), field="stars")
    facts = {"stars": stars, "words": " ".join(words.split())[:300], "at": now}
    rating, fresh = Rating.objects.update_or_create(occurrence=row, member_id=member, defaults=facts)
    publish(SessionRated(at=now, member=member, data={"stars": stars, "again": not fresh}, **facts_of(row, actor)))
    return rating


def own_member(row: Occurrence, actor: Actor) -> int:
    """Return the actor's membership, when they sit in the group of this time. Raises NotFound."""
    member = member_of(actor, row.community_id)
    if member is None:
        raise NotFound(_("There is no such page."))
    own_seat(row.group_id, member.pk, actor)
    return member.pk


def told(row: AudienceQuestion, actor: Actor) -> dict[str, Any]:
    """Return what events about a question say."""
    facts = {**facts_of(row.occurrence, actor), "subject": row.pk, "member": row.member_id}
    return {**facts, "data": {"occurrence": row.occurrence_id}}
