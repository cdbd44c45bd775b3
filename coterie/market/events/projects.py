"""Events of projects that many pay for together."""

from coterie.platform.events.event import Event


class ProjectOpened(Event):
    """A project takes pledges; `subject` is its offer; `data`: goal, currency, kind."""

    kind = "project_opened"


class ProjectWon(Event):
    """A project ended and its money is the community's; `data`: pledged, goal, currency."""

    kind = "project_won"


class ProjectLost(Event):
    """A project missed its goal; everybody gets their money back. `data`: pledged, goal, currency."""

    kind = "project_lost"


class ProjectCancelled(Event):
    """A project was called off; everybody gets their money back. `data`: pledged, goal, currency."""

    kind = "project_cancelled"


class ProjectSettled(Event):
    """All money of a project is where it belongs: with the community, or back with the backers."""

    kind = "project_settled"


class StretchReached(Event):
    """So much came together that there is more; `data`: the amount in minor units."""

    kind = "stretch_reached"


class ProjectUpdateWritten(Event):
    """Backers were told how it goes on; `subject` is the update."""

    kind = "project_update_written"
