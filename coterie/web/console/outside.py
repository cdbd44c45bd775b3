"""Slots whose people we cannot see, and what the codes ask of their hosts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.host_task import finish_task
from coterie.joining.domain.outside import correct_count, replace_picture
from coterie.joining.queries.host_tasks import host_tasks_visible_to
from coterie.kit.clock import now
from coterie.platform.files.storing import stored_file
from coterie.web.console.slot_form import CountForm, PictureForm
from coterie.web.console.slots import changed, slot_at, slot_page
from coterie.web.files import handed
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def new_picture(request: HttpRequest, community: Community, code_slug: str, number: int) -> HttpResponse:
    """Show another picture in a slot."""
    row, form = slot_at(request, community, code_slug, number), PictureForm(request.POST, request.FILES)
    if form.is_valid() and changed(request, row, form, replace_picture, form.facts()):
        messages.success(request, _("The new picture is shown from now on. Every printed code stays."))
        return redirect("console:slot", community.slug, code_slug, number)
    return slot_page(request, row, 422, picture_form=form)


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def slot_picture(request: HttpRequest, community: Community, code_slug: str, number: int) -> HttpResponse:
    """Hand a slot's picture over."""
    row = slot_at(request, community, code_slug, number)
    if not row.picture:
        raise Http404
    return handed(stored_file(row.picture), keep="no-store")


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def count(request: HttpRequest, community: Community, code_slug: str, number: int) -> HttpResponse:
    """Set right how many people are behind a slot."""
    row, form = slot_at(request, community, code_slug, number), CountForm(request.POST)
    if form.is_valid() and changed(request, row, form, correct_count, form.cleaned_data):
        return redirect("console:code", community.slug, code_slug)
    return slot_page(request, row, 422, count_form=form)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def task_completion(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Mark what a code asked for as done."""
    row = one_or_404(host_tasks_visible_to(actor_of(request), community.pk), key=key)
    finish_task(task=row.pk, actor=actor_of(request), now=now())
    return redirect("console:code", community.slug, row.code.slug)
