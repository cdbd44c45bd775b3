"""How a community looks on what is drawn for it."""

from coterie.communities.queries.identity import identity_of
from coterie.joining.designs.look import ACCENTS, Brand


def brand_of(community: int) -> Brand:
    """Return name, colours and logo."""
    known = identity_of(community)
    return Brand(known.name, *ACCENTS[known.accent], known.logo)
