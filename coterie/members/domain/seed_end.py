"""The end of somebody's time in the seed programme."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict
from coterie.members.domain.tag import take_tag
from coterie.members.events import SeedEnded
from coterie.members.models import Follow, SeedMember
from coterie.platform.events.log import publish


@transaction.atomic
def end_seed(*, seed: int, actor: Actor, now: datetime) -> SeedMember:
    """Let a member be in the programme no more, or take an invitation back. Raises Conflict for what is over."""
    row = locked(SeedMember.objects.filter(pk=seed))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    if row.ended_at:
        raise Conflict(_("This is over already."))
    close_seed(row, actor, now)
    return row


def end_ties(member: int, actor: Actor, now: datetime) -> None:
    """Let who is a member no more be in no programme and follow nobody, in the caller's transaction."""
    for row in lock(SeedMember.objects.filter(member=member, ended_at=None)):
        close_seed(row, actor, now)
    Follow.objects.filter(member=member).delete()


def close_seed(row: SeedMember, actor: Actor, now: datetime, *, own: bool = False) -> None:
    """Write the end of a row that is open, and take its tag off."""
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    if row.tag:
        take_tag(community=row.community_id, members=[row.member_id], name=row.tag, actor=actor, now=now)
    facts = {"community": row.community_id, "actor": actor.account, "member": row.member_id, "subject": row.pk}
    publish(SeedEnded(at=now, data={"own": own}, **facts))
