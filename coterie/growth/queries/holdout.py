"""The two arms of a campaign with a hold-out: those to whom rewards were promised, and those who have none."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coterie.growth.enums import Standing
from coterie.growth.models import Campaign, CampaignTerms
from coterie.growth.queries.campaigns import spent_by_inviter
from coterie.growth.rules.holdout import PLAIN, is_held_out
from coterie.growth.rules.referral import Friend
from coterie.members.queries.members import members_at


@dataclass(slots=True)
class Arm:
    """Members of one arm, who of them brought friends who count, how many these are, and the sum of their squares.

    `cost`: what rewards for these friends cost, also those that the friends have, in minor units.
    """

    people: int = 0
    inviters: int = 0
    friends: int = 0
    squares: int = 0
    cost: int = 0

    def add(self, friends: int, cost: int = 0) -> None:
        """Count a member who brought so many, and what it cost."""
        self.people += 1
        self.inviters += friends > 0
        self.friends += friends
        self.squares += friends * friends
        self.cost += cost


def terms_open_to(campaign: Campaign, member: str) -> CampaignTerms | None:
    """Return by which terms a member, by key, takes part: those of today, in the hold-out the ones without rewards."""
    plain = is_held_out(campaign.key, member, campaign.holdout)
    rows = campaign.terms.filter(number=PLAIN) if plain else campaign.terms.all()
    return rows.order_by("-number").first() or campaign.terms.order_by("-number").first()


def arms_of(campaign: Campaign, friends: Iterable[Friend]) -> tuple[Arm, Arm]:
    """Return those who were promised rewards, and the hold-out: all who were members when the campaign began.

    Whether they take part does not matter: each stays in the arm into which chance put them. Who came later is in
    neither, with friends and rewards; who left before and came back is in one. Friends are folded.
    """
    members = dict(campaign.participants.values_list("pk", "member"))
    brought = Counter(members[one.participant] for one in friends if one.standing == Standing.COUNTS)
    cost = spent_by_inviter(campaign)
    promised, held_out = Arm(), Arm()
    for pk, key in members_at(campaign.community_id, campaign.starts_at).values_list("pk", "key"):
        arm = held_out if is_held_out(campaign.key, key, campaign.holdout) else promised
        arm.add(brought[pk], cost.get(pk, 0))
    return promised, held_out
