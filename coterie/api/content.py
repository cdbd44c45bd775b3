"""Whether content keeps its promises, and what of it is seen most."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.rituals.queries.columns import persistence_of
from coterie.rituals.queries.piece_counts import comparison_of

router = Router(tags=["content"])


class ComparedOut(Schema):
    """A format or a length: who saw its pieces within a week, in the middle."""

    kind: str
    views: float
    pieces: int


class ContentOut(Schema):
    """How long promises were kept, and which formats and lengths of texts are seen most."""

    promises: bool
    days: int
    weeks: int
    formats: list[ComparedOut]
    lengths: list[ComparedOut]


@router.get("/communities/{slug}/content", response=ContentOut)
def content(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show how long promises were kept, and compare formats and lengths."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    kept, compared = persistence_of(community.pk, community.timezone, now()), comparison_of(community.pk, now())
    told = {"promises": kept.promises, "days": kept.days, "weeks": kept.weeks}
    return {**told, "formats": compared.formats, "lengths": compared.lengths}
