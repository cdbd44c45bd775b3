"""Why a member came."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Need
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid, NotFound
from coterie.members.events import NeedsTold
from coterie.members.models import Member
from coterie.platform.events.log import publish

MOST = 3


@transaction.atomic
def tell_needs(*, member: int, needs: Sequence[str], actor: Actor, now: datetime) -> Member:
    """Keep why the actor came, up to three needs, the first the strongest; none takes them back."""
    row = locked(Member.objects.filter(pk=member))
    if actor.account is None or row.account_id != actor.account:
        raise NotFound
    kept = list(dict.fromkeys(needs))
    if len(kept) > MOST or not set(kept) <= set(Need.values):
        raise Invalid(_("Choose up to three."), field="needs")
    if altered(row, {"needs": kept}):
        row.save(update_fields=["needs"])
        publish(
            NeedsTold(
                at=now, community=row.community_id, actor=actor.account, member=row.pk, data={"needs": list(kept)}
            )
        )
    return row
