"""The box on public pages where somebody asks with a word."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import State
from coterie.communities.models import Community
from coterie.joining.domain.reply_asking import answer_keyword
from coterie.joining.queries.codes import code_at
from coterie.kit.clock import now
from coterie.kit.errors import NotFound, TooMany
from coterie.platform.limits.allowance import demand
from coterie.web.place import set_place
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404

MINUTE = timedelta(minutes=1)
PER_VISITOR, PER_ADDRESS = 20, 120


class AskForm(forms.Form):
    """A word, or a short question."""

    text = forms.CharField(label=_("Ask with a word"), max_length=200)


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer a word: as a piece of the page that asked, or as a page of its own."""
    community, visitor = community_or_404(request, slug), visitor_of(request)
    if community.state != State.OPEN:
        raise NotFound
    set_place(request, community)
    form = AskForm(request.POST)
    words = {"community": community, "asked": ""}
    if request.method == "POST" and form.is_valid():
        words |= {"asked": form.cleaned_data["text"], **said(request, community, visitor, form.cleaned_data["text"])}
    template = "public/ask_answer.html" if request.headers.get("HX-Request") else "public/ask.html"
    return remember(render(request, template, words), visitor)


def said(request: HttpRequest, community: Community, visitor: int, text: str) -> dict[str, Any]:
    """Return the answer, or that it has to wait."""
    try:
        demand("ask", str(visitor), per=PER_VISITOR, window=MINUTE, now=now())
        demand("ask.address", request.META.get("REMOTE_ADDR", ""), per=PER_ADDRESS, window=MINUTE, now=now())
    except TooMany:
        return {"too_many": True}
    code = code_at(request.POST.get("code", ""))
    door = code if code and code.community_id == community.pk else None
    facts = {"channel": door.channel_id if door else None, "visitor": visitor, "actor": actor_of(request)}
    answer = answer_keyword(community=community.pk, text=text, **facts, now=now())  # type: ignore[arg-type]  # as named
    return {"answer": answer, "code": door}
