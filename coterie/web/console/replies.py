"""Keyword replies: the list, a tester, and what nobody could answer."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.joining.domain.reply import create_reply, dismiss_word, edit_reply, switch_reply
from coterie.joining.models import Reply
from coterie.joining.queries.baits import baits_visible_to
from coterie.joining.queries.channels import channels_visible_to
from coterie.joining.queries.codes import codes_listed
from coterie.joining.queries.replies import matcher_of, replies_visible_to, unknown_words_visible_to
from coterie.joining.queries.reply_matcher import Found
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.reply_form import Choices, ReplyForm, TryForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

WORDS_SHOWN = 50
MOST_CHOICES = 500


@dataclass(frozen=True, slots=True)
class Tried:
    """A reply that a text calls for, by which word; the first one answers."""

    reply: Reply
    found: Found


def choices_of(request: HttpRequest, community: Community) -> dict[str, Choices]:
    """Return what a reply can show or be limited to."""
    actor = actor_of(request)
    rows = {
        "codes": codes_listed(actor, community.pk).values_list("pk", "title"),
        "baits": baits_visible_to(actor, community.pk).filter(archived_at=None).values_list("pk", "title"),
        "channels": channels_visible_to(actor, community.pk).filter(archived_at=None).values_list("pk", "name"),
    }
    return {name: [(str(pk), text) for pk, text in found[:MOST_CHOICES]] for name, found in rows.items()}


@console_page("draw_in", Permission.SEE_CONSOLE)
def replies(request: HttpRequest, community: Community) -> HttpResponse:
    """List the replies; try a text; show what was asked in vain."""
    actor = actor_of(request)
    form = TryForm(request.GET if "text" in request.GET else None, channels=choices_of(request, community)["channels"])
    words = {
        "rows": page_of(request, replies_visible_to(actor, community.pk)),
        "unknown": unknown_words_visible_to(actor, community.pk)[:WORDS_SHOWN],
        "form": form,
        "tried": tried(request, community, form) if form.is_valid() else None,
        "may_edit": may(actor, Permission.EDIT_CODES, community.pk),
    }
    return render(request, "console/replies.html", words)


def tried(request: HttpRequest, community: Community, form: TryForm) -> list[Tried]:
    """Return every reply that the text calls for, in their order; nothing is counted."""
    given = form.cleaned_data
    found = matcher_of(community.pk).find(given["text"], int(given["channel"]) if given["channel"] else None)
    rows = replies_visible_to(actor_of(request), community.pk).in_bulk([one.reply for one in found])
    return [Tried(rows[one.reply], one) for one in found]


@console_page("draw_in", Permission.EDIT_CODES)
def new_reply(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer some words; the address may name the first one."""
    initial = {"words": request.GET.get("word", "")}
    form = ReplyForm(request.POST or None, initial=initial, **choices_of(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, create_reply, **form.facts(), **facts):
            return redirect("console:replies", community.slug)
    return render(request, "console/form.html", {"form": form, "title": _("New reply"), "back": "console:replies"})


@console_page("draw_in", Permission.EDIT_CODES)
def reply(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a reply."""
    row = one_or_404(replies_visible_to(actor_of(request), community.pk), key=key)
    form = ReplyForm(request.POST or None, initial=facts_of(row), **choices_of(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"reply": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_reply, **form.facts(), **facts):
            return redirect("console:replies", community.slug)
    return render(
        request, "console/form.html", {"form": form, "title": _("Change the reply"), "back": "console:replies"}
    )


def facts_of(row: Reply) -> dict[str, Any]:
    """Return the form's values for a reply."""
    rows = {name: str(getattr(row, f"{name}_id") or "") for name in ("code", "bait", "channel")}
    return {"words": "\n".join(row.words), "match": row.match, "text": row.text, "order": row.order, **rows}


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def reply_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put a reply away, or take it out again."""
    row = one_or_404(replies_visible_to(actor_of(request), community.pk), key=key)
    switch_reply(reply=row.pk, on=request.POST.get("on") == "1", actor=actor_of(request), now=now())
    return redirect("console:replies", community.slug)


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def word_dismissal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Forget an unknown word."""
    row = one_or_404(unknown_words_visible_to(actor_of(request), community.pk), key=key)
    dismiss_word(word=row.pk, actor=actor_of(request), now=now())
    return redirect("console:replies", community.slug)
