"""Where what a letter speaks of can be read."""

from django.conf import settings


def address_in(community: str, path: str) -> str:
    """Return the whole address of a page of the member space; `community` is its slug."""
    return f"{settings.BASE_URL}/m/{community}/{path}"
