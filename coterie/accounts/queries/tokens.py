"""Which programs act for whom."""

from datetime import datetime

from django.db.models import Q, QuerySet

from coterie.accounts.models import ApiToken
from coterie.accounts.rules import is_live, prefix_in, same_secret
from coterie.kit.actor import Actor

NOBODYS = "0" * 64
"""Compared with when no token has the prefix, so that the answer comes no sooner."""


def api_tokens_of(account: int, now: datetime) -> QuerySet[ApiToken]:
    """The tokens of an account that open something, newest first."""
    live = Q(expires_at=None) | Q(expires_at__gt=now)
    return ApiToken.objects.filter(live, account=account, revoked_at=None).order_by("-id")


def token_for(secret: str, now: datetime) -> ApiToken | None:
    """Return the live token with this secret."""
    prefix = prefix_in(secret)
    token = ApiToken.objects.select_related("account").filter(prefix=prefix).first() if prefix else None
    if not same_secret(secret, token.digest if token else NOBODYS):
        return None
    return token if token and token.account.is_active and is_live(token, now) else None


def actor_of_token(token: ApiToken) -> Actor:
    """Return who acts through the token."""
    return Actor(account=token.account_id, via="api", scopes=frozenset(token.scopes))
