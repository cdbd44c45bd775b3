"""Campaigns as members and friends see them in the permission matrix, and what programs find of them."""

from collections.abc import Mapping
from typing import Any

from coterie.growth.domain.participation import take_part
from coterie.growth.domain.terms import Step
from coterie.growth.models import Campaign, RewardGrant
from coterie.kit.clock import now
from tests.growth.drive import DAY, running
from tests.web.matrix import Row, members, only_dan, public

Words = Mapping[str, object]
PARCEL = Step(at=1, kind="thing", thing="A book", with_address=True)
THING = Step(at=1, kind="thing", thing="A pen")
EACH = Step(at=2, side="team", kind="thing", thing="A pen")
OWN = "/me/memberships/{slug}/campaigns"


def a_campaign(scene: Any) -> Campaign:
    """Let a campaign run today."""
    row = Campaign.objects.filter(community=scene.cast.table).first()
    return row or running(scene.cast, THING, starts_at=now() - DAY, ends_at=now() + DAY)


def with_campaign(scene: Any) -> Words:
    """Let a campaign run."""
    return {"key": a_campaign(scene).key}


def with_teams(scene: Any) -> Words:
    """Let a campaign of teams run."""
    row = running(scene.cast, EACH, kind="team", starts_at=now() - DAY, ends_at=now() + DAY)
    return {"key": row.key}


def with_dan_in_it(scene: Any) -> Words:
    """Let dan take part in it."""
    row = a_campaign(scene)
    take_part(campaign=row.pk, actor=scene.cast.actor("dan"), now=now())
    return {"key": row.key, "picture": "code.png"}


def with_link(scene: Any) -> Words:
    """Name dan's link."""
    mine = take_part(campaign=a_campaign(scene).pk, actor=scene.cast.actor("dan"), now=now())
    return {"key": mine.key}


def with_parcel(scene: Any) -> Words:
    """Let dan earn a book that is sent."""
    row = running(scene.cast, PARCEL, starts_at=now() - DAY, ends_at=now() + DAY)
    mine = take_part(campaign=row.pk, actor=scene.cast.actor("dan"), now=now())
    facts = {"participant": mine, "milestone": mine.terms.milestones.get(), "member_id": mine.member_id}
    return {"key": RewardGrant.objects.create(campaign=row, **facts, state="approved", at=now(), changed_at=now()).key}


MEMBER: dict[str, Row] = {
    "campaign_link": Row(public, named=with_link),
    "campaign_card": Row(public, named=with_link),
    "member:campaigns": Row(members),
    "member:campaign": Row(members, named=with_campaign),
    "member:participation": Row(members, "post", named=with_campaign),
    "member:team_founding": Row(members, "post", {"name": "The three"}, named=with_teams),
    "member:campaign_picture": Row(only_dan, named=with_dan_in_it),
    "member:reward_address": Row(only_dan, "post", {"address": "Lindenweg 7, Bern"}, named=with_parcel),
}
PARITY: dict[str, tuple[str, ...] | str] = {
    "campaign_link": "is for browsers and for machines that read the web",
    "campaign_card": "is for browsers and for machines that read the web",
    "member:campaigns": (f"get {OWN}", "get /me/memberships/{slug}/campaign-rewards"),
    "member:campaign": (f"get {OWN}/{{key}}",),
    "member:participation": (f"post {OWN}/{{key}}/participation",),
    "member:team_founding": (f"post {OWN}/{{key}}/teams",),
    "member:campaign_picture": "is a picture of what the API says in letters",
    "member:reward_address": ("put /me/memberships/{slug}/campaign-rewards/{key}/address",),
}
