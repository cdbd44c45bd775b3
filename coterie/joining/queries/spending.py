"""What channels cost, day by day."""

from dataclasses import dataclass
from datetime import date

from coterie.joining.queries.channels import costs_visible_to
from coterie.kit.actor import Actor
from coterie.kit.spread import spread


@dataclass(frozen=True, slots=True)
class Spent:
    """The part of a channel's cost that falls on the days that are asked for."""

    channel: int
    name: str
    note: str
    first_day: date
    last_day: date
    amount: int


def spent_on_channels(
    actor: Actor, community: int, *, currency: str, first_day: date, last_day: date, channel: int | None = None
) -> list[Spent]:
    """Return what was spent on channels from one local day to another, both included; for staff."""
    rows = costs_visible_to(actor, community).filter(
        currency=currency, first_day__lte=last_day, last_day__gte=first_day
    )
    rows = rows if channel is None else rows.filter(channel=channel)
    since, until = first_day.toordinal(), last_day.toordinal() + 1
    found = [
        Spent(
            row.channel_id, row.channel.name, row.note, row.first_day, row.last_day,
            spread(row.amount, row.first_day.toordinal(), row.last_day.toordinal(), since=since, until=until),
        )
        for row in rows
    ]  # fmt: skip
    return [one for one in found if one.amount]
