"""Tiers: the ways to back a project."""

from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.domain.project import own_project
from coterie.market.domain.variant import VariantFacts, add_variant, edit_variant
from coterie.market.enums import ProjectState
from coterie.market.models import Tier, Variant

RUNS = (ProjectState.DRAFT, ProjectState.RUNNING)


class TierFacts(VariantFacts, total=False):
    """What an operator decides: the facts of a variant, and what one gets for it."""

    text: str


@transaction.atomic
def add_tier(*, project: int, actor: Actor, now: datetime, **facts: Unpack[TierFacts]) -> Tier:
    """Let a project be backed in one more way. Raises Invalid naming what is wrong, Conflict when it is over."""
    parent = own_project(project, actor)
    if parent.state not in RUNS:
        raise Conflict(_("This project is over."))
    text = clean(facts.pop("text", ""))[:600]
    refuse_odd(facts)
    variant = add_variant(offer=parent.offer_id, **facts, actor=actor, now=now)  # type: ignore[misc]  # the text is out
    return Tier.objects.create(project=parent, variant=variant, text=text)


@transaction.atomic
def edit_tier(*, tier: int, actor: Actor, now: datetime, **facts: Unpack[TierFacts]) -> Tier:
    """Change a tier; pledges keep their prices. Raises Invalid naming what is wrong, Conflict when it is over."""
    row = locked(Tier.objects.filter(pk=tier))
    locked(Variant.objects.filter(pk=row.variant_id))
    if own_project(row.project_id, actor).state not in RUNS:
        raise Conflict(_("This project is over."))
    text = facts.pop("text", None)
    refuse_odd(facts)
    row.variant = edit_variant(variant=row.variant_id, **facts, actor=actor, now=now)  # type: ignore[misc]  # the text is out
    if text is not None:
        row.text = clean(text)[:600]
        row.save(update_fields=["text"])
    return row


def refuse_odd(facts: TierFacts) -> None:
    """Refuse a tier without a name, or that costs nothing: what is given back must be something."""
    if "name" in facts and not clean(facts["name"]):
        raise Invalid(_("Please give a name."), field="name")
    if "price" in facts and facts["price"] < 1:
        raise Invalid(_("Say what it costs."), field="price")
