"""Tables of the ledger."""

from coterie.platform.ledger.models.entry import LedgerEntry
from coterie.platform.ledger.models.ledger_account import LedgerAccount
from coterie.platform.ledger.models.leg import LedgerLeg

__all__ = ["LedgerAccount", "LedgerEntry", "LedgerLeg"]
