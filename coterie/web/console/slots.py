"""The slots of a live code, its picture, and why a visitor was led where."""

from collections.abc import Callable, Mapping

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.queries.groups import groups_run_by
from coterie.joining.domain.slot import add_slot, edit_slot
from coterie.joining.models import Slot
from coterie.joining.queries.code_picture import drawn
from coterie.joining.queries.codes import codes_visible_to, slots_visible_to
from coterie.joining.queries.explanation import explain
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.kit.json import Json
from coterie.web.attempt import attempt
from coterie.web.console.code_form import VisitorForm
from coterie.web.console.slot_form import CountForm, NewSlotForm, PictureForm, SlotForm, facts_of
from coterie.web.place import console_page
from coterie.web.public.addresses import code_address
from coterie.web.request import actor_of, one_or_404

PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def group_choices(request: HttpRequest, community: Community) -> list[tuple[str, str]]:
    """Return the groups that a slot can lead to."""
    return list(groups_run_by(actor_of(request), community.pk).filter(archived_at=None).values_list("key", "name"))


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def new_slot(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Add seats to a code."""
    code = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    form = NewSlotForm(request.POST, request.FILES, groups=group_choices(request, community))
    if form.is_valid():
        facts = {"code": code.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, add_slot, **form.facts(), **facts):
            return redirect("console:code", community.slug, code_slug)
    words = {"form": form, "title": _("More seats"), "back": "console:draw_in", "upload": True}
    return render(request, "console/form.html", words, status=422)


@console_page("draw_in", Permission.EDIT_CODES)
def slot(request: HttpRequest, community: Community, code_slug: str, number: int) -> HttpResponse:
    """Change a slot."""
    row = slot_at(request, community, code_slug, number)
    form = SlotForm(request.POST or None, initial=facts_of(row))
    if request.method == "POST" and form.is_valid() and changed(request, row, form, edit_slot, form.cleaned_data):
        return redirect("console:code", community.slug, code_slug)
    return slot_page(request, row, form=form)


def changed(
    request: HttpRequest, row: Slot, form: Form, verb: Callable[..., Slot], facts: Mapping[str, object]
) -> bool:
    """Change a slot by one of its verbs; return False when the form says why not."""
    return attempt(form, verb, slot=row.pk, **facts, actor=actor_of(request), now=now()) is not None


def slot_at(request: HttpRequest, community: Community, code_slug: str, number: int) -> Slot:
    """Find a slot of a code."""
    rows = slots_visible_to(actor_of(request), community.pk)
    return one_or_404(rows, code__slug=code_slug, number=number)


def slot_page(request: HttpRequest, row: Slot, status: int = 200, **forms: Form) -> HttpResponse:
    """Answer with the page of a slot; a form that was filled in stands there as it was."""
    inside = {"inside": row.joined + row.corrected}
    usual = {
        "form": SlotForm(initial=facts_of(row)),
        "picture_form": PictureForm(),
        "count_form": CountForm(initial=inside),
    }
    return render(request, "console/slot.html", {"slot": row, **usual, **forms}, status=status)


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def picture(request: HttpRequest, community: Community, code_slug: str, form: str) -> HttpResponse:
    """Hand the QR over, to look at or to print, in colours that phones can read."""
    code = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    if form not in PICTURES:
        raise Http404
    dark, light = request.GET.get("dark", ""), request.GET.get("light", "")
    drawing = drawn(code, code_address(code.slug), form, dark=dark, light=light)
    name = f'inline; filename="{code.slug}.{form}"'
    return HttpResponse(drawing, content_type=PICTURES[form], headers={"Content-Disposition": name})


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def explanation(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Say why a visitor was led where."""
    code = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    form = VisitorForm(request.GET or None)
    story = story_of(form, code_slug) if form.is_valid() else None
    return render(request, "console/explanation.html", {"code": code, "form": form, "story": story})


def story_of(form: VisitorForm, code_slug: str) -> dict[str, Json] | None:
    """Return why the visitor was led where; a stranger to this code is an error of the form."""
    try:
        return explain(code_slug, form.cleaned_data["visitor"], now=now())
    except NotFound:
        form.add_error("visitor", _("This visitor never scanned the code."))
        return None
