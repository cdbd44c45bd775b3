"""Where a bait hangs: on a live code, or on a channel with all its codes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.events import ChannelChanged, CodeChanged
from coterie.joining.models import Bait, Channel, LiveCode
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import NotFound
from coterie.platform.events.log import publish


@transaction.atomic
def hang_on_code(*, code: int, bait: int | None, actor: Actor, now: datetime) -> LiveCode:
    """Promise a bait to whoever joins by a code; None takes the promise away.

    Raises NotFound for a bait of another community.
    """
    row = locked(LiveCode.objects.filter(pk=code))
    require(actor, Permission.EDIT_CODES, row.community_id)
    refuse_foreign(bait, row.community_id)
    if row.bait_id != bait:
        row.bait_id = bait
        row.save(update_fields=["bait"])
        where = {"code": row.pk, "channel": row.channel_id}
        publish(
            CodeChanged(at=now, community=row.community_id, actor=actor.account, **where, data={"fields": ["bait"]})
        )
    return row


@transaction.atomic
def hang_on_channel(*, channel: int, bait: int | None, actor: Actor, now: datetime) -> Channel:
    """Promise a bait to whoever joins by any code of a channel that has no bait of its own; None takes it away."""
    row = locked(Channel.objects.filter(pk=channel))
    require(actor, Permission.EDIT_CODES, row.community_id)
    refuse_foreign(bait, row.community_id)
    if row.bait_id != bait:
        row.bait_id = bait
        row.save(update_fields=["bait"])
        told = {"community": row.community_id, "actor": actor.account, "channel": row.pk}
        publish(ChannelChanged(at=now, **told, data={"fields": ["bait"]}))
    return row


def refuse_foreign(bait: int | None, community: int) -> None:
    """Refuse a bait that is not of this community."""
    if bait is not None and not Bait.objects.filter(pk=bait, community=community).exists():
        raise NotFound(_("There is no such bait."), field="bait")
