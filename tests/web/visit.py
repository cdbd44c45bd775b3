"""Visiting pages as somebody of the cast."""

from django.test import Client

from coterie.web.sign_in.session import BACKEND
from tests.cast import Cast

HTMX = {"HX-Request": "true"}


def visitor(cast: Cast, name: str) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(cast.accounts[name], backend=BACKEND)
    return client


def room(cast: Cast) -> str:
    """Return the address of the basic group."""
    return f"/m/table/g/{cast.group.key}"
