"""Who was called to rallies, and who came."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from coterie.review.queries.acts import days_back, until_of
from coterie.review.queries.engine import number_in, text_in
from coterie.review.queries.log import Log

LOOKED_BACK = 90
"""Days of rallies that count."""
KINDS = ("member_tagged", "member_left", "member_removed", "rally_called", "rally_joined")


@dataclass(slots=True)
class Response:
    """How one member followed calls: those that are over, or that they came to."""

    called: int = 0
    waits: list[float] = field(default_factory=list)
    """Seconds from the call to their coming."""

    @property
    def came(self) -> int:
        """How often they came."""
        return len(self.waits)

    @property
    def rate(self) -> float | None:
        """Share of the calls that they followed; None while there was none."""
        return self.came / self.called if self.called else None

    @property
    def median_s(self) -> float | None:
        """Seconds within which they came half of the times."""
        return median(self.waits) if self.waits else None


def responses(log: Log) -> dict[int, Response]:
    """Return how each member followed the rallies of the last 90 days.

    Called is who had the rally's tag when it was called; the log of tags says who that was.
    """
    return log.once("responses", lambda: dict(followed(log)))


def followed(log: Log) -> Iterator[tuple[int, Response]]:
    """Compute `responses`."""
    events = log.deeds.filter(log.deeds.kind.isin(KINDS)).order_by("t", "id")
    rows = log.rows(events.select(
        "t", "kind", "member", "subject", on=text_in(events.data, "on"), tag=number_in(events.data, "tag"),
        closes=text_in(events.data, "closes"), seconds=number_in(events.data, "seconds"),
    ))  # fmt: skip
    called, came = calls_in(rows, days_back(log, LOOKED_BACK)), comings_in(rows)
    found: dict[int, Response] = defaultdict(Response)
    for rally, (until, members) in called.items():
        for member in members:
            wait = came.get((rally, member))
            if wait is not None or until is None or until <= log.period.end:
                found[member].called += 1
            if wait is not None:
                found[member].waits.append(wait)
    yield from found.items()


def calls_in(rows: list[dict[str, Any]], since: int) -> dict[int, tuple[int | None, set[int]]]:
    """Return the members called to each rally, and until when it goes."""
    tagged: dict[int, set[int]] = defaultdict(set)
    found: dict[int, tuple[int | None, set[int]]] = {}
    for row in rows:
        if row["kind"] == "member_tagged":
            (tagged[row["subject"]].add if row["on"] == "true" else tagged[row["subject"]].discard)(row["member"])
        elif row["kind"] in ("member_left", "member_removed"):
            for members in tagged.values():
                members.discard(row["member"])
        elif row["kind"] == "rally_called" and row["t"] >= since:
            found[row["subject"]] = until_of(row["closes"]), set(tagged.get(row["tag"], ()))
    return found


def comings_in(rows: list[dict[str, Any]]) -> dict[tuple[int, int], float]:
    """Return the seconds after which members came: by rally and member."""
    return {
        (row["subject"], row["member"]): float(row["seconds"] or 0) for row in rows if row["kind"] == "rally_joined"
    }
