"""What the page of the seed programme shows: the programme with its warmth, and candidates with their reasons."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import override

from coterie.communities.models import Community
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.members.enums import SeedState
from coterie.members.models import SeedMember
from coterie.members.queries.members import keys_of, names_of
from coterie.members.queries.seeds import not_to_invite, seeds_visible_to
from coterie.review.queries.candidates import FEW
from coterie.review.queries.seed_look import look_for_seeds
from coterie.review.queries.seed_words import pulse_said, rallies_of, reasons_of, warmth_name
from coterie.review.queries.warmth import Pulse
from coterie.review.rules.warmth import Warmth

SEED_HEAD = (
    "name", "number", "state", "warmth", "recent_days", "usual_days", "last_seen", "rallies", "score", "reasons",
)  # fmt: skip
TONES = {Warmth.WARM: "leaf", Warmth.COOLING: "amber", Warmth.COLD: "red"}


@dataclass(frozen=True, slots=True)
class SeedLine:
    """Somebody of the programme: how warm, and on what that rests."""

    row: SeedMember
    pulse: Pulse
    warmth: str
    tone: str
    said: str
    rallies: str


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """Somebody who could be asked, and why."""

    member: int
    key: str
    name: str
    score: float
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class SeedSheet:
    """The whole page."""

    inside: list[SeedLine]
    waiting: list[SeedMember]
    past: list[SeedMember]
    candidates: list[CandidateLine]
    active: int
    warmth: Counter[str]

    @property
    def few(self) -> bool:
        """Whether too few are active for a place among them to say much."""
        return self.active < FEW


def seed_sheet(actor: Actor, community: Community) -> SeedSheet:
    """Return the programme of a community, and who could be asked next."""
    rows, at = list(seeds_visible_to(actor, community.pk)), now()
    inside = [row for row in rows if row.state == SeedState.IN]
    without, members = not_to_invite(community.pk, at), [row.member_id for row in inside]
    found, pulses = look_for_seeds(
        community=community.pk, zone=community.timezone, without=without, members=members, now=at
    )
    people = [one.member for one in found.best]
    names, keys = names_of(community.pk, people), keys_of(community.pk, people)
    lines = [line_of(row, pulses[row.member_id]) for row in inside]
    return SeedSheet(
        inside=sorted(lines, key=lambda line: (list(Warmth).index(line.pulse.warmth), line.row.member.name)),
        waiting=[row for row in rows if row.state == SeedState.INVITED],
        past=[row for row in rows if row.ended_at],
        candidates=[
            CandidateLine(one.member, keys[one.member], names[one.member], one.score, reasons_of(one))
            for one in found.best
            if one.member in names
        ],
        active=found.active,
        warmth=Counter(str(line.pulse.warmth) for line in lines),
    )


def line_of(row: SeedMember, pulse: Pulse) -> SeedLine:
    """Return somebody of the programme in words."""
    tone = TONES[pulse.warmth]
    return SeedLine(row, pulse, warmth_name(pulse.warmth), tone, pulse_said(pulse), rallies_of(pulse))


def reasons_for(actor: Actor, community: Community, members: Collection[int]) -> dict[int, list[str]]:
    """Return why these members are asked, in the language of the community: they read it."""
    with override(community.language):
        lines = seed_sheet(actor, community).candidates
    return {line.member: line.reasons for line in lines if line.member in set(members)}


def seed_rows(sheet: SeedSheet) -> Iterator[Sequence[object]]:
    """Yield the programme, who is asked or was in it, and the candidates, as a table."""
    for line in sheet.inside:
        row, pulse = line.row, line.pulse
        seen = pulse.last_seen.isoformat() if pulse.last_seen else ""
        usual = "" if pulse.expected is None else round(pulse.expected, 2)
        facts = (pulse.warmth, pulse.recent, usual, seen, line.rallies, "")
        yield row.member.name, row.member.number, row.state, *facts, "; ".join(row.reasons)
    for row in (*sheet.waiting, *sheet.past):
        yield row.member.name, row.member.number, row.state, *("",) * 6, "; ".join(row.reasons)
    for one in sheet.candidates:
        yield one.name, "", "candidate", *("",) * 5, round(one.score, 4), "; ".join(one.reasons)
