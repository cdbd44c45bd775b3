"""Appointing and dismissing operators."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission, Role
from coterie.communities.errors import OwnerStays
from coterie.communities.events import StaffAppointed, StaffDismissed
from coterie.communities.models import Community, StaffMember
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.events.log import publish


@transaction.atomic
def appoint_staff(*, community: int, account: int, role: str, actor: Actor, now: datetime) -> StaffMember:
    """Give an account a role in the community, or another role than before."""
    locked(Community.objects.filter(pk=community))
    require(actor, Permission.APPOINT_STAFF, community)
    if role not in Role.values or role == Role.OWNER:
        raise Invalid(_("Choose admin, host or analyst."), field="role")
    if StaffMember.objects.filter(community=community, account=account, role=Role.OWNER).exists():
        raise OwnerStays(_("The owner keeps the role of owner."))
    row, _new = StaffMember.objects.update_or_create(
        community_id=community,
        account_id=account,
        defaults={"role": role},
        create_defaults={"role": role, "since": now},
    )
    publish(StaffAppointed(at=now, community=community, actor=actor.account, subject=account, data={"role": role}))
    return row


@transaction.atomic
def dismiss_staff(*, community: int, account: int, actor: Actor, now: datetime) -> None:
    """End an appointment."""
    locked(Community.objects.filter(pk=community))
    require(actor, Permission.APPOINT_STAFF, community)
    row = StaffMember.objects.filter(community=community, account=account).first()
    if row is None:
        raise NotFound(_("There is no such operator."))
    if row.role == Role.OWNER:
        raise OwnerStays(_("The owner keeps the role of owner."))
    row.delete()
    publish(StaffDismissed(at=now, community=community, actor=actor.account, subject=account))
