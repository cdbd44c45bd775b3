"""Posters for screens, and the sheets that are drawn of them."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.designs.look import Brand, PosterText
from coterie.joining.designs.poster import laid_out
from coterie.joining.models import LiveCode, Poster
from coterie.joining.queries.brand import brand_of
from coterie.kit.actor import Actor
from coterie.kit.sheet.sheet import Sheet
from coterie.platform.files.storing import place_of, stored_file


def posters_visible_to(actor: Actor, community: int) -> QuerySet[Poster]:
    """The posters of a community, newest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return Poster.objects.filter(community=community).select_related("code", "community").order_by("-id")


def sheet_of(poster: Poster) -> Sheet:
    """Lay a poster out."""
    return sheet_with(
        poster.code,
        brand=brand_of(poster.community_id),
        design=poster.design,
        language=poster.language,
        headline=poster.headline,
        line=poster.line,
        name=poster.name,
        title=poster.title,
        photo=photo_of(poster),
    )


def sheet_with(
    code: LiveCode,
    *,
    brand: Brand,
    design: str,
    language: str,
    headline: str,
    line: str = "",
    name: str = "",
    title: str = "",
    photo: bytes | None = None,
) -> Sheet:
    """Lay out a poster with these words around a code."""
    address = f"{settings.BASE_URL}/g/{code.slug}"
    with override(language):
        call = _("Scan to join")
    text = PosterText(
        address=address,
        brand=brand,
        headline=headline,
        line=line,
        name=name,
        title=title,
        call=call,
        note=address.partition("://")[2],
        photo=photo,
    )
    return laid_out(design, text)


def photo_of(poster: Poster) -> bytes | None:
    """Return the bytes of a poster's picture."""
    return place_of(stored_file(poster.photo)).read_bytes() if poster.photo else None
