"""The member side of campaigns in the permission matrix of the API, and what adds a row to its lists."""

from collections.abc import Callable
from typing import Any

from coterie.growth.domain.participation import take_part
from coterie.growth.models import Campaign, RewardGrant
from coterie.kit.clock import now
from tests.api.matrix import OWN, Row
from tests.growth.drive import DAY, running
from tests.growth.member_pages import THING, with_campaign, with_parcel, with_teams
from tests.growth.risk_pages import LISTS as RISK
from tests.web.matrix import members, only_dan

ALL = f"{OWN}/campaigns"


def a_campaign_more(stage: Any) -> Campaign:
    """Let one more campaign run today."""
    return running(stage.cast, THING, starts_at=now() - DAY, ends_at=now() + DAY)


def a_reward_more(stage: Any) -> None:
    """Let dan earn one more reward."""
    row = a_campaign_more(stage)
    mine = take_part(campaign=row.pk, actor=stage.cast.actor("dan"), now=now())
    facts = {"participant": mine, "milestone": mine.terms.milestones.get(), "member_id": mine.member_id}
    RewardGrant.objects.create(campaign=row, **facts, state="pending", at=now(), changed_at=now())


MEMBER: dict[str, Row] = {
    f"get {ALL}": Row(members),
    f"get {ALL}/{{key}}": Row(members, before=with_campaign),
    f"post {ALL}/{{key}}/participation": Row(members, before=with_campaign),
    f"post {ALL}/{{key}}/teams": Row(members, {"name": "The three"}, before=with_teams),
    f"get {OWN}/campaign-rewards": Row(members),
    f"put {OWN}/campaign-rewards/{{key}}/address": Row(only_dan, {"address": "Lindenweg 7, Bern"}, with_parcel),
}
LISTS: dict[str, tuple[str, Callable[[Any], object]]] = {
    ALL: ("dan", a_campaign_more),
    f"{OWN}/campaign-rewards": ("dan", a_reward_more),
    **RISK,
}
