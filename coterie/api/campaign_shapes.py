"""How campaigns look to programs; amounts in minor units."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime

from coterie.api.paging import Slice
from coterie.growth.domain.terms import NAMED, Promise, Step, keys_of
from coterie.growth.enums import CampaignKind, CampaignState, GrantState, Reason, RecordKind, RewardKind, Side, Standing
from coterie.growth.models import Campaign, CampaignTerms, ReferralRecord
from coterie.growth.queries.friends import Told
from coterie.growth.queries.tally import Place, Tally
from coterie.growth.queries.together import Together
from coterie.growth.queries.words import first_name


class Milestone(Schema, extra="forbid"):
    """A reward for so many friends who count, of side `team` for each of so many people in a team.

    Its `kind` needs one of points, percent, thing, badge or offer (keys).
    """

    at: int = Field(ge=1, le=1000)
    kind: RewardKind
    side: Side = Side.INVITER
    points: int | None = Field(None, ge=1, le=100_000)
    percent: int | None = Field(None, ge=1, le=100)
    badge: str = Field("", max_length=12)
    thing: str = Field("", max_length=60)
    with_address: bool = False
    offer: str = Field("", max_length=12)
    cost: int = Field(0, ge=0, le=10**10)
    stock: int | None = Field(None, ge=1, le=1_000_000)


class TermsIn(Schema, extra="forbid"):
    """What a campaign promises; docs/handbook/campaigns.md says what each means."""

    stay_hours: int = Field(72, ge=0, le=2160)
    back_days: int = Field(14, ge=0, le=365)
    speak: bool = False
    buy: bool = False
    returning: bool = False
    by_hand: bool = False
    celebrate: bool = False
    team_hours: int | None = Field(None, ge=1, le=720)
    steps: list[Milestone] = Field(default_factory=list, max_length=10)

    def promise(self) -> Promise:
        """Return it as the verbs take it."""
        steps = tuple(Step(**step.dict()) for step in self.steps)
        return Promise(**self.dict(exclude={"steps"}), steps=steps)


class TermsOut(TermsIn):
    """One version of the terms: who takes part keeps the one of that day."""

    number: int
    made_at: datetime


class CampaignFacts(Schema, extra="forbid"):
    """A campaign; `terms` null leaves them as they are, others than before are a new version; `group` is a key."""

    name: str = Field(min_length=1, max_length=60)
    text: str = Field("", max_length=600)
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    budget: int | None = Field(None, ge=0, le=10**12)
    holdout: int = Field(0, ge=0, le=50, description="how many of 100 members take part without rewards")
    group: str = Field("", max_length=12)
    terms: TermsIn | None = None


class CampaignIn(CampaignFacts):
    """A new campaign."""

    kind: CampaignKind
    terms: TermsIn


class CampaignOut(Schema):
    """A campaign, with how many take part, what its rewards cost, and the latest terms."""

    key: str
    name: str
    text: str
    kind: CampaignKind
    state: CampaignState
    starts_at: datetime
    ends_at: datetime
    budget: int | None
    holdout: int
    group: str
    people: int
    cost: int
    terms: TermsOut


class GivenTogether(Schema):
    """What all got at so many friends: its state; by what it was drawn, and who was; empty: it is the group's."""

    reached: int
    state: GrantState
    seed: str
    name: str


class TogetherOut(Schema):
    """How far all are: how many friends count, how many ever did at once, at how many there is something again."""

    counting: int
    highest: int
    next: int
    given: list[GivenTogether]


class CampaignFound(CampaignOut):
    """A campaign with where its friends stand, why some do not count, and what one who counts costs."""

    standings: dict[Standing, int]
    reasons: dict[Reason, int]
    each: int | None
    together: TogetherOut | None


class CopyIn(Schema, extra="forbid"):
    """When the same campaign is held once more."""

    name: str = Field(min_length=1, max_length=60)
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class Turn(Schema, extra="forbid"):
    """Where a campaign is to stand."""

    state: Literal["running", "paused", "ended"]


class WhichCampaigns(Slice):
    """Which campaigns."""

    state: CampaignState | None = None


class PlaceOut(Schema):
    """One who takes part: by which version of the terms, and how many friends looked, joined and count."""

    key: str
    member: str
    terms: int
    began_at: datetime
    looked: int
    joined: int
    counting: int


class Line(Schema):
    """A line of the referral ledger; `participant`: whose link was opened; `may_count` and `why`: a host's word."""

    kind: RecordKind
    at: datetime
    participant: str | None
    may_count: bool | None
    why: str


class FriendOut(Schema):
    """A friend, null `member` while nobody joined; `why` it does not count, `due`: when that may change by itself."""

    member: str | None
    standing: Standing
    why: Reason | None
    looked_at: datetime
    joined_at: datetime | None
    due: datetime | None
    lines: list[Line]


class WhichFriends(Slice):
    """Which friends."""

    standing: Standing | None = None


class Word(Schema, extra="forbid"):
    """A host's word on a friend."""

    may_count: bool
    why: str = Field(min_length=1, max_length=120)


def terms_shown(row: CampaignTerms) -> dict[str, Any]:
    """Return a version of the terms as the API shows one."""
    own = {name: getattr(row, name) for name in TermsOut.model_fields if name != "steps"}
    steps = [
        {name: getattr(step, name) for name in Milestone.model_fields if name not in NAMED} | keys_of(step)
        for step in row.milestones.all()
    ]
    return {**own, "steps": steps}


def campaign_shown(row: Campaign) -> dict[str, Any]:
    """Return a campaign as the API shows one; its terms, milestones and badges are fetched before."""
    own = {name: getattr(row, name) for name in CampaignOut.model_fields if name not in ("terms", "group")}
    own["group"] = row.group.key if row.group else ""
    return {**own, "terms": terms_shown(max(row.terms.all(), key=lambda terms: terms.number))}


def together_shown(together: Together | None) -> dict[str, Any] | None:
    """Return how far all are as the API shows it, by first names."""
    if together is None:
        return None
    given = [
        {
            "reached": one.reached, "state": one.state, "seed": one.seed,
            "name": first_name(one.member.name) if one.seed else "",
        }
        for one in together.given
    ]  # fmt: skip
    return {name: getattr(together, name) for name in ("counting", "highest", "next")} | {"given": given}


def found_shown(row: Campaign, tally: Tally, together: Together | None) -> dict[str, Any]:
    """Return a campaign with its numbers."""
    return {
        **campaign_shown(row), "together": together_shown(together),
        "standings": dict(tally.standings), "reasons": dict(tally.reasons), "each": tally.each,
    }  # fmt: skip


def place_shown(place: Place) -> dict[str, Any]:
    """Return one who takes part as the API shows them."""
    row = place.participant
    facts = {"key": row.key, "member": row.member.key, "terms": row.terms.number, "began_at": row.began_at}
    return {**facts, "looked": place.looked, "joined": place.joined, "counting": place.counting}


def line_shown(row: ReferralRecord) -> dict[str, Any]:
    """Return a line of the ledger as the API shows one."""
    said = row.again if row.kind == RecordKind.REVIEWED else None
    participant = row.participant.key if row.participant else None
    return {"kind": row.kind, "at": row.at, "participant": participant, "may_count": said, "why": row.why}


def friend_shown(told: Told) -> dict[str, Any]:
    """Return a friend as the API shows one."""
    friend = told.friend
    facts = {name: getattr(friend, name) for name in ("looked_at", "joined_at", "due")}
    lines = [line_shown(row) for row in told.lines]
    return {**facts, "member": told.key or None, "standing": told.standing, "why": told.why, "lines": lines}
