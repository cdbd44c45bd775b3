"""What all who take part reached together, and what it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from coterie.growth.enums import CampaignKind, Side, Standing
from coterie.growth.models import Campaign, Milestone, RewardGrant
from coterie.growth.queries.ledger import friends_in
from coterie.growth.rules.referral import Friend
from coterie.growth.rules.together import rises


@dataclass(frozen=True, slots=True)
class Together:
    """How many friends of all count, how many ever did at once, and at how many there is something again."""

    counting: int
    highest: int
    step: Milestone
    given: Sequence[RewardGrant]

    @property
    def next(self) -> int:
        """At how many friends the next step is."""
        return (self.highest // self.step.at + 1) * self.step.at


def together_of(row: Campaign, friends: Sequence[Friend]) -> Together | None:
    """Return how far all are, by the friends of the campaign, folded; none where they get nothing together."""
    step = step_together(row)
    if step is None:
        return None
    highest = max((rise.total for rise in rises(friends)), default=0)
    given = given_together(row).select_related("member", "milestone__badge", "milestone__offer").order_by("-reached")
    return Together(sum(one.standing == Standing.COUNTS for one in friends), highest, step, list(given))


def together_at(row: Campaign, at: datetime) -> Together | None:
    """Return how far all are at a moment; the whole ledger is read only where they get something together."""
    return together_of(row, friends_in(row, at)) if step_together(row) else None


def step_together(row: Campaign) -> Milestone | None:
    """Return what all get together; once it was given it is that one, for its stock is shared."""
    if row.kind != CampaignKind.GROUP:
        return None
    rows = Milestone.objects.filter(terms__campaign=row, side=Side.GROUP).select_related("badge", "offer", "terms")
    given = rows.filter(pk__in=given_together(row).values("milestone"))
    return given.first() or rows.filter(terms=row.terms.latest("number")).first()


def given_together(row: Campaign) -> QuerySet[RewardGrant]:
    """The rewards that all earned together."""
    return row.grants.filter(reached__gt=0)
