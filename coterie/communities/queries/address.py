"""The address that a community gets when nobody chooses one."""

from django.conf import settings
from django.utils.text import slugify

from coterie.communities.models import Community
from coterie.kit.ids import new_slug

LONGEST = 40
SIGNS = 4
"""Random signs behind a name that is taken, or instead of one without a Latin letter."""


def member_address(community: str, path: str) -> str:
    """Return the whole address of a page of the member space; `community` is its slug."""
    return f"{settings.BASE_URL}/m/{community}/{path}"


def free_address(name: str) -> str:
    """Return an address made from the name that no community has."""
    wanted = slugify(name)[: LONGEST - SIGNS - 1].strip("-_")
    if wanted and not Community.objects.filter(slug=wanted).exists():
        return wanted
    return f"{wanted or 'c'}-{new_slug(SIGNS)}"
