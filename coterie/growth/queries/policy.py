"""Which law a community's campaigns obey, and which running plans break one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import currency_of
from coterie.growth.enums import CampaignState, RewardKind, Side
from coterie.growth.models import Campaign, PolicyChoice
from coterie.growth.rules.packs import pack_for, packs
from coterie.growth.rules.policy import Pack, Promise, Refusal, is_money, refusals
from coterie.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """A plan that runs: a campaign, or what a higher context promises; `kind` is a word for programs."""

    kind: str
    key: str
    name: str
    promise: Promise


@dataclass(frozen=True, slots=True)
class Touched:
    """A running plan and the rules of a pack that it breaks."""

    plan: RunningPlan
    refusals: tuple[Refusal, ...]


Source = Callable[[int], Iterable[RunningPlan]]
SOURCES: dict[str, Source] = {}


def tells_plans(source: Source) -> Source:
    """Have a function asked for the running plans of a community; a higher context marks its own with it."""
    SOURCES[f"{source.__module__}.{source.__name__}"] = source
    return source


def choice_of(community: int) -> PolicyChoice | None:
    """Return what a community chose, if it did."""
    return PolicyChoice.objects.filter(community=community).first()


def pack_of(community: int) -> Pack:
    """Return the pack that holds in a community: the one it chose, or the one where its currency is at home."""
    chosen = PolicyChoice.objects.filter(community=community).values_list("pack", flat=True).first()
    return packs().get(chosen or "") or pack_for(currency_of(community))


def promise_of(campaign: Campaign) -> Promise:
    """Return what the latest terms of a campaign promise in the eyes of the law.

    Its members are no partners, only friends whom one brings oneself count, the page behind a link says that who
    invites gets something, and Coterie writes to nobody: all that holds for every campaign. What all get together is
    drawn, but for an envelope, which the group shares.
    """
    terms = campaign.terms.order_by("-number").prefetch_related("milestones").first()
    if terms is None:
        return Promise()
    paid = [step for step in terms.milestones.all() if step.kind == RewardKind.THING and is_money(step.thing)]
    drawn = [
        step.cost for step in terms.milestones.all() if step.side == Side.GROUP and step.kind != RewardKind.ENVELOPE
    ]
    asks = terms.stay_hours or terms.back_days or terms.speak or terms.buy
    return Promise(
        cash_for_friends=bool(paid) and not terms.buy,
        uncapped_cash=not terms.buy and campaign.budget is None and any(step.stock is None for step in paid),
        share_for_reward=not asks,
        largest_prize=max(drawn, default=0),
        currency=currency_of(campaign.community_id) if drawn else "",
    )


@tells_plans
def running_campaigns(community: int) -> Iterable[RunningPlan]:
    """Yield the campaigns that run or are paused."""
    rows = Campaign.objects.filter(community=community, state__in=(CampaignState.RUNNING, CampaignState.PAUSED))
    for row in rows.order_by("-created_at", "-pk"):
        yield RunningPlan("campaign", row.key, row.name, promise_of(row))


def plans_touched(actor: Actor, community: int, pack: Pack) -> list[Touched]:
    """Return the running plans that a pack refuses, for the staff of a community."""
    require(actor, Permission.SEE_CONSOLE, community)
    plans = [plan for source in SOURCES.values() for plan in source(community)]
    found = [Touched(plan, refusals(plan.promise, pack)) for plan in plans]
    return [one for one in found if one.refusals]
