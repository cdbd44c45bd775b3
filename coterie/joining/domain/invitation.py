"""Personal ways in: made, revoked, accepted."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.domain.passage import Visit, locked_passage, passed, slow_down, step_before
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.events import InvitationMade, InvitationRevoked
from coterie.joining.models import Invitation, Passage
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish

MOST_PEOPLE = 10_000


@transaction.atomic
def invite(
    *, community: int, invited: str, most: int = 1, expires_at: datetime | None = None, actor: Actor, now: datetime
) -> Invitation:
    """Make a personal way in for so many people, until then. Raises Invalid."""
    require(actor, Permission.EDIT_CODES, community)
    invited = invited.strip()
    if not 0 < len(invited) <= 60:
        raise Invalid(_("Please say who is invited, in up to 60 signs."), field="invited")
    if not 1 <= most <= MOST_PEOPLE:
        raise Invalid(_("An invitation is for between 1 and 10,000 people."), field="most")
    if expires_at is not None and expires_at <= now:
        raise Invalid(_("This moment is over."), field="expires_at")
    row = Invitation.objects.create(
        community_id=community, invited=invited, most=most, created_at=now, created_by_id=actor.account,
        expires_at=expires_at,
    )  # fmt: skip
    publish(InvitationMade(at=now, community=community, actor=actor.account, subject=row.pk, data={"most": most}))
    return row


@transaction.atomic
def revoke_invitation(*, invitation: int, actor: Actor, now: datetime) -> Invitation:
    """Let an invitation let nobody in any more; who came by it before stays. A second time changes nothing."""
    row = locked(Invitation.objects.filter(pk=invitation))
    require(actor, Permission.EDIT_CODES, row.community_id)
    if row.revoked_at is None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        publish(InvitationRevoked(at=now, community=row.community_id, actor=actor.account, subject=row.pk))
    return row


def accept_invitation(*, visit: Visit, key: str, origin: str, actor: Actor, now: datetime) -> Passage:
    """Pass by a personal way in; a second time takes nothing more of it.

    Raises TooMany when too many were tried, ThresholdUnmet when it is unknown, used up, over or revoked.
    """
    slow_down("invitation", visit, origin, now)
    return accepted(visit=visit, key=key, actor=actor, now=now)


@transaction.atomic
def accepted(*, visit: Visit, key: str, actor: Actor, now: datetime) -> Passage:
    """Take one place of the invitation and pass."""
    step = step_before(visit, StepKind.INVITATION)
    row = locked_passage(visit, step, now)
    if row.state == PassageState.PASSED:
        return row
    valid = Invitation.objects.filter(community=visit.community, key=key.strip().lower(), revoked_at=None)
    invitation = valid.filter(Q(expires_at=None) | Q(expires_at__gt=now)).first()
    if invitation is None or not place_taken(invitation.pk):
        raise ThresholdUnmet(_("This invitation is not valid, or used up. Ask who gave it to you."), field="key")
    row.invitation = invitation
    return passed(row, step, visit, actor, now)


def place_taken(invitation: int) -> bool:
    """Take one of an invitation's places, if there is one: the database compares and counts in one statement."""
    rows = Invitation.objects.filter(pk=invitation, used__lt=F("most"))
    return bool(rows.update(used=F("used") + 1))
