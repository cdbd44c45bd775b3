"""What a community is known by, for whoever draws it."""

from dataclasses import dataclass

from coterie.communities.models import Community
from coterie.kit.db.prepared import Prepared
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import place_of, stored_file

FACTS = Prepared(
    lambda community: Community.objects.filter(pk=community).values_list("name", "accent", "number_pattern", "logo"),
    int,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Name, colour, the pattern of member numbers, and the small logo where there is one."""

    name: str
    accent: str
    number_pattern: str
    logo: bytes | None


def identity_of(community: int) -> Identity:
    """Return what a community is known by."""
    [(name, accent, pattern, logo)] = FACTS(community)
    picture = place_of(stored_file(logo), small=True).read_bytes() if logo else None
    return Identity(name, accent, pattern, picture)


def pattern_of(community: int) -> str:
    """Return how a community writes its member numbers."""
    return str(FACTS(community)[0][2])


def logo_of(slug: str, key: str) -> StoredFile | None:
    """Return the picture that the community shows now under this key."""
    shown = key and Community.objects.filter(slug=slug, logo=key).exists()
    return stored_file(key) if shown else None
