"""Which programs act for whom."""

from datetime import datetime

from django.db.models import Q, QuerySet

from coterie.accounts.models import ApiToken
from coterie.accounts.rules import is_live, prefix_in, same_secret
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import PreparedObjects

NOBODYS = "0" * 64
"""Compared with when no token has the prefix, so that the answer comes no sooner."""

_named = PreparedObjects(ApiToken, lambda prefix: ApiToken.objects.filter(prefix=prefix, account__is_active=True), str)


def api_tokens_of(account: int, now: datetime) -> QuerySet[ApiToken]:
    """The tokens of an account that open something, newest first."""
    live = Q(expires_at=None) | Q(expires_at__gt=now)
    return ApiToken.objects.filter(live, account=account, revoked_at=None).order_by("-id")


def token_for(secret: str, now: datetime) -> ApiToken | None:
    """Return the live token with this secret; every call of the API asks."""
    token = _named.first(prefix_in(secret) or "")
    if not same_secret(secret, token.digest if token else NOBODYS):
        return None
    return token if token and is_live(token, now) else None


def actor_of_token(token: ApiToken) -> Actor:
    """Return who acts through the token."""
    return Actor(account=token.account_id, via="api", scopes=frozenset(token.scopes))
