"""A member's yes to the rules."""

from datetime import datetime

from django.db import transaction

from coterie.communities.queries.communities import rules_in_force
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.written import insert
from coterie.members.events import RulesAccepted
from coterie.members.models import Member, RulesAcceptance
from coterie.platform.events.log import publish

ACCEPTANCE = Prepared(
    lambda member, rules: RulesAcceptance.objects.filter(member=member, rules=rules).values_list("pk"), int, int
)


def accepted(*, member: Member, actor: Actor, now: datetime) -> None:
    """Keep that the member accepted the rules in force; a second yes adds nothing.

    In the caller's transaction; `accept_rules` has one of its own.
    """
    rules = rules_in_force(member.community_id)
    if rules is None:
        return
    if not ACCEPTANCE(member.pk, rules.pk):
        insert(RulesAcceptance(member=member, rules=rules, at=now))
        publish(
            RulesAccepted(
                at=now,
                community=member.community_id,
                actor=actor.account,
                member=member.pk,
                data={"version": rules.version},
            )
        )


accept_rules = transaction.atomic(accepted)
