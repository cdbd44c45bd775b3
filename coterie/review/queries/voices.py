"""Who speaks, and how evenly."""

from dataclasses import dataclass

from ibis.expr.types import Table

from coterie.review.queries.log import Log
from coterie.review.queries.messages import spoken
from coterie.review.rules.concentration import absence_factor, effective_number, gini, top_share


@dataclass(frozen=True, slots=True)
class Voices:
    """How the messages of a period are spread over those who wrote them."""

    messages: int
    authors: int
    gini: float | None
    """`2*sum(i*x_(i))/(n*sum(x)) - (n+1)/n` of messages per author; members who wrote nothing are not in it."""
    top1_share: float | None
    """Share of messages by the top `ceil(1 %)` of authors."""
    top10_share: float | None
    """Share of messages by the top `ceil(10 %)` of authors."""
    effective_speakers: float | None
    """`exp(entropy)` of the authors' shares."""
    absence_factor: int | None
    """Fewest authors who hold half of the messages."""


def per_author(log: Log) -> Table:
    """Messages per author in the period: member (null where nobody is known), messages."""
    said = spoken(log)
    return said.group_by("member").aggregate(messages=said.count())


def voices(log: Log) -> Voices:
    """Count messages and measure how evenly they are spread."""
    counted = log.table(per_author(log))
    known = counted.filter(counted["member"].is_valid())
    amounts = known["messages"].to_numpy()
    return Voices(
        messages=int(counted["messages"].to_numpy().sum()),
        authors=len(amounts),
        gini=gini(amounts),
        top1_share=top_share(amounts, 0.01),
        top10_share=top_share(amounts, 0.10),
        effective_speakers=effective_number(amounts),
        absence_factor=absence_factor(amounts),
    )
