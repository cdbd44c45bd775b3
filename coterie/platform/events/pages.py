"""Pages of the log, read once for all receivers that stand at the same place."""

from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.position import Position, events_after

PAGE = 500
KEPT = 6


class Pages:
    """The last few full pages. What was read stays true: the log does not change, and nothing comes before it."""

    def __init__(self) -> None:
        self._full: dict[Position, list[LoggedEvent]] = {}
        self._end: tuple[Position, list[LoggedEvent]] | None = None
        self.more = False

    def turn(self) -> None:
        """Look anew at the end of the log: forget the page that was not full."""
        self._end = None
        self.more = False

    def after(self, position: Position) -> list[LoggedEvent]:
        """Return the events after `position`, up to a page of them; `more` says that a page was full."""
        if position in self._full:
            self.more = True
            return self._full[position]
        if self._end and self._end[0] == position:
            return self._end[1]
        page = events_after(position, limit=PAGE)
        if len(page) < PAGE:
            self._end = (position, page)
        else:
            self.more = True
            self._full[position] = page
            if len(self._full) > KEPT:
                del self._full[next(iter(self._full))]
        return page
