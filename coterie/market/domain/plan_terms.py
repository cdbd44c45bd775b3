"""The terms of a plan: how long a turn lasts, what can be tried, how patient the community is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.market.domain.offer import facts_of
from coterie.market.enums import OfferKind, Period
from coterie.market.events import OfferChanged
from coterie.market.models import PlanTerms, Variant
from coterie.platform.events.log import publish

LIMITS = {"count": (1, 366), "trial_days": (0, 90), "grace_days": (0, 60), "pause_days": (0, 180)}


@transaction.atomic
def set_terms(
    *, variant: int, period: str, count: int = 1, trial_days: int = 0, grace_days: int = 7, pause_days: int = 0,
    renews: bool = True, actor: Actor, now: datetime,
) -> PlanTerms:  # fmt: skip
    """Say for how long a variant of a plan is paid; turns that are paid stay as they are.

    Raises Invalid naming what is wrong, Conflict for what is no plan.
    """
    row = locked(Variant.objects.select_related("offer").filter(pk=variant))
    require(actor, Permission.EDIT_OFFERS, row.offer.community_id)
    if row.offer.kind != OfferKind.PLAN:
        raise Conflict(_("Only plans are paid for a time."))
    if period not in Period.values:
        raise Invalid(_("Choose from the list."), field="period")
    facts = {"count": count, "trial_days": trial_days, "grace_days": grace_days, "pause_days": pause_days}
    refuse_beyond(LIMITS, facts)
    kept = {"period": period, "renews": renews, **facts}
    terms, _made = PlanTerms.objects.update_or_create(variant=row, defaults=kept)
    publish(OfferChanged(at=now, data={"fields": ["terms"], "variant": row.pk}, **facts_of(row.offer, actor)))
    return terms
