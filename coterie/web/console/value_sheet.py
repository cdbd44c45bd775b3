"""What the page of the customers' value shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coterie.review.enums import Segment
from coterie.review.queries.value import Worth
from coterie.review.queries.value_json import FIRST_DAY, rows_json, segment_facts
from coterie.review.queries.value_words import lack_sentence, segment_advice, segment_meaning, segment_name

TONES = {
    Segment.CHAMPIONS: "leaf", Segment.LOYAL: "leaf", Segment.PROMISING: "sky", Segment.DRIFTING: "amber",
    Segment.AT_RISK: "red", Segment.LOST: "",
}  # fmt: skip
VALUE_HEAD = (
    "customer", "segment", "r", "f", "m", "purchases", "recency_weeks", "age_weeks", "revenue", "currency", "p_alive",
    "p_buys_13_weeks", "purchases_13_weeks", "value_13_weeks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """One segment in words and figures; the revenue in minor units."""

    segment: Segment
    members: int
    """How many of the customers are members today."""
    name: str
    tone: str
    meaning: str
    advice: str
    customers: int
    revenue: int
    share: float | None


@dataclass(frozen=True, slots=True)
class ValueSheet:
    """The whole page; amounts in minor units, and None where there is no model."""

    currency: str
    until: date
    buyers: int
    repeaters: int
    weeks: int
    coming: float | None
    value: int | None
    lack: str
    edge: bool
    segments: list[SegmentLine]
    unknown: int


def value_sheet(worth: Worth, members: Mapping[Segment, Sequence[int]]) -> ValueSheet:
    """Return the page; it is an empty one without buyers."""
    found, look = worth.found, worth.found.outlook
    lack = found.lacks.get("model")
    return ValueSheet(
        currency=worth.currency,
        until=date.fromordinal(found.end + FIRST_DAY),
        buyers=len(found.buyers),
        repeaters=found.buyers.repeaters,
        weeks=round(found.weeks),
        coming=float(look.buys.sum()) if look else None,
        value=worth.minor(float(look.value.sum())) if look else None,
        lack=lack_sentence(lack) if lack else "",
        edge=look.fit.edge if look else False,
        segments=list(segment_lines(worth, members)),
        unknown=worth.unknown,
    )


def segment_lines(worth: Worth, members: Mapping[Segment, Sequence[int]]) -> Iterator[SegmentLine]:
    """Yield the segments, the best first."""
    for segment, facts in segment_facts(worth.found):
        words = (segment_name(segment), TONES[segment], segment_meaning(segment), segment_advice(segment))
        figures = (int(facts["customers"] or 0), worth.minor(facts["revenue"] or 0), facts["revenue_share"])
        yield SegmentLine(segment, len(members[segment]), *words, *figures)


def value_rows(worth: Worth, numbers: Mapping[int, str]) -> Iterator[Sequence[object]]:
    """Yield one line for each customer; an unknown figure is empty."""
    for row in rows_json(worth.found):
        name = str(row["customer"])
        number = numbers.get(int(name), name) if name.isdecimal() else name
        facts = (
            row["segment"], row["r"], row["f"], row["m"], row["purchases"], row["recency"], row["age"], row["revenue"],
            worth.currency, row["p_alive"], row["p_buys"], row["expected"], row["value"],
        )  # fmt: skip
        yield number, *("" if fact is None else fact for fact in facts)
