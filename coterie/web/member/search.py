"""Finding what was said."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.text import marked
from coterie.talk.enums import Sought
from coterie.talk.queries.search import Found, Narrowing, found_of, messages_found
from coterie.web.member.day import moment_said
from coterie.web.member.place import Standing, member_page
from coterie.web.request import page_of

BEFORE, LENGTH = 40, 240
"""Signs shown before the first hit, and altogether."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found; its parts are marked where the words are."""

    url: str
    group: str
    name: str
    at: datetime
    when: str
    parts: list[tuple[str, bool]]


class NarrowForm(forms.Form):
    """What a message must be besides having the words."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    author = forms.CharField(label=_("Said by"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("anything")), *Sought.choices])
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: object, groups: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **{"auto_id": "search-%s", **kwargs})  # type: ignore[arg-type]  # what a form takes
        self.fields["group"].choices = [("", _("all")), *groups]  # type: ignore[attr-defined]  # a ChoiceField

    def narrowing(self, zone: ZoneInfo) -> Narrowing:
        """Return what was asked for; days begin and end by the clock of `zone`, and what is wrong is left out."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        since, until = given.pop("since", None), given.pop("until", None)
        after = until + timedelta(days=1) if until else None
        moments = [datetime.combine(day, time(), tzinfo=zone) if day else None for day in (since, after)]
        return Narrowing(since=moments[0], until=moments[1], **given)


@require_GET
@member_page("search")
def search(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the messages that have all the words and are what one looks for."""
    words = request.GET.get("q", "").strip()
    groups = list(groups_visible_to(standing.actor, standing.community).values_list("key", "name"))
    form = NarrowForm(request.GET, groups=groups)
    narrow = form.narrowing(standing.zone)
    page = page_of(request, messages_found(standing.actor, standing.community, words, narrow))
    hits = [hit_of(found, words, standing.slug, standing.zone) for found in found_of(page)]
    shown = {"standing": standing, "words": words, "page_of_hits": page, "hits": hits, "form": form}
    return render(request, "member/search.html", {**shown, "narrowed": bool(narrow.conditions())})


def hit_of(found: Found, words: str, slug: str, zone: ZoneInfo) -> Hit:
    """Return what the list shows of a found message."""
    url = f"/m/{slug}/g/{found.group}?around={found.key}#message-{found.key}"
    parts = excerpt(marked(found.text, words))
    return Hit(url, found.group_name, found.name, found.posted_at, moment_said(found.posted_at, zone), parts)


def excerpt(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Cut marked parts to what stands around the first hit."""
    if parts and not parts[0][1] and len(parts[0][0]) > BEFORE:
        parts = [(f"…{parts[0][0][-BEFORE:]}", False), *parts[1:]]
    shown, room = [], LENGTH
    for text, hit in parts:
        shown.append((text if len(text) <= room else f"{text[:room]}…", hit))
        room -= len(text)
        if room <= 0:
            break
    return shown
