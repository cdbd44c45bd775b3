"""Who calls: a token in the Authorization header."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from coterie.accounts.queries.tokens import actor_for_token
from coterie.kit.actor import Actor
from coterie.kit.clock import now


class TokenAuth(HttpBearer):
    """`Authorization: Bearer SECRET`; the secret is shown once, on the page of tokens."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor of a live token."""
        return actor_for_token(token, now=now())


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor that the token stands for."""
    actor: Actor = request.auth  # type: ignore[attr-defined] - set by ninja after TokenAuth
    return actor
