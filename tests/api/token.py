"""Callers of the API: a token, and one request with it."""

import json
from collections.abc import Collection, Mapping

from django.http import HttpResponse
from django.test import Client

from coterie.accounts.domain.api_token import create_api_token
from coterie.communities.enums import Permission
from tests.cast import NOW, Cast

EVERYTHING = (*Permission.values, "read_member", "write_member")


def token_of(cast: Cast, who: str, scopes: Collection[str] = EVERYTHING) -> str:
    """Return the secret of a new token of somebody."""
    facts = {"account": cast.accounts[who].pk, "name": "program", "scopes": scopes}
    return create_api_token(**facts, actor=cast.actor(who), now=NOW).secret


def call(
    method: str, path: str, secret: str | None = None, body: object = None, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Call the API; a `body` that is no text is sent as JSON."""
    words = body if isinstance(body, str | bytes) else json.dumps(body) if body is not None else ""
    known = {"Authorization": f"Bearer {secret}"} if secret else {}
    headers = {**known, **(headers or {})}
    return Client().generic(method, f"/api/v1{path}", words, "application/json", headers=headers)


def upload(path: str, secret: str | None, form: Mapping[str, object], key: str = "") -> HttpResponse:
    """Send a form with files to the API."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    headers |= {"Idempotency-Key": key} if key else {}
    return Client().post(f"/api/v1{path}", form, headers=headers)
