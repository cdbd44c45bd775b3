"""Many live codes at once, copies of one, and how its picture looks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.code import edit_code
from coterie.joining.domain.code_copy import copy_code
from coterie.joining.domain.code_shelf import change_codes, rename_folder
from coterie.joining.models import LiveCode
from coterie.joining.queries.code_picture import drawn
from coterie.joining.queries.codes import codes_listed, codes_visible_to
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.code_shelf_form import BulkForm, CopyForm, FolderForm, LookForm, shelf_in
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.public.addresses import code_address
from coterie.web.request import actor_of, one_or_404


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def code_changes(request: HttpRequest, community: Community) -> HttpResponse:
    """Do the same with all codes that are ticked."""
    form = BulkForm(request.POST)
    if form.is_valid():
        chosen = {"codes": request.POST.getlist("code"), **form.facts()}
        count = change_codes(community=community.pk, **chosen, actor=actor_of(request), now=now())
        text = ngettext("%(n)s code was changed.", "%(n)s codes were changed.", count)
        messages.success(request, text % {"n": count})
    return redirect("console:draw_in", community.slug)


@console_page("draw_in", Permission.EDIT_CODES)
def code_folder(request: HttpRequest, community: Community) -> HttpResponse:
    """Call a folder otherwise."""
    folder = request.GET.get("folder", "")
    form = FolderForm(request.POST or None, initial={"name": folder})
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, rename_folder, folder=folder, name=form.cleaned_data["name"], **facts):
            return redirect("console:draw_in", community.slug)
    return render(request, "console/form.html", {"form": form, "title": folder, "back": "console:draw_in"})


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def codes_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the list over as CSV."""
    rows = codes_listed(actor_of(request), community.pk, **shelf_in(request.GET))
    head = ("title", "folder", "channel", "state", "slug", "url", "views", "visitors", "joins")
    lines = (
        (row.title, row.folder, row.channel.name if row.channel else "", row.state, row.slug, code_address(row.slug),
         row.views, row.visitors, row.joins)
        for row in rows.iterator(chunk_size=1000)
    )  # fmt: skip
    return csv_answer(f"{community.slug}-codes", head, lines)


@console_page("draw_in", Permission.EDIT_CODES)
def code_copy(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Make another code like this one."""
    row = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    form = CopyForm(request.POST or None, initial={"title": _("%s (copy)") % row.title[:50]})
    if request.method == "POST" and form.is_valid():
        facts = {"code": row.pk, "actor": actor_of(request), "now": now()}
        if new := attempt(form, copy_code, title=form.cleaned_data["title"], **facts):
            return redirect("console:code", community.slug, new.slug)
    return render(request, "console/form.html", {"form": form, "title": row.title, "back": "console:draw_in"})


@console_page("draw_in", Permission.EDIT_CODES)
def code_look(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Choose how the picture of a code looks; what the address says is shown before it is kept."""
    row = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    kept = {"dark": row.dark, "light": row.light, "sealed": row.sealed}
    form = LookForm(request.POST or request.GET or kept)
    if request.method == "POST" and form.is_valid():
        facts = {"code": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_code, **form.cleaned_data, **facts) is not None:
            return redirect("console:code", community.slug, code_slug)
    return render(request, "console/code_look.html", {"code": row, "form": form, "drawing": looking_like(form, row)})


def looking_like(form: LookForm, row: LiveCode) -> SafeString | None:
    """Return the picture with what the form says, or None when phones could not read it, which the form then says."""
    if not form.is_valid():
        return None
    row.sealed = form.cleaned_data["sealed"]
    colours = {"dark": form.cleaned_data["dark"], "light": form.cleaned_data["light"]}
    drawing = attempt(form, drawn, code=row, address=code_address(row.slug), form="svg", **colours)
    return mark_safe(drawing) if isinstance(drawing, str) else None  # noqa: S308 - our own drawing of our own address
