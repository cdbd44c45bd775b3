"""A member's yes to the rules."""

from datetime import datetime

from django.db import transaction

from coterie.communities.queries.communities import rules_in_force
from coterie.kit.actor import Actor
from coterie.members.events import RulesAccepted
from coterie.members.models import Member, RulesAcceptance
from coterie.platform.events.log import publish


@transaction.atomic
def accept_rules(*, member: Member, actor: Actor, now: datetime) -> None:
    """Keep that the member accepted the rules in force; a second yes adds nothing."""
    rules = rules_in_force(member.community_id)
    if rules is None:
        return
    _row, fresh = RulesAcceptance.objects.get_or_create(member=member, rules=rules, defaults={"at": now})
    if fresh:
        publish(
            RulesAccepted(
                at=now,
                community=member.community_id,
                actor=actor.account,
                member=member.pk,
                data={"version": rules.version},
            )
        )
