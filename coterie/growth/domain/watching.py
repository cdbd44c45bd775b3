"""Rules by which friends are held: each change is a version, for who begins to count from then on."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import Signal, Strictness
from coterie.growth.events import RiskRulesChanged
from coterie.growth.models import RiskRules
from coterie.growth.queries.lessons import FEWEST, lessons_of
from coterie.growth.queries.watching import rules_now
from coterie.kit.actor import Actor
from coterie.kit.db.rows import altered, lock_name
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.json import Json
from coterie.platform.events.log import publish


@transaction.atomic
def set_risk_rules(
    *, community: int, strictness: str, off: Collection[str], actor: Actor, now: datetime
) -> RiskRules:  # fmt: skip
    """Hold friends by other rules from now on; the same rules again are no new version.

    Raises Invalid for words that nobody knows.
    """
    require(actor, Permission.EDIT_CAMPAIGNS, community)
    if strictness not in Strictness.values:
        raise Invalid(_("Choose how strict."), field="strictness")
    if unknown := set(off) - set(Signal.values):
        raise Invalid(_("There is no such signal: %(name)s.") % {"name": min(unknown)}, field="off")
    return renewed(community, {"strictness": strictness, "off": sorted(set(off))}, actor, now)


@transaction.atomic
def adopt_weights(*, community: int, actor: Actor, now: datetime) -> RiskRules:
    """Weigh signs from now on as the decisions of hosts teach. Raises Conflict while there are too few of them."""
    require(actor, Permission.EDIT_CAMPAIGNS, community)
    lessons = lessons_of(community)
    if not lessons.enough:
        raise Conflict(_("Decide on %(number)s friends first: fewer teach nothing.") % {"number": FEWEST})
    return renewed(community, {"weights": dict(lessons.weights), "learned": lessons.cases}, actor, now)


def renewed(community: int, facts: Mapping[str, object], actor: Actor, now: datetime) -> RiskRules:
    """Keep a new version of the rules, if it differs from the one in force."""
    lock_name(f"risk rules of {community}")
    row = rules_now(community)
    if not altered(row, facts):
        return row
    kept = {name: getattr(row, name) for name in ("strictness", "off", "weights", "learned")}
    by = {"number": row.number + 1, "made_at": now, "account_id": actor.account}
    made = RiskRules.objects.create(community_id=community, **kept, **by)
    data: dict[str, Json] = {"strictness": str(made.strictness), "off": list(made.off), "learned": made.learned}
    publish(RiskRulesChanged(at=now, community=community, actor=actor.account, subject=made.number, data=data))
    return made
