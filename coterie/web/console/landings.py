"""Landing pages: written, looked at, shown to visitors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.landing import (
    create_landing,
    edit_landing,
    publish_landing,
    remove_landing,
    restore_landing,
    unpublish_landing,
)
from coterie.joining.enums import BlockKind
from coterie.joining.models import LandingPage
from coterie.joining.queries.landings import landings_visible_to, versions_of
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.landing_form import BlockForms, LandingForm, arranged, initial_of
from coterie.web.console.landing_verdict import tests_of
from coterie.web.console.posters import code_choices
from coterie.web.place import console_page
from coterie.web.public.addresses import landing_address
from coterie.web.public.landing_sheet import landing_words
from coterie.web.request import actor_of, one_or_404, page_of


def landing_or_404(request: HttpRequest, community: Community, key: str) -> LandingPage:
    """Find one page of the community."""
    return one_or_404(landings_visible_to(actor_of(request), community.pk), key=key)


@console_page("draw_in", Permission.SEE_CONSOLE)
def landings(request: HttpRequest, community: Community) -> HttpResponse:
    """List the landing pages."""
    rows = page_of(request, landings_visible_to(actor_of(request), community.pk))
    return render(request, "console/landings.html", {"rows": rows})


@console_page("draw_in", Permission.EDIT_CODES)
def new_landing(request: HttpRequest, community: Community) -> HttpResponse:
    """Begin a landing page, with the parts that most pages have."""
    form = LandingForm(request.POST or None, codes=code_choices(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        kinds = (BlockKind.STORY, BlockKind.BENEFITS, BlockKind.QUESTIONS, BlockKind.CODE)
        blocks = [{"kind": kind.value, "heading": str(kind.label), "text": ""} for kind in kinds]
        if row := attempt(form, create_landing, **form.cleaned_data, blocks=blocks, **facts):
            return redirect("console:landing", community.slug, row.key)
    words = {"form": form, "title": _("New landing page"), "back": "console:landings"}
    return render(request, "console/form.html", words)


@console_page("draw_in", Permission.EDIT_CODES)
def landing(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Write a page: change its parts, add, move and remove them."""
    row = landing_or_404(request, community, key)
    form = LandingForm(request.POST or None, codes=code_choices(request, community), initial=initial_of(row))
    blocks = BlockForms(request.POST or None, initial=row.blocks, prefix="b")
    if request.method == "POST" and form.is_valid() and blocks.is_valid() and kept(request, row, form, blocks):
        return redirect("console:landing", community.slug, key)
    words = {"row": row, "form": form, "blocks": blocks, "kinds": BlockKind.choices, "versions": versions_of(row.pk)}
    address = landing_address(community.slug, row.slug)
    return render(request, "console/landing.html", {**words, "address": address, **tests_of(row)})


def kept(request: HttpRequest, row: LandingPage, form: LandingForm, blocks: BlockForms) -> LandingPage | None:
    """Keep what was typed, and do what the button says."""
    drafts = arranged(blocks.drafts(), request.POST.get("do", ""), request.POST.get("added", ""))
    facts = {"page": row.pk, "blocks": drafts, "actor": actor_of(request), "now": now()}
    return attempt(form, edit_landing, **form.cleaned_data, **facts)


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def landing_preview(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show the draft as visitors would see it."""
    row = landing_or_404(request, community, key)
    return render(request, "public/landing.html", {**landing_words(community, row, row), "preview": row})


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def landing_publication(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show visitors the draft."""
    row = landing_or_404(request, community, key)
    publish_landing(page=row.pk, actor=actor_of(request), now=now())
    return redirect("console:landing", community.slug, key)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def landing_unpublication(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show the page to nobody."""
    row = landing_or_404(request, community, key)
    unpublish_landing(page=row.pk, actor=actor_of(request), now=now())
    return redirect("console:landing", community.slug, key)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def landing_restoration(request: HttpRequest, community: Community, key: str, number: int) -> HttpResponse:
    """Go on writing from an earlier version."""
    row = landing_or_404(request, community, key)
    restore_landing(page=row.pk, number=number, actor=actor_of(request), now=now())
    return redirect("console:landing", community.slug, key)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def landing_removal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Delete a page."""
    row = landing_or_404(request, community, key)
    remove_landing(page=row.pk, actor=actor_of(request), now=now())
    return redirect("console:landings", community.slug)
