"""The way in for people who have no code."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.enums import Tier
from coterie.groups.queries.groups import public_groups
from coterie.joining.domain.slot import MOST_SEATS, MOST_SLOTS
from coterie.joining.events import CodeCreated
from coterie.joining.models import LiveCode, Slot
from coterie.joining.rules import SLUG_LENGTH
from coterie.kit.actor import Actor
from coterie.kit.ids import new_slug
from coterie.platform.events.log import publish


@transaction.atomic
def open_front_door(*, community: int, actor: Actor, now: datetime) -> LiveCode:
    """Make the community's front door, and a slot in it for each basic group that has none yet.

    Its slots have no limit of their own: the groups' capacity is the limit.
    """
    require(actor, Permission.EDIT_CODES, community)
    facts = {"slug": new_slug(SLUG_LENGTH), "title": _("Front door"), "created_at": now}
    code, fresh = LiveCode.objects.select_for_update().get_or_create(
        community_id=community, is_front_door=True, defaults=facts
    )
    behind = set(Slot.objects.filter(code=code).values_list("group", flat=True))
    groups = public_groups(community).filter(tier=Tier.BASIC).exclude(pk__in=behind).values_list("pk", flat=True)
    last = Slot.objects.filter(code=code).aggregate(number=Max("number"))["number"] or 0
    Slot.objects.bulk_create(
        Slot(code=code, number=number, order=number, group_id=group, capacity=MOST_SEATS)
        for number, group in enumerate(groups[: max(0, MOST_SLOTS - last)], start=last + 1)
    )
    if fresh:
        publish(CodeCreated(at=now, community=community, actor=actor.account, code=code.pk))
    return code
