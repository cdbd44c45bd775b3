"""Who calls: a token in the Authorization header."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from coterie.accounts.domain.api_token import use_api_token
from coterie.accounts.rules import prefix_in
from coterie.api.plain import refuse_address
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import Forbidden
from coterie.platform.limits.allowance import demand

MINUTE = timedelta(minutes=1)
CALLS = 3_000
"""Calls of one token in a minute, in each process: a program that has lost its mind stops nobody else."""
GUESSES = 60
"""Secrets that open nothing, from one address in a minute."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and the token in use: its name, and the secret that only the caller has."""

    actor: Actor
    token: str
    secret: str = field(repr=False)


class TokenAuth(HttpBearer):
    """`Authorization: Bearer SECRET`; the secret is shown once, on the page of tokens."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """Return who calls with a live token.

        Raises NotFound for an address that can name nothing, before any lookup by it; TooMany.
        """
        refuse_address(request)
        if known := getattr(request, "auth", None):
            return known  # type: ignore[no-any-return]  # an idempotency key has asked before
        actor, prefix = use_api_token(secret=token, now=now()), prefix_in(token) or ""
        if actor is None:
            demand("api.guesses", request.META.get("REMOTE_ADDR", ""), per=GUESSES, window=MINUTE, now=now())
            return None
        demand("api.calls", prefix, per=CALLS, window=MINUTE, now=now())
        request.auth = Caller(actor, prefix, token)  # type: ignore[attr-defined]
        return caller_of(request)


def caller_of(request: HttpRequest) -> Caller:
    """Return who calls; TokenAuth has let them in."""
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by TokenAuth
    return caller


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor that the token stands for."""
    return caller_of(request).actor


def need_scope(request: HttpRequest, scope: str) -> Actor:
    """Return the actor if the token carries a scope of the member side.

    Raises Forbidden.
    """
    actor = actor_of(request)
    if actor.scopes is not None and scope not in actor.scopes:
        raise Forbidden(_("This token does not include “%(scope)s”.") % {"scope": scope})
    return actor
