from coterie.platform.events.event import Event


class HistoryImported(Event):
    """A file was taken in (`subject`: the run); `data`: kind, and how many messages, orders, duplicates, unparsed."""

    kind = "history_imported"
