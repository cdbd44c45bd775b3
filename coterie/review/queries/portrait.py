"""The members as they are: needs, tags, channels and how much they speak, beside those that were declared."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from coterie.review.queries.engine import text_in
from coterie.review.queries.log import Log
from coterie.review.queries.messages import spoken
from coterie.review.queries.ties import ties
from coterie.review.rules.period import SECOND_US, WEEK
from coterie.review.rules.portrait import Fit, Mixing, Purity, fit_of, mixing_of, purity_of

NEEDS, TAGS, CHANNELS = "needs", "tags", "channels"
UNSAID = "?"


@dataclass(frozen=True, slots=True)
class Facet:
    """One side of the portrait: people by kind (somebody of two kinds is half of each), and how they compare."""

    counts: dict[str, float]
    target: dict[str, float]
    fit: Fit | None
    purity: Purity | None
    mixing: Mixing | None
    unknown: int
    """Members of whom it is not known."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A member who is not as declared, the strongest reason first: facet and kind."""

    member: int
    reasons: tuple[tuple[str, str], ...]
    channel: int | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """Who is here at the end of the period."""

    members: int
    facets: dict[str, Facet]
    weekly: float | None
    """Messages a week of the middle member."""
    speaking: int
    """Members who speak at least as often as declared."""
    misfits: tuple[Misfit, ...]
    by_channel: dict[int, tuple[int, int]]
    """Channel -> members who do not fit, all its members."""


Kinds = dict[int, dict[str, float]]
"""Member -> kinds, adding up to 1."""


def portrait_of(
    log: Log, target: Mapping[str, Mapping[str, int] | int], called: Mapping[int, str], tags: Mapping[int, str]
) -> Portrait:
    """Draw the members who are here now; `called` and `tags` name channels and tags by number."""
    channels = here(log)
    known: dict[str, Kinds] = {
        NEEDS: needs_told(log, set(channels)),
        TAGS: tags_put(log, set(channels), tags),
        CHANNELS: {member: {called[way]: 1.0} for member, way in channels.items() if way is not None and way in called},
    }
    declared = {name: dict(value) for name, value in target.items() if isinstance(value, Mapping)}
    pairs = [(row["source"], row["target"], row["messages"]) for row in log.rows(ties(log))]
    facets = {name: facet(kinds, declared.get(name, {}), len(channels), pairs) for name, kinds in known.items()}
    said = weekly(log, set(channels))
    rates = sorted(said.values())
    wanted = target.get("weekly")
    misfits = tuple(misfits_in(known, declared, channels))
    return Portrait(
        members=len(channels),
        facets=facets,
        weekly=rates[len(rates) // 2] if rates else None,
        speaking=sum(rate >= wanted for rate in rates) if isinstance(wanted, int) else 0,
        misfits=misfits,
        by_channel=per_channel(misfits, channels),
    )


def here(log: Log) -> dict[int, int | None]:
    """Return the members who have not left, with the channel they came by."""
    kinds = ("member_joined", "member_left", "member_removed")
    events = log.deeds.filter(log.deeds.kind.isin(kinds), log.deeds.member.notnull())
    rows = events.order_by("t", "id").select("member", "kind", "channel")
    found: dict[int, int | None] = {}
    for row in log.rows(rows):
        if row["kind"] == "member_joined":
            found.setdefault(row["member"], row["channel"])
        else:
            found.pop(row["member"], None)
    return found


def needs_told(log: Log, members: set[int]) -> Kinds:
    """Return what each member said last of why they came."""
    told = log.deeds.filter(log.deeds.kind == "needs_told").order_by("t", "id")
    latest: dict[int, list[str]] = {}
    for row in log.rows(told.select("member", needs=text_in(told.data, "needs"))):
        latest[row["member"]] = words_in(row["needs"])
    return {
        member: {need: 1 / len(needs) for need in needs}
        for member, needs in latest.items()
        if needs and member in members
    }


def words_in(text: str | None) -> list[str]:
    """Return the words of a JSON list of plain words."""
    return [word for word in (text or "").strip("[]").replace('"', "").split(",") if word]


def tags_put(log: Log, members: set[int], named: Mapping[int, str]) -> Kinds:
    """Return the tags that are on each member."""
    put = log.deeds.filter(log.deeds.kind == "member_tagged").order_by("t", "id")
    on: dict[int, dict[int, bool]] = defaultdict(dict)
    for row in log.rows(put.select("member", "subject", on=text_in(put.data, "on"))):
        on[row["member"]][row["subject"]] = row["on"] == "true"
    found: Kinds = {}
    for member, tags in on.items():
        kept = [named[tag] for tag, is_on in tags.items() if is_on and tag in named]
        if kept and member in members:
            found[member] = {tag: 1 / len(kept) for tag in kept}
    return found


def facet(kinds: Kinds, target: Mapping[str, int], members: int, pairs: list[tuple[int, int, int]]) -> Facet:
    """Compare one side of the portrait."""
    counts: Counter[str] = Counter()
    for shares in kinds.values():
        counts.update(shares)
    mainly = {member: min(shares, key=lambda kind: (-shares[kind], kind)) for member, shares in kinds.items()}
    wanted = {name: float(share) for name, share in target.items()}
    return Facet(
        dict(counts), wanted, fit_of(counts, wanted), purity_of(counts), mixing_of(pairs, mainly), members - len(kinds)
    )


def weekly(log: Log, members: set[int]) -> dict[int, float]:
    """Return how many messages a week each member wrote in the period; nobody's week is shorter than one."""
    weeks = max((log.period.end - log.period.start) / SECOND_US / WEEK, 1.0)
    said = spoken(log)
    rows = log.rows(said.group_by("member").aggregate(messages=said.count()))
    wrote = {row["member"]: row["messages"] / weeks for row in rows}
    return {member: wrote.get(member, 0.0) for member in members}


def misfits_in(
    known: Mapping[str, Kinds], declared: Mapping[str, Mapping[str, int]], channels: Mapping[int, int | None]
) -> list[Misfit]:
    """Return the members of whom nothing that is known was declared on some side, those with most reasons first."""
    reasons: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for side, target in declared.items():
        for member, kinds in known.get(side, {}).items():
            if not set(kinds) & set(target):
                reasons[member].append((side, max(kinds, key=lambda kind: kinds[kind])))
    found = [Misfit(member, tuple(why), channels.get(member)) for member, why in reasons.items()]
    return sorted(found, key=lambda one: (-len(one.reasons), one.member))


def per_channel(misfits: tuple[Misfit, ...], channels: Mapping[int, int | None]) -> dict[int, tuple[int, int]]:
    """Return of each channel how many of its members do not fit, and how many there are."""
    wrong = Counter(one.channel for one in misfits)
    came = Counter(channels.values())
    return {way: (wrong[way], count) for way, count in came.items() if way is not None}
