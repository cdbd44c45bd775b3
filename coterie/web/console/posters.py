"""Posters around live codes."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.designs.poster import PHONE, PRINT, SMALL
from coterie.joining.domain.poster import edit_poster, hang_photo, make_poster, remove_poster
from coterie.joining.models import Poster
from coterie.joining.queries.codes import codes_visible_to
from coterie.joining.queries.posters import posters_visible_to, sheet_of
from coterie.kit.clock import now
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.kit.sheet.sheet import Sheet
from coterie.platform.files.storing import store_picture
from coterie.web.attempt import attempt
from coterie.web.console.poster_form import Choices, PosterWordsForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

FORMS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "print.png": (lambda sheet: picture(sheet, width=PRINT), "image/png"),
    "phone.png": (lambda sheet: picture(sheet, width=PHONE), "image/png"),
    "small.webp": (lambda sheet: picture(sheet, width=SMALL, form="WEBP"), "image/webp"),
    "print.pdf": (document, "application/pdf"),
}


def code_choices(request: HttpRequest, community: Community) -> Choices:
    """Return the live codes as choices."""
    return list(codes_visible_to(actor_of(request), community.pk).values_list("slug", "title"))


@console_page("draw_in", Permission.SEE_CONSOLE)
def posters(request: HttpRequest, community: Community) -> HttpResponse:
    """List the posters as pictures."""
    rows = page_of(request, posters_visible_to(actor_of(request), community.pk))
    return render(request, "console/posters.html", {"rows": rows})


@console_page("draw_in", Permission.EDIT_CODES)
def new_poster(request: HttpRequest, community: Community) -> HttpResponse:
    """Design a poster; the address may name its code, and the person it is about."""
    given = {name: request.GET[name] for name in ("code", "name", "title") if name in request.GET}
    form = PosterWordsForm(
        request.POST or None, request.FILES or None, codes=code_choices(request, community), initial=given
    )
    if request.method == "POST" and form.is_valid() and (row := attempt(form, designed, request=request, words=form)):
        return redirect("console:poster", community.slug, row.key)
    words = {"form": form, "title": _("New poster"), "back": "console:posters"}
    return render(request, "console/poster_form.html", words)


def designed(request: HttpRequest, words: PosterWordsForm, row: Poster | None = None) -> Poster:
    """Keep what was filled in, and the picture if one came with it."""
    actor, community = actor_of(request), request.place.community.pk  # type: ignore[attr-defined]  # set by console_page
    photo = words.cleaned_data["photo"]
    stored = store_picture(photo.read(), community=community, now=now()).key if photo else ""
    if row:
        row = edit_poster(poster=row.pk, **words.facts(), actor=actor, now=now())
    else:
        row = make_poster(community=community, **words.facts(), actor=actor, now=now())
    if stored or photo is False:
        hang_photo(poster=row.pk, photo=stored, actor=actor, now=now())
    return row


@console_page("draw_in", Permission.SEE_CONSOLE)
def poster(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show one poster and what it can be taken away as."""
    row = one_or_404(posters_visible_to(actor_of(request), community.pk), key=key)
    return render(request, "console/poster.html", {"poster": row})


@console_page("draw_in", Permission.EDIT_CODES)
def poster_words(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a poster."""
    row = one_or_404(posters_visible_to(actor_of(request), community.pk), key=key)
    names = ("design", "headline", "line", "language", "name", "title")
    initial = {name: getattr(row, name) for name in names} | {"code": row.code.slug}
    form = PosterWordsForm(
        request.POST or None, request.FILES or None, codes=code_choices(request, community), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"request": request, "words": form, "row": row}
        if attempt(form, designed, **facts):
            return redirect("console:poster", community.slug, row.key)
    words = {"form": form, "title": row.headline, "back": "console:posters", "poster": row}
    return render(request, "console/poster_form.html", words)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def poster_removal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Take a poster away."""
    row = one_or_404(posters_visible_to(actor_of(request), community.pk), key=key)
    remove_poster(poster=row.pk, actor=actor_of(request), now=now())
    return redirect("console:posters", community.slug)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def photo_removal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Take the picture from a poster."""
    row = one_or_404(posters_visible_to(actor_of(request), community.pk), key=key)
    hang_photo(poster=row.pk, photo="", actor=actor_of(request), now=now())
    return redirect("console:poster", community.slug, row.key)


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def poster_file(request: HttpRequest, community: Community, key: str, form: str) -> HttpResponse:
    """Hand a poster over, drawn this moment."""
    row = one_or_404(posters_visible_to(actor_of(request), community.pk), key=key)
    if form not in FORMS:
        raise Http404
    draw, kind = FORMS[form]
    answer = HttpResponse(draw(sheet_of(row)), content_type=kind)
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, no-cache", "nosniff"
    return answer
