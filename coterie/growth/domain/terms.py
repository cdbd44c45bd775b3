"""What a campaign promises: versions of its terms, with their milestones."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coterie.growth.domain.team_terms import refuse_odd_teams
from coterie.growth.enums import CampaignKind, CampaignState, RewardKind, Side
from coterie.growth.models import Campaign, CampaignTerms, Milestone
from coterie.growth.rules.holdout import PLAIN
from coterie.kit.bounds import refuse_beyond
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.queries.offers import offers_to_give
from coterie.members.queries.badges import badge_called
from coterie.rewards.queries.plan import gives_points

MOST_STEPS = 10
BOUNDS = {"stay_hours": (0, 2160), "back_days": (0, 365), "team_hours": (1, 720)}
STEP_BOUNDS = {
    "at": (1, 1000), "points": (1, 100_000), "percent": (1, 100), "cost": (0, 10**10), "stock": (1, 1_000_000),
}  # fmt: skip
NEEDED = {
    RewardKind.POINTS: "points", RewardKind.BADGE: "badge", RewardKind.COUPON: "percent", RewardKind.THING: "thing",
    RewardKind.ACCESS: "offer", RewardKind.CODE: "offer", RewardKind.ENVELOPE: "points",
}  # fmt: skip
"""Which field says what a kind of reward brings."""
LACKING = {
    RewardKind.POINTS: _("Say how many points."), RewardKind.BADGE: _("Choose a badge."),
    RewardKind.COUPON: _("Say how much it takes off."), RewardKind.THING: _("Say what it is."),
    RewardKind.ACCESS: _("Choose an offer."), RewardKind.CODE: _("Choose an offer."),
    RewardKind.ENVELOPE: _("Say how many points."),
}  # fmt: skip


PROMISED_TO: dict[CampaignKind, tuple[Side, ...]] = {
    CampaignKind.INDIVIDUAL: (Side.INVITER,), CampaignKind.TWO_SIDED: (Side.INVITER, Side.FRIEND),
    CampaignKind.GROUP: (Side.GROUP,), CampaignKind.TEAM: (Side.TEAM,),
}  # fmt: skip
"""To whom a kind of campaign has to promise something."""
UNSAID = {
    Side.INVITER: _("Say what who brings friends gets for it."), Side.FRIEND: _("Say what a friend gets."),
    Side.GROUP: _("Say what all get together."), Side.TEAM: _("Say what each of a team gets."),
}  # fmt: skip
NAMED = ("badge", "offer")
"""What is written by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A milestone as an operator writes it; `badge` and `offer` are keys, amounts are minor units."""

    at: int
    kind: str
    side: str = Side.INVITER
    points: int | None = None
    percent: int | None = None
    badge: str = ""
    thing: str = ""
    with_address: bool = False
    offer: str = ""
    cost: int = 0
    stock: int | None = None

    @staticmethod
    def of(row: Milestone) -> "Step":
        """Return a milestone as it was written."""
        facts = {name: getattr(row, name) for name in Step.__slots__ if name not in NAMED}
        return Step(**facts | keys_of(row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a campaign promises; docs/handbook/campaigns.md says what each means."""

    stay_hours: int = 72
    back_days: int = 14
    speak: bool = False
    buy: bool = False
    returning: bool = False
    by_hand: bool = False
    celebrate: bool = False
    team_hours: int | None = None
    steps: tuple[Step, ...] = ()

    @staticmethod
    def of(row: CampaignTerms) -> "Promise":
        """Return a version of the terms as it was written."""
        facts = {name: getattr(row, name) for name in Promise.__slots__ if name != "steps"}
        return Promise(**facts, steps=tuple(Step.of(step) for step in row.milestones.select_related(*NAMED)))


def kept_terms(row: Campaign, promise: Promise, now: datetime) -> bool:
    """Keep what is promised as a new version; tell whether it is new. Raises Invalid naming what is wrong."""
    latest = row.terms.order_by("-number").first()
    milestones = [milestone_of(row, step) for step in sorted(promise.steps, key=lambda step: (step.side, step.at))]
    if latest and Promise.of(latest) == Promise(**own(promise), steps=tuple(Step.of(one) for one in milestones)):
        return False
    refuse_beyond(BOUNDS, {name: value for name, value in own(promise).items() if value is not None})
    refuse_crowded(row, milestones)
    refuse_odd_teams(row, CampaignTerms(**own(promise)), milestones)
    if latest:
        refuse_other_together(row, Promise.of(latest), promise, milestones)
    terms = CampaignTerms.objects.create(
        campaign=row, number=latest.number + 1 if latest else 1, made_at=now, **own(promise)
    )
    for one in milestones:
        one.terms = terms
    Milestone.objects.bulk_create(milestones)
    return True


def keep_plain_terms(row: Campaign, now: datetime) -> None:
    """Keep the latest terms once more without rewards, for those who are in the hold-out, if there is one."""
    latest = row.terms.order_by("-number").first()
    if row.holdout and latest:
        plain = {"made_at": now, **own(Promise.of(latest))}
        CampaignTerms.objects.get_or_create(campaign=row, number=PLAIN, defaults=plain)


