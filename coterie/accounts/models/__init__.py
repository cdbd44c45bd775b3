"""Tables of accounts."""

from coterie.accounts.models.account import Account
from coterie.accounts.models.api_token import ApiToken
from coterie.accounts.models.one_time_link import OneTimeLink

__all__ = ["Account", "ApiToken", "OneTimeLink"]
