"""The library: what pieces are made of."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.platform.files.storing import stored_file
from coterie.rituals.domain.material import add_material, edit_material, set_picture, shelve_material
from coterie.rituals.models import Material
from coterie.rituals.queries.materials import material_tags, materials_run_by, sifted
from coterie.web.attempt import attempt
from coterie.web.console.content_form import LibraryFilter, MaterialForm
from coterie.web.files import FOR_EVER, handed
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def materials(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what stands in the library, by kind, tag and word."""
    actor = actor_of(request)
    asked = LibraryFilter(request.GET or None, tags=material_tags(community.pk))
    rows = materials_run_by(actor, community.pk)
    rows = sifted(rows, **asked.cleaned_data) if asked.is_valid() else rows
    words = {"rows": page_of(request, rows), "filter": asked, "sought": bool(request.GET)}
    words["may_edit"] = may(actor, Permission.EDIT_RITUALS, community.pk)
    return render(request, "console/materials.html", words)


@console_page("engage", Permission.EDIT_RITUALS)
def new_material(request: HttpRequest, community: Community) -> HttpResponse:
    """Put something into the library."""
    form = MaterialForm(request.POST or None, request.FILES or None)
    facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
    row = attempt(form, add_material, **form.facts(), **facts) if form.is_valid() else None
    if row and pictured(request, form, row):
        return redirect("console:materials", community.slug)
    words = {"form": form, "title": _("New material"), "upload": True, "back": "console:materials"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


def pictured(request: HttpRequest, form: MaterialForm, row: Material) -> bool:
    """Keep a picture, if one was sent; tell whether nothing is wrong."""
    photo = form.cleaned_data["photo"]
    facts = {"material": row.pk, "actor": actor_of(request), "now": now()}
    return not photo or attempt(form, set_picture, picture=photo.read(), **facts) is not None


def material_at(request: HttpRequest, community: Community, key: str) -> Material:
    """Find a material, or 404."""
    return one_or_404(materials_run_by(actor_of(request), community.pk), key=key)


@console_page("engage", Permission.EDIT_RITUALS)
def material(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a material, and change it."""
    row = material_at(request, community, key)
    form = MaterialForm(request.POST or None, request.FILES or None, initial=MaterialForm.initial_of(row))
    facts = {"material": row.pk, "actor": actor_of(request), "now": now()}
    kept = attempt(form, edit_material, **form.facts(), **facts) if form.is_valid() else None
    if kept is not None and pictured(request, form, row):
        return redirect("console:materials", community.slug)
    words = {"row": row, "form": form, "pieces": row.pieces.order_by("-created_at")[:50]}
    return render(request, "console/material.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def material_shelf(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put a material away, or take it out again."""
    row, on = material_at(request, community, key), request.POST.get("on") != "0"
    shelve_material(material=row.pk, on=on, actor=actor_of(request), now=now())
    return redirect("console:material", community.slug, key)


@console_page("engage", Permission.SEE_CONSOLE)
def material_picture(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Hand a picture of the library over."""
    row = material_at(request, community, key)
    if not row.picture:
        raise Http404
    return handed(stored_file(row.picture), keep=FOR_EVER)
