"""What the ledger tells."""

from coterie.platform.events.event import Event


class LedgerPosted(Event):
    """An entry (`subject`) was booked; `data`: book, kind, and legs as [account, amount].

    The balances are the sums of these legs: whoever replays the log has the ledger again.
    """

    kind = "ledger_posted"
