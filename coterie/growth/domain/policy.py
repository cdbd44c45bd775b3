"""Which law a community's campaigns obey, and refusing what goes beyond it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.errors import PolicyBroken
from coterie.growth.events import PolicyChosen
from coterie.growth.models import Campaign, PolicyChoice
from coterie.growth.queries.policy import choice_of, pack_of, promise_of
from coterie.growth.queries.policy_words import refusals_said
from coterie.growth.rules.packs import packs
from coterie.growth.rules.policy import Promise, refusals
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish


@transaction.atomic
def choose_policy(*, community: int, pack: str, actor: Actor, now: datetime) -> PolicyChoice:
    """Choose which law campaigns obey from now on; the same pack in the same version changes nothing.

    What runs goes on: people were promised it. Raises Invalid for a pack that does not exist.
    """
    require(actor, Permission.EDIT_CAMPAIGNS, community)
    if pack not in packs():
        raise Invalid(_("Choose from the list."), field="pack")
    version, before = packs()[pack].version, choice_of(community)
    if before and (before.pack, before.version) == (pack, version):
        return before
    facts = {"pack": pack, "version": version, "account_id": actor.account, "chosen_at": now}
    row, _made = PolicyChoice.objects.update_or_create(community_id=community, defaults=facts)
    data = {"pack": pack, "version": version}
    publish(PolicyChosen(at=now, community=community, actor=actor.account, data=data))
    return row


def refuse_unlawful(*, community: int, promise: Promise) -> None:
    """Refuse a promise beyond the pack that holds in a community. Raises PolicyBroken with each rule it breaks."""
    pack = pack_of(community)
    if found := refusals(promise, pack):
        raise PolicyBroken(refusals_said(pack, found))


def refuse_unlawful_campaign(row: Campaign) -> None:
    """Refuse what a campaign promises where the law does. Raises PolicyBroken."""
    refuse_unlawful(community=row.community_id, promise=promise_of(row))
