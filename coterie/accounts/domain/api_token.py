"""Giving programs the right to act for an account, and taking it back."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coterie.accounts.events import ApiTokenCreated, ApiTokenRevoked
from coterie.accounts.models import Account, ApiToken
from coterie.accounts.queries.tokens import actor_of_token, api_tokens_of, token_for
from coterie.accounts.rules import MARK, digest_of, is_scope, may_manage
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.ids import new_key
from coterie.kit.text import clean
from coterie.platform.events.log import publish

MOST = 50
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token and its secret, which is shown once and not kept."""

    token: ApiToken
    secret: str


@transaction.atomic
def create_api_token(
    *, account: int, name: str, scopes: Collection[str], expires_at: datetime | None = None, actor: Actor, now: datetime
) -> NewToken:
    """Let a program act for the account within `scopes`.

    Raises Invalid without a name or scopes, or for an end in the past; Conflict when there are too many tokens.
    """
    if not may_manage(actor, account):
        raise NotFound
    locked(Account.objects.filter(pk=account))
    check_facts(name, scopes, expires_at, now)
    if api_tokens_of(account, now).count() >= MOST:
        raise Conflict(_("You have 50 tokens already. Revoke one first."))
    prefix = new_key()
    secret = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        account_id=account, name=clean(name)[:60], prefix=prefix, digest=digest_of(secret), scopes=sorted(set(scopes)),
        created_at=now, expires_at=expires_at,
    )  # fmt: skip
    publish(ApiTokenCreated(at=now, actor=account, subject=token.pk, data={"scopes": token.scopes}))
    return NewToken(token, secret)


def check_facts(name: str, scopes: Collection[str], expires_at: datetime | None, now: datetime) -> None:
    """Refuse a token that nobody could tell apart, that opens nothing, or that is over before it begins."""
    if not clean(name):
        raise Invalid(_("Please give a name."), field="name")
    if not scopes or not all(is_scope(scope) for scope in scopes):
        raise Invalid(_("Choose what the token may do."), field="scopes")
    if expires_at is not None and expires_at <= now:
        raise Invalid(_("Choose a day in the future."), field="expires_at")


@transaction.atomic
def revoke_api_token(*, token: int, actor: Actor, now: datetime) -> None:
    """Make a token open nothing any more; a second time changes nothing."""
    row = locked(ApiToken.objects.filter(pk=token))
    if not may_manage(actor, row.account_id):
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        publish(ApiTokenRevoked(at=now, actor=row.account_id, subject=row.pk))


def use_api_token(*, secret: str, now: datetime) -> Actor | None:
    """Return the actor behind the secret, if it opens anything, and note the use at most once a minute."""
    token = token_for(secret, now)
    if token is None:
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - MINUTE)
    if token.last_used_at is None or token.last_used_at < now - MINUTE:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return actor_of_token(token)
