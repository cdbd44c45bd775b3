"""A guest comes to one time: the invitation, the answer, the thanks."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.platform.events.log import publish
from coterie.rituals.domain.cue import facts_of
from coterie.rituals.enums import Coming, OccurrenceState
from coterie.rituals.events import GuestAnswered, GuestInvited, GuestThanked
from coterie.rituals.models import Appearance, Guest, Occurrence
from coterie.rituals.rules import COMING


@transaction.atomic
def invite_guest(*, occurrence: int, guest: int, actor: Actor, now: datetime) -> Appearance:
    """Ask a guest to come to one time, in place of another; the same guest again keeps the invitation.

    Raises NotFound for a guest of somewhere else, Conflict once it has begun.
    """
    row = own_time(occurrence, actor)
    if row.state not in COMING:
        raise Conflict(_("This time is over, or does not take place."))
    if not Guest.objects.filter(pk=guest, community=row.community_id, archived_at=None).exists():
        raise NotFound(_("There is no such guest."))
    before = Appearance.objects.filter(occurrence=row).first()
    if before and before.guest_id == guest:
        return before
    if before:
        before.delete()
    asked = Appearance.objects.create(occurrence=row, guest_id=guest, asked_at=now)
    publish(GuestInvited(at=now, data={"guest": guest}, **facts_of(row, actor)))
    return asked


@transaction.atomic
def uninvite_guest(*, occurrence: int, actor: Actor, now: datetime) -> None:
    """Let one time take place without its guest; where there is none, nothing changes. Errors as above."""
    row = own_time(occurrence, actor)
    if row.state not in COMING:
        raise Conflict(_("This time is over, or does not take place."))
    gone, _each = Appearance.objects.filter(occurrence=row).delete()
    if gone:
        publish(GuestInvited(at=now, data={"guest": None}, **facts_of(row, actor)))


@transaction.atomic
def answer_invitation(*, secret: str, coming: str, note: str, actor: Actor, now: datetime) -> Appearance:
    """Say whether one comes, by the secret of the invitation; the last answer before it begins counts.

    Raises NotFound for another secret, Invalid for another answer, Conflict once it has begun.
    """
    row = locked(Appearance.objects.select_related("occurrence").filter(secret=secret))
    if coming not in (Coming.COMES, Coming.CANNOT):
        raise Invalid(_("Choose from the list."), field="coming")
    if row.occurrence.state not in COMING:
        raise Conflict(_("This time is over, or does not take place."))
    row.coming, row.note, row.answered_at = coming, " ".join(note.split())[:300], now
    row.save(update_fields=["coming", "note", "answered_at"])
    publish(GuestAnswered(at=now, data={"coming": coming}, **facts_of(row.occurrence, actor)))
    return row


@transaction.atomic
def thank_guest(*, occurrence: int, actor: Actor, now: datetime) -> Appearance:
    """Note that the guest was thanked; again changes nothing. Raises Conflict before it is over."""
    row = own_time(occurrence, actor)
    found = Appearance.objects.filter(occurrence=row).first()
    if found is None:
        raise NotFound(_("There is no such guest."))
    if row.state != OccurrenceState.CLOSED:
        raise Conflict(_("One thanks when it is over."))
    if found.thanked_at is None:
        found.thanked_at = now
        found.save(update_fields=["thanked_at"])
        publish(GuestThanked(at=now, data={"guest": found.guest_id}, **facts_of(row, actor)))
    return found


def own_time(occurrence: int, actor: Actor) -> Occurrence:
    """Lock one time that the actor may change."""
    row = locked(Occurrence.objects.filter(pk=occurrence))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    return row
