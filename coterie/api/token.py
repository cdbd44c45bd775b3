"""Who calls: a token in the Authorization header."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from coterie.accounts.domain.api_token import use_api_token
from coterie.api.plain import refuse_address
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import Forbidden


class TokenAuth(HttpBearer):
    """`Authorization: Bearer SECRET`; the secret is shown once, on the page of tokens."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor of a live token.

        Raises NotFound for an address that can name nothing, before any lookup by it.
        """
        refuse_address(request)
        return use_api_token(secret=token, now=now())


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor that the token stands for."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by ninja after TokenAuth
    return actor


def need_scope(request: HttpRequest, scope: str) -> Actor:
    """Return the actor if the token carries a scope of the member side.

    Raises Forbidden.
    """
    actor = actor_of(request)
    if actor.scopes is not None and scope not in actor.scopes:
        raise Forbidden(_("This token does not include “%(scope)s”.") % {"scope": scope})
    return actor
