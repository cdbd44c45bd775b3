"""Baits: what people are promised for coming, where it hangs, and who got it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.bait import add_texts, archive_bait, create_bait, edit_bait, restore_bait
from coterie.joining.domain.bait_hook import hang_on_channel, hang_on_code
from coterie.joining.enums import BaitKind
from coterie.joining.models import Bait
from coterie.joining.queries.baits import baits_visible_to, deliveries_visible_to, hooks_of, left_of
from coterie.joining.queries.channels import channels_visible_to
from coterie.joining.queries.codes import codes_visible_to
from coterie.joining.rules import bait_state
from coterie.kit.clock import now
from coterie.platform.files.storing import store_document
from coterie.web.attempt import attempt
from coterie.web.console.bait_form import BaitForm, HookForm, NewBaitForm, TextsForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


def with_state(row: Bait) -> dict[str, Any]:
    """Return a bait with what it is now and how many are left."""
    texts = row.texts_left  # type: ignore[attr-defined]  # annotated
    return {"row": row, "state": bait_state(row, now(), texts=texts), "left": left_of(row, texts)}


def facts_in(form: BaitForm, community: int) -> dict[str, Any]:
    """Return the facts of a form as the verbs take them, a file stored first."""
    given = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    if "texts" in given:
        given["texts"] = given["texts"].splitlines()
    if upload := form.cleaned_data.get("file"):
        given["file"] = store_document(upload.read(), community=community, now=now()).key
    return given


def kept(form: BaitForm, verb: Callable[..., Bait], owner: int, **facts: object) -> Bait | None:
    """Call a verb with the facts of a form; a file that cannot be kept is an error of the form."""
    return attempt(form, lambda: verb(**facts_in(form, owner), **facts))


@console_page("draw_in", Permission.SEE_CONSOLE)
def baits(request: HttpRequest, community: Community) -> HttpResponse:
    """List the baits with what is left of each."""
    rows = page_of(request, baits_visible_to(actor_of(request), community.pk))
    words = {"rows": rows, "baits": [with_state(row) for row in rows], "kinds": BaitKind.choices}
    return render(request, "console/baits.html", words)


@console_page("draw_in", Permission.EDIT_CODES)
def new_bait(request: HttpRequest, community: Community, kind: str) -> HttpResponse:
    """Make a bait of one kind."""
    if kind not in BaitKind.values:
        raise Http404
    form = NewBaitForm(request.POST or None, request.FILES or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "kind": kind, "actor": actor_of(request), "now": now()}
        if row := kept(form, create_bait, community.pk, **facts):
            return redirect("console:bait", community.slug, row.key)
    title = _("New bait: %(kind)s") % {"kind": BaitKind(kind).label}
    return render(request, "console/file_form.html", {"form": form, "title": title, "back": "console:baits"})


@console_page("draw_in", Permission.SEE_CONSOLE)
def bait(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show one bait: what is in it, where it hangs, how many got it."""
    actor = actor_of(request)
    row = one_or_404(baits_visible_to(actor, community.pk), key=key)
    codes, channels = hooks_of(row.pk)
    words = {
        "codes": codes,
        "channels": channels,
        "hook_form": hook_form(request, community),
        "texts_form": TextsForm(),
    }
    return render(request, "console/bait.html", words | with_state(row))


def hook_form(request: HttpRequest, community: Community) -> HookForm:
    """Return the form that hangs a bait up."""
    codes = codes_visible_to(actor_of(request), community.pk).values_list("slug", "title")
    channels = channels_visible_to(actor_of(request), community.pk).values_list("key", "name")
    return HookForm(request.POST or None, codes=list(codes[:500]), channels=list(channels[:500]))


@console_page("draw_in", Permission.EDIT_CODES)
def bait_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a bait."""
    row = one_or_404(baits_visible_to(actor_of(request), community.pk), key=key)
    initial = {name: getattr(row, name) for name in ("title", "url", "text", "limit", "expires_at")}
    form = BaitForm(request.POST or None, request.FILES or None, kind=row.kind, initial=initial)
    facts = {"bait": row.pk, "actor": actor_of(request), "now": now()}
    if request.method == "POST" and form.is_valid() and kept(form, edit_bait, community.pk, **facts):
        return redirect("console:bait", community.slug, key)
    return render(request, "console/file_form.html", {"form": form, "title": row.title, "back": "console:baits"})


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def bait_texts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put more texts into a bait."""
    row = one_or_404(baits_visible_to(actor_of(request), community.pk), key=key)
    form = TextsForm(request.POST)
    if form.is_valid():
        texts, facts = form.cleaned_data["texts"].splitlines(), {"actor": actor_of(request), "now": now()}
        if attempt(form, add_texts, bait=row.pk, texts=texts, **facts) is not None:
            return redirect("console:bait", community.slug, key)
    words = {"form": form, "title": row.title, "back": "console:baits"}
    return render(request, "console/form.html", words, status=422)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def bait_archive(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put a bait away, or take it out again."""
    row = one_or_404(baits_visible_to(actor_of(request), community.pk), key=key)
    verb = restore_bait if request.POST.get("restore") else archive_bait
    verb(bait=row.pk, actor=actor_of(request), now=now())
    return redirect("console:bait", community.slug, key)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def bait_hooks(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Hang a bait on a code or a channel, or take it off (`off`)."""
    row = one_or_404(baits_visible_to(actor_of(request), community.pk), key=key)
    form = hook_form(request, community)
    if form.is_valid():
        hang(request, community, None if request.POST.get("off") else row.pk, form.cleaned_data["hook"])
        return redirect("console:bait", community.slug, key)
    words = {"form": form, "title": row.title, "back": "console:baits"}
    return render(request, "console/form.html", words, status=422)


def hang(request: HttpRequest, community: Community, bait: int | None, hook: str) -> None:
    """Hang a bait on what the form names, or take it off."""
    actor = actor_of(request)
    facts: dict[str, Any] = {"bait": bait, "actor": actor, "now": now()}
    kind, _colon, name = hook.partition(":")
    if kind == "channel":
        hang_on_channel(channel=one_or_404(channels_visible_to(actor, community.pk), key=name).pk, **facts)
    else:
        hang_on_code(code=one_or_404(codes_visible_to(actor, community.pk), slug=name).pk, **facts)


@console_page("draw_in", Permission.SEE_MEMBERS)
def bait_deliveries(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """List who got a bait."""
    row = one_or_404(baits_visible_to(actor_of(request), community.pk), key=key)
    rows = page_of(request, deliveries_visible_to(actor_of(request), community.pk).filter(bait=row))
    return render(request, "console/bait_deliveries.html", {"bait": row, "rows": rows})


@console_page("draw_in", Permission.SEE_MEMBERS)
def deliveries_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand over who got a bait as CSV; the texts themselves stay with their members."""
    row = one_or_404(baits_visible_to(actor_of(request), community.pk), key=key)
    rows = deliveries_visible_to(actor_of(request), community.pk).filter(bait=row).iterator(chunk_size=1000)
    lines = ((one.member.number, one.member.name, one.at.isoformat()) for one in rows)
    return csv_answer(f"{community.slug}-bait-{key}", ("number", "name", "delivered_at"), lines)
