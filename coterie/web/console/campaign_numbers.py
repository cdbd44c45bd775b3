"""The numbers of a campaign that it says itself, for the form of its forecast."""

from typing import Any

from coterie.communities.models import Community
from coterie.growth.enums import Side
from coterie.growth.models import Campaign, CampaignTerms
from coterie.growth.queries.team import step_of_team
from coterie.kit.money import Money
from coterie.web.console.forecast_form import REWARDS


def promised(community: Community, row: Campaign) -> dict[str, Any]:
    """Return how long a campaign lasts, what it promises to who brings friends, and its budget."""
    given: dict[str, Any] = {"horizon_days": max((row.ends_at - row.starts_at).days, 1)}
    terms = row.terms.order_by("-number").first()
    steps = [step for step in terms.milestones.all() if step.side == Side.INVITER] if terms else []
    for place, step in zip(REWARDS, steps, strict=False):
        given |= {f"at_{place}": step.at, f"cost_{place}": Money(step.cost, community.currency).decimal}
    if terms:
        given |= promised_to_teams(community, terms)
    if row.budget is not None:
        given["budget"] = Money(row.budget, community.currency).decimal
    return given


def promised_to_teams(community: Community, terms: CampaignTerms) -> dict[str, Any]:
    """Return what each of a team gets; its friends have so many hours to come, for then they have to stay."""
    step = step_of_team(terms)
    if step is None:
        return {}
    given = {"people": step.at, "team_cost": Money(step.cost, community.currency).decimal, "team_stock": step.stock}
    hours = terms.team_hours - terms.stay_hours if terms.team_hours else None
    return {name: one for name, one in {**given, "hours": hours}.items() if one is not None}
