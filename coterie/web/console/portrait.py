"""The portrait: who was declared, who is here, who does not fit, and what to do about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coterie.communities.domain.target import set_target
from coterie.communities.enums import Need, Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.joining.queries.channels import channels_visible_to
from coterie.kit.clock import now
from coterie.members.queries.members import keys_of, names_of, tags_of
from coterie.review.queries.log import open_log
from coterie.review.queries.portrait import CHANNELS, NEEDS, TAGS, Facet, Portrait, portrait_of
from coterie.review.rules.period import Scope
from coterie.web.attempt import attempt
from coterie.web.console.portrait_form import TargetForm, initial_of
from coterie.web.place import console_page
from coterie.web.request import actor_of

LOOKED_BACK = timedelta(days=28)
SHOWN = 50
MANY = 0.5
SIDES: dict[str, Promise] = {
    NEEDS: gettext_lazy("Why they came"),
    TAGS: gettext_lazy("Tags"),
    CHANNELS: gettext_lazy("Channels"),
}


Reason = tuple[Promise, str]
"""A side of the portrait, and the kind that was not declared."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of people: how many, and the shares that are and were to be."""

    name: str
    people: float
    share: float
    wanted: float | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, and where."""

    text: str
    url: str
    action: str


def drawn(request: HttpRequest, community: Community) -> Portrait:
    """Draw the members who are here now."""
    called = dict(channels_visible_to(actor_of(request), community.pk).values_list("pk", "name"))
    tags = dict(tags_of(community.pk).values_list("pk", "name"))
    moment = now()
    scope = Scope(community=community.pk, now=moment, since=moment - LOOKED_BACK, zone=community.timezone)
    with open_log(scope) as log:
        return portrait_of(log, community.canvas.target, called, tags)


@console_page("review", Permission.SEE_REVIEW)
def portrait(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the portrait beside the declared one."""
    found = drawn(request, community)
    words = {
        "portrait": found,
        "sides": [(SIDES[name], facet, kinds_of(name, facet)) for name, facet in found.facets.items()],
        "misfits": misfits_in(request, community, found),
        "advice": list(advice_on(request, community, found)),
        "target": community.canvas.target,
        "may_edit": may(actor_of(request), Permission.EDIT_CANVAS, community.pk),
    }
    return render(request, "console/portrait.html", words)


def misfits_in(request: HttpRequest, community: Community, found: Portrait) -> list[tuple[str, str, list[Reason]]]:
    """Return who does not fit: name, key and reasons; nobody to whom members are not shown."""
    if not may(actor_of(request), Permission.SEE_MEMBERS, community.pk):
        return []
    shown = found.misfits[:SHOWN]
    members = [one.member for one in shown]
    people, keys = names_of(community.pk, members), keys_of(community.pk, members)
    return [
        (people[one.member], keys[one.member], [(SIDES[side], called(side, kind)) for side, kind in one.reasons])
        for one in shown
        if one.member in people
    ]


def called(side: str, kind: str) -> str:
    """Return a kind in words."""
    return str(Need(kind).label) if side == NEEDS and kind in Need.values else kind


def kinds_of(side: str, facet: Facet) -> list[Kind]:
    """Return the kinds of a side, the most frequent first."""
    people, wanted = sum(facet.counts.values()), sum(facet.target.values())
    names = sorted(set(facet.counts) | set(facet.target), key=lambda name: (-facet.counts.get(name, 0), name))
    return [
        Kind(
            called(side, name),
            facet.counts.get(name, 0),
            facet.counts.get(name, 0) / people if people else 0,
            facet.target.get(name, 0) / wanted if wanted else None,
        )
        for name in names
    ]


def advice_on(request: HttpRequest, community: Community, found: Portrait) -> Iterator[Advice]:
    """Say what to do, the most useful first."""
    here = [community.slug]
    if not community.canvas.target:
        yield Advice(
            _("Nobody was declared yet: say who is wanted."), reverse("console:target", args=here), _("declare")
        )
    needs = found.facets[NEEDS]
    if found.members and needs.unknown > MANY * found.members:
        text = _("Of most members it is not known why they came: let newcomers be asked.")
        yield Advice(text, reverse("console:onboarding", args=here), _("ask them"))
    yield from advice_on_channels(request, community, found.by_channel)
    if found.misfits and needs.fit and needs.fit.high < MANY:
        text = _("Fewer than half are as declared: ask at the door why somebody comes.")
        yield Advice(text, reverse("console:thresholds", args=here), _("add a question"))
    if len(found.misfits) > SHOWN:
        text = _("So many want something else: offer them a group of their own.")
        yield Advice(text, reverse("console:new_group", args=here), _("open a group"))


def advice_on_channels(
    request: HttpRequest, community: Community, by_channel: Mapping[int, tuple[int, int]]
) -> Iterator[Advice]:
    """Name the channel that brings the most people who do not fit, if it is more than half of its own."""
    wrong = {way: (count, all_) for way, (count, all_) in by_channel.items() if all_ >= 10 and count > MANY * all_}
    if not wrong:
        return
    worst = max(wrong, key=lambda way: wrong[way][0])
    row = channels_visible_to(actor_of(request), community.pk).filter(pk=worst).first()
    if row:
        words = {"name": row.name, "wrong": wrong[worst][0], "all": wrong[worst][1]}
        text = _("%(name)s brings others than declared: %(wrong)s of %(all)s.") % words
        yield Advice(text, reverse("console:channel", args=[community.slug, row.key]), _("look at it"))


@console_page("position", Permission.EDIT_CANVAS)
def target(request: HttpRequest, community: Community) -> HttpResponse:
    """Declare who is wanted, in numbers."""
    form = TargetForm(request.POST or None, initial=initial_of(community.canvas.target))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, set_target, **form.facts(), **facts):
            return redirect("console:portrait", community.slug)
    return render(request, "console/form.html", {"form": form, "title": _("Who is wanted"), "back": "console:portrait"})