def drafted(community: int, promise: Promise, holdout: int = 0) -> tuple[CampaignTerms, list[Milestone]]:
    """Return terms that nobody keeps, with those of the milestones that are whole: what one reads while writing."""
    row, milestones = Campaign(community_id=community, holdout=holdout), []
    for step in sorted(promise.steps, key=lambda step: (step.side, step.at)):
        with suppress(Invalid):
            milestones.append(milestone_of(row, step))
    return CampaignTerms(campaign=row, **own(promise)), milestones


def keys_of(row: Milestone) -> dict[str, str]:
    """Return the keys of what a milestone names."""
    return {name: found.key if (found := getattr(row, name)) else "" for name in NAMED}


def own(promise: Promise) -> dict[str, Any]:
    """Return what is promised beside the milestones."""
    return {name: getattr(promise, name) for name in Promise.__slots__ if name != "steps"}


def milestone_of(row: Campaign, step: Step) -> Milestone:
    """Return a milestone that is whole, with nothing of another kind. Raises Invalid naming what is wrong."""
    if step.kind not in RewardKind.values or step.side not in Side.values:
        raise Invalid(_("Choose from the list."), field="kind")
    refuse_beyond(STEP_BOUNDS, {name: value for name, value in asdict(step).items() if value is not None})
    needed = NEEDED[RewardKind(step.kind)]
    value: Any = getattr(step, needed)
    if needed in READ:
        value = READ[needed](row.community_id, value)
    if not value:
        raise Invalid(LACKING[RewardKind(step.kind)], field=needed)
    facts = {name: getattr(step, name) for name in ("at", "kind", "side", "cost", "stock")}
    sent = step.with_address and step.kind == RewardKind.THING
    return Milestone(**facts, with_address=sent, **{needed: value})


READ: dict[str, Callable[[int, str], Any]] = {
    "badge": badge_called,
    "offer": lambda community, key: offers_to_give(community).filter(key=key).first(),
    "thing": lambda _community, text: clean(text)[:60],
}
"""How what was written is found in a community, or kept."""


def refuse_crowded(row: Campaign, milestones: list[Milestone]) -> None:
    """Refuse more milestones than anybody reads, two at one number, and what the kind of campaign does not have."""
    if len(milestones) > MOST_STEPS:
        raise Invalid(_("A campaign has at most 10 milestones."), field="steps")
    places = [(one.side, one.at) for one in milestones]
    if len(set(places)) < len(places):
        raise Invalid(_("Two milestones stand at the same number."), field="steps")
    friends = [one for one in milestones if one.side == Side.FRIEND]
    if friends and row.kind != CampaignKind.TWO_SIDED:
        raise Invalid(_("Friends get something in a campaign for both sides alone."), field="steps")
    together = [one for one in milestones if one.side == Side.GROUP]
    if together and row.kind != CampaignKind.GROUP:
        raise Invalid(_("All get something together in a campaign for all together alone."), field="steps")
    if len(together) > 1:
        raise Invalid(_("All get one thing together: again at every so many friends."), field="steps")
    if any(one.at != 1 for one in friends):
        raise Invalid(_("A friend gets something once: when the friend counts."), field="steps")


def refuse_other_together(row: Campaign, before: Promise, now: Promise, milestones: list[Milestone]) -> None:
    """Refuse to change what all get together, and how, once the campaign runs: nobody's terms alone hold it.

    Raises Conflict.
    """
    if row.kind != CampaignKind.GROUP or row.state == CampaignState.DRAFT:
        return
    promised = [step for step in before.steps if step.side == Side.GROUP]
    wanted = [Step.of(one) for one in milestones if one.side == Side.GROUP]
    if (promised, before.by_hand, before.celebrate) != (wanted, now.by_hand, now.celebrate):
        raise Conflict(
            _("What all get together stays as it was promised. Hold it once more for another."), field="steps"
        )


def refuse_unready(row: Campaign) -> None:
    """Refuse to run what promises nothing, points where none are given, or what no hold-out allows. Raises Conflict."""
    latest = row.terms.order_by("-number").first()
    steps = list(latest.milestones.all()) if latest else []
    sides = {step.side for step in steps}
    for side in PROMISED_TO[CampaignKind(row.kind)]:
        if side not in sides:
            raise Conflict(UNSAID[side], field="steps")
    kinds = {step.kind for step in steps}
    if kinds & {RewardKind.POINTS, RewardKind.ENVELOPE} and not gives_points(row.community_id):
        raise Conflict(_("No points are given here yet."), field="steps")
    if row.holdout and RewardKind.ENVELOPE in kinds:
        raise Conflict(_("A red envelope is for the whole group: it cannot be kept from some."), field="holdout")
    if row.group_id is None and (RewardKind.ENVELOPE in kinds or (latest and latest.celebrate)):
        raise Conflict(_("Choose the group that is told, and where red envelopes lie."), field="group")
