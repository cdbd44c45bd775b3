"""Tables of accounts."""

from coterie.accounts.models.account import Account

__all__ = ["Account"]
