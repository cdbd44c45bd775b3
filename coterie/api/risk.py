"""Friends who are held: who, why, with whom they came, a host's word on them, and the rules by which it is done."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from coterie.api.campaign_shapes import Line, line_shown
from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.growth.domain.review import MOST_AT_ONCE, decide_holds
from coterie.growth.domain.watching import adopt_weights, set_risk_rules
from coterie.growth.enums import HoldState, Signal, Strictness
from coterie.growth.models import Hold
from coterie.growth.queries.holds import Ring, history_of, holds_run_by, reasons_of, ring_of
from coterie.growth.queries.lessons import Wrong, lessons_of, wrong_holds
from coterie.growth.queries.watching import rules_now, weights_of
from coterie.growth.rules.score import THRESHOLDS
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["held friends"])
HERE = "/communities/{slug}/risk"
SEE, MEMBERS, EDIT = Permission.SEE_CONSOLE, Permission.SEE_MEMBERS, Permission.EDIT_CAMPAIGNS


class ReasonOut(Schema):
    """A sign, how strong it is from 0 to 1, and in words."""

    signal: Signal
    strength: float
    words: str


class HoldOut(Schema):
    """A friend (`member`) of a participant who is held; `score`: how suspicious, from 0 to 1."""

    key: str
    campaign: str
    participant: str
    member: str
    state: HoldState
    score: float
    reasons: list[ReasonOut]
    held_at: datetime
    decided_at: datetime | None


class PersonOut(Schema):
    """Somebody who came together with them."""

    member: str
    joined_at: datetime | None


class TieOut(Schema):
    """What ties two people, who joined first first: one browser, or a minute."""

    one: str
    other: str
    by: Signal


class RingOut(Schema):
    """Who came together, in the order of joining; `left_out`: how many more."""

    people: list[PersonOut]
    ties: list[TieOut]
    left_out: int


class HoldFound(HoldOut):
    """A friend who is held, with the ring and all that the ledger says."""

    ring: RingOut
    lines: list[Line]


class WhichHolds(Slice):
    """Which of them; `campaign` is a key."""

    state: HoldState | None = None
    campaign: str = Field("", max_length=12, pattern=r"^[a-z0-9]*$")


class WordsIn(Schema, extra="forbid"):
    """One word on some who are held, by their keys."""

    holds: list[str] = Field(min_length=1, max_length=MOST_AT_ONCE)
    may_count: bool
    why: str = Field(min_length=1, max_length=120)


class WordsOut(Schema):
    """Those on whom the word was said."""

    holds: list[HoldOut]


class RulesIn(Schema, extra="forbid"):
    """How strict, and which signals are not looked at."""

    strictness: Strictness
    off: list[Signal] = []


class RulesOut(Schema):
    """The rules in force: version (0: as everybody begins), from which score on somebody is held, what signs weigh.

    `learned`: from how many decisions the weights are; `decided`: on how many you decided by now, and `proposed` what
    these teach, null while they are too few or teach nothing new.
    """

    version: int
    strictness: Strictness
    threshold: float
    off: list[Signal]
    weights: dict[str, float]
    learned: int
    decided: int
    proposed: dict[str, float] | None


class WrongOut(Schema):
    """Of those held by a signal (null: by any): how many were let through of those decided, and its 95 % interval."""

    signal: Signal | None
    passed: int
    decided: int
    share: float | None
    low: float | None
    high: float | None
    waiting: int
    gone: int


class ReportOut(Schema):
    """How often holds were wrong: over all first, then by signal."""

    signals: list[WrongOut]


def hold_shown(row: Hold) -> dict[str, Any]:
    """Return somebody who is held as the API shows one."""
    own = {name: getattr(row, name) for name in ("key", "state", "score", "held_at", "decided_at")}
    whose = {"campaign": row.campaign.key, "participant": row.participant.key, "member": row.member.key}
    return {**own, **whose, "reasons": reasons_of(row)}


def ring_shown(ring: Ring) -> dict[str, Any]:
    """Return a ring as the API shows one."""
    keys = {one.member: one.key for one in ring.people}
    people = [{"member": one.key, "joined_at": one.joined_at} for one in ring.people]
    ties = [{"one": keys[tie.one], "other": keys[tie.other], "by": tie.by} for tie in ring.ties]
    return {"people": people, "ties": ties, "left_out": ring.left_out}


def rules_shown(community: Community) -> dict[str, Any]:
    """Return the rules in force as the API shows them."""
    row, lessons = rules_now(community.pk), lessons_of(community.pk)
    facts = {"version": row.number, "strictness": row.strictness, "off": row.off, "learned": row.learned}
    weighs = {"threshold": THRESHOLDS[row.strictness], "weights": dict(weights_of(row))}
    return {**facts, **weighs, "decided": lessons.cases, "proposed": lessons.news(row.weights) or None}


def wrong_shown(row: Wrong) -> dict[str, Any]:
    """Return a line of the report as the API shows one."""
    share = {"share": row.share.rate, "low": row.share.low, "high": row.share.high}
    return {
        "signal": row.signal, "passed": row.share.done, "decided": row.share.of, **share, "waiting": row.waiting,
        "gone": row.gone,
    }  # fmt: skip


@router.get(f"{HERE}/holds", response=Page[HoldOut])
def holds(request: HttpRequest, slug: str, part: Query[WhichHolds]) -> dict[str, object]:
    """List who is or was held, newest first."""
    community = community_at(request, slug, MEMBERS)
    return page_of(
        holds_run_by(actor_of(request), community.pk, part.state or "", part.campaign), part, hold_shown
    )  # fmt: skip


@router.get(f"{HERE}/holds/{{key}}", response=HoldFound)
def hold(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show why a friend is held, with whom they came, and what the ledger says."""
    community = community_at(request, slug, MEMBERS)
    row = holds_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such friend."))
    lines = [line_shown(line) for line in history_of(row)]
    return {**hold_shown(row), "ring": ring_shown(ring_of(row, now())), "lines": lines}


@router.post(f"{HERE}/words", response=WordsOut)
def words(request: HttpRequest, slug: str, body: WordsIn) -> dict[str, Any]:
    """Let friends through, or refuse them; the last word holds. Keys that name none are passed over."""
    community = community_at(request, slug, EDIT)
    found = decide_holds(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return {"holds": [hold_shown(row) for row in found]}


@router.get(f"{HERE}/rules", response=RulesOut)
def rules(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show the rules in force, and which weights your decisions propose."""
    return rules_shown(community_at(request, slug, SEE))


@router.put(f"{HERE}/rules", response=RulesOut)
def change_rules(request: HttpRequest, slug: str, body: RulesIn) -> dict[str, Any]:
    """Hold friends by other rules from now on."""
    community = community_at(request, slug, EDIT)
    set_risk_rules(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return rules_shown(community)


@router.put(f"{HERE}/weights", response=RulesOut)
def take_weights(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Weigh signs from now on as your decisions teach."""
    community = community_at(request, slug, EDIT)
    adopt_weights(community=community.pk, actor=actor_of(request), now=now())
    return rules_shown(community)


@router.get(f"{HERE}/report", response=ReportOut)
def report(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Say how often a hold was wrong: over all first, then by signal."""
    community = community_at(request, slug, SEE)
    return {"signals": [wrong_shown(row) for row in wrong_holds(actor_of(request), community.pk)]}
