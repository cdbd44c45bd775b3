"""What members did of their own will, and who of them is here."""

from dataclasses import dataclass
from datetime import datetime

import ibis
from ibis.expr.types import Table

from coterie.review.queries.engine import wall_of
from coterie.review.queries.log import Log
from coterie.review.queries.messages import messages
from coterie.review.rules.period import DAY, SECOND_US

LIVING = (
    "reaction_added", "checked_in", "challenge_joined", "rally_joined", "vote_cast", "session_rated", "trial_applied",
    "trial_answered", "audience_asked", "idea_proposed", "place_taken", "ticket_scanned", "card_shared",
    "profile_followed", "seed_answered",
)  # fmt: skip
"""Kinds whose `member` is who did it; beside them, messages."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A member who is here: since when, in microseconds, and the local day of it."""

    t: int
    day: int


def acts(log: Log) -> Table:
    """Everything that members did, up to the end of the period: t, member, group, day."""
    return log.keep("acts", lambda: act_rows(log))


def act_rows(log: Log) -> Table:
    """Compute `acts`."""
    said = messages(log).select("t", "member", "group", "day")
    done = log.deeds.filter(log.deeds.kind.isin(LIVING))
    rows = done.select("t", "member", "group", day=day_of(log, done))
    both = said.union(rows)
    return both.filter(both.member.notnull())


def day_of(log: Log, rows: Table) -> ibis.Value:
    """Return the local day number of each event."""
    return (wall_of(rows.at, log.scope.zone) / DAY).floor().cast("int32")


def people_here(log: Log) -> dict[int, Tenure]:
    """Return the members who have not left, since when they are here."""
    return log.once("people_here", lambda: tenures(log))


def tenures(log: Log) -> dict[int, Tenure]:
    """Compute `people_here`; who came back is here since then."""
    events = log.deeds.filter(
        log.deeds.kind.isin(("member_joined", "member_left", "member_removed")), log.deeds.member.notnull()
    )
    found: dict[int, Tenure] = {}
    for row in log.rows(events.order_by("t", "id").select("member", "kind", "t", day=day_of(log, events))):
        if row["kind"] == "member_joined":
            found.setdefault(row["member"], Tenure(row["t"], row["day"]))
        else:
            found.pop(row["member"], None)
    return found


def days_back(log: Log, days: int) -> int:
    """Return the instant so many days before the end of the period, in microseconds."""
    return log.period.end - days * DAY * SECOND_US


def until_of(text: str | None) -> int | None:
    """Return the instant that an event names in words."""
    return int(datetime.fromisoformat(text).timestamp() * SECOND_US) if text else None
