"""Publishing the rules that joiners accept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.events import RulesPublished
from coterie.communities.models import Community, RuleSet
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import rules_in_force
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish


@transaction.atomic
def publish_rules(*, community: int, text: str, actor: Actor, now: datetime) -> RuleSet:
    """Put a new version of the rules in force; the same text again changes nothing."""
    locked(Community.objects.filter(pk=community))
    require(actor, Permission.PUBLISH_RULES, community)
    text = text.strip()
    if not text or len(text) > 10_000:
        raise Invalid(_("Rules have between 1 and 10,000 signs."), field="text")
    before = rules_in_force(community)
    if before and before.text == text:
        return before
    rules = RuleSet.objects.create(
        community_id=community,
        version=(before.version if before else 0) + 1,
        text=text,
        published_at=now,
        published_by_id=actor.account,
    )
    publish(RulesPublished(at=now, community=community, actor=actor.account, data={"version": rules.version}))
    return rules
