"""Who looked at what is sold, and what became of them.

A person is a member, or a visitor who is not known to be one. A browser is its first member's: of whoever looked or
joined with it, signed in, first.
"""

from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from coterie.review.queries.engine import number_in
from coterie.review.queries.log import Log, open_log
from coterie.review.rules.conversion import NOBODY, WINDOW, Conversion, Lookers, Sale, converted
from coterie.review.rules.period import Period, Scope, instant

SEEN = "page_seen"
U = TypeVar("U", bound=Hashable)


def conversions_in(
    community: int, *, scenes: Mapping[int, str], sales: Iterable[Sale], period: Period, now: datetime
) -> tuple[dict[int, Conversion], dict[str, Conversion]]:
    """Return what became of who looked first in the period: by offer, and by the scene that the offers name."""
    kept = list(sales)
    with open_log(Scope(community=community, now=now, zone=period.zone)) as log:
        by_offer = conversions(log, {offer: offer for offer in scenes}, kept, period)
        return by_offer, conversions(log, scenes, kept, period)


def conversions(log: Log, units: Mapping[int, U], sales: Iterable[Sale], period: Period) -> dict[U, Conversion]:
    """Return what became of who looked first in the period, by the unit that each offer belongs to."""
    found, sold = lookers(log, units, period), {unit: list[Sale]() for unit in units.values()}
    for sale in sales:
        if sale.offer in units:
            sold[units[sale.offer]].append(sale)
    return {unit: converted(found.get(unit, NOBODY), sold[unit], log.scope.now, period) for unit in sold}


def lookers(log: Log, units: Mapping[int, U], period: Period) -> dict[U, Lookers]:
    """Return who looked at the offers of each unit: how many first in the period, and the members of all time."""
    if not units or not log.tally(SEEN).events:
        return {}
    names = list(dict.fromkeys(units.values()))
    places = {name: place for place, name in enumerate(names)}
    where = pa.table({"offer": list(units), "unit": [places[name] for name in units.values()]})
    rows = looks(log)
    rows = rows.join(ibis.memtable(where), "offer")
    firsts = rows.group_by("unit", "person").aggregate(t=rows.t.min(), member=rows.member.max())
    begun = (firsts.t >= period.start) & (firsts.t < period.end)
    over = begun & (firsts.t + WINDOW <= instant(log.scope.now))
    counts = {"people": firsts.count(where=begun), "judged": firsts.count(where=over)}
    counted = log.rows(firsts.group_by("unit").aggregate(**counts))
    known = log.rows(firsts.filter(firsts.member.notnull()).select("unit", "member", "t"))
    members: dict[int, dict[int, int]] = {}
    for row in known:
        members.setdefault(row["unit"], {})[row["member"]] = row["t"]
    return {names[row["unit"]]: Lookers(row["people"], row["judged"], members.get(row["unit"], {})) for row in counted}


def looks(log: Log) -> Table:
    """Every look at an offer: offer, person, member (or null), t."""
    return log.keep("offer_looks", lambda: look_rows(log))


def look_rows(log: Log) -> Table:
    """Compute `looks`."""
    events = log.deeds
    pages = events.filter(events.kind == SEEN)
    seen = pages.select("kind", "visitor", "member", "t", offer=number_in(pages.data, "offer"))
    seen = seen.filter(seen.offer.notnull())
    signed_in = events.filter(
        events.kind.isin((SEEN, "member_joined")), events.visitor.notnull(), events.member.notnull()
    )
    owners = signed_in.group_by(browser="visitor").aggregate(owner=signed_in.member.argmin(signed_in.t))
    rows = seen.left_join(owners, seen.visitor == owners.browser)
    rows = rows.select("offer", "visitor", "t", member=ibis.coalesce(rows.member, rows.owner))
    named = ibis.ifelse(
        rows.member.notnull(), "member " + rows.member.cast("string"), "visitor " + rows.visitor.cast("string")
    )
    return rows.select("offer", "t", "member", person=named)
