"""Turning the best of the seed members into opinion leaders and partners."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.members.domain.member import edit_member
from coterie.members.enums import Promotion
from coterie.members.events import SeedPromoted
from coterie.members.models import SeedMember
from coterie.platform.events.log import publish


@transaction.atomic
def promote_seed(*, seed: int, to: str, title: str = "", actor: Actor, now: datetime) -> SeedMember:
    """Make a seed member an opinion leader, who bears it as a title (or another one), or a partner.

    They stay in the programme. Raises Invalid for anything else, Conflict for who is not in it or is that already.
    """
    row = locked(SeedMember.objects.filter(pk=seed).select_related("member", "community"))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    if to not in Promotion.values:
        raise Invalid(_("Choose from the list."), field="to")
    if row.since is None or row.ended_at:
        raise Conflict(_("Only who is in the programme can become more."))
    if row.promoted_to == to:
        raise Conflict(_("They are that already."))
    row.promoted_to, row.promoted_at = to, now
    row.save(update_fields=["promoted_to", "promoted_at"])
    if to == Promotion.LEADER:
        borne = title.strip() or leader_title(row.community.language)
        edit_member(member=row.member_id, name=row.member.name, title=borne, actor=actor, now=now)
    facts = {"community": row.community_id, "actor": actor.account, "member": row.member_id, "subject": row.pk}
    publish(SeedPromoted(at=now, data={"to": to}, **facts))
    return row


def leader_title(language: str) -> str:
    """Return what an opinion leader is called in a community of this language."""
    with override(language):
        return gettext("Opinion leader")
