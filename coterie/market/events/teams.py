"""Events of teams that buy together."""

from coterie.platform.events.event import Event


class TeamEnded(Event):
    """A team that buys together is complete, or its time is over; `data`: which, the offer, how many have paid."""

    kind = "team_ended"
