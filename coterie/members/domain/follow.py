"""Following the profiles of a community."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.queries.profiles import published_profile
from coterie.kit.actor import Actor
from coterie.kit.errors import NotFound
from coterie.members.events import ProfileFollowed
from coterie.members.models import Follow
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish


@transaction.atomic
def follow_profile(*, profile: int, on: bool, actor: Actor, now: datetime) -> bool:
    """Follow a published profile of one's community, or no more; tell whether that is new.

    Raises NotFound to who is no member there, and for a profile that is not shown.
    """
    row = published_profile(profile)
    member = member_of(actor, row.community_id) if row else None
    if row is None or member is None:
        raise NotFound(_("There is no such page."))
    if on:
        _row, changed = Follow.objects.get_or_create(member=member, profile=row, defaults={"since": now})
    else:
        changed = Follow.objects.filter(member=member, profile=row).delete()[0] > 0
    if changed:
        facts = {"community": row.community_id, "actor": actor.account, "member": member.pk, "subject": row.pk}
        publish(ProfileFollowed(at=now, data={"on": on}, **facts))
    return changed
