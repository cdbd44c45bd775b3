"""The members of a community: list, bulk action, one member, CSV."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.groups.queries.groups import seats_of
from coterie.joining.models import Answer
from coterie.joining.queries.answers import answers_visible_to
from coterie.kit.clock import now
from coterie.members.domain.member import edit_member, remove_member
from coterie.members.domain.tag import tag_members, untag_members
from coterie.members.models import Member
from coterie.members.queries.badges import badges_on, badges_visible_to
from coterie.members.queries.members import filtered, members_visible_to, tags_of
from coterie.web.attempt import attempt
from coterie.web.console.member_form import BulkForm, FilterForm, GiveForm, MemberForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("build", Permission.SEE_MEMBERS)
def members(request: HttpRequest, community: Community) -> HttpResponse:
    """List members, narrowed and ordered by the address."""
    form = FilterForm(request.GET)
    form.is_valid()
    rows = filtered(members_visible_to(actor_of(request), community.pk), **form.facts())
    words = {
        "rows": page_of(request, rows),
        "filter": form,
        "tags": tags_of(community.pk),
        "bulk": BulkForm(auto_id=False),
    }
    return render(request, "console/members.html", words)


@console_page("build", Permission.SEE_MEMBERS)
def members_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the same list over as CSV."""
    form = FilterForm(request.GET)
    form.is_valid()
    rows = filtered(members_visible_to(actor_of(request), community.pk), **form.facts())
    head = ("number", "name", "title", "state", "joined_at", "tags")
    lines = (
        (row.number, row.name, row.title, row.state, row.joined_at.isoformat(), " ".join(row.tag_names))
        for row in rows.iterator(chunk_size=1000)
    )
    return csv_answer(f"{community.slug}-members", head, lines)


@require_POST
@console_page("build", Permission.EDIT_MEMBERS)
def bulk(request: HttpRequest, community: Community) -> HttpResponse:
    """Put a tag on the chosen members, or take it off."""
    form = BulkForm(request.POST)
    rows = members_visible_to(actor_of(request), community.pk).filter(key__in=request.POST.getlist("member"))
    if form.is_valid():
        verb = tag_members if form.cleaned_data["action"] == "tag" else untag_members
        chosen = list(rows.values_list("pk", flat=True))
        facts: dict[str, Any] = {"community": community.pk, "members": chosen, "actor": actor_of(request), "now": now()}
        count = verb(tag=form.cleaned_data["tag"], **facts)
        messages.success(request, ngettext("%(n)s member changed.", "%(n)s members changed.", count) % {"n": count})
    return redirect("console:members", community.slug)


@console_page("build", Permission.EDIT_MEMBERS)
def member(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show one member and change name and title."""
    row = one_or_404(members_visible_to(actor_of(request), community.pk), key=key)
    form = MemberForm(request.POST or None, initial={"name": row.name, "title": row.title})
    if request.method == "POST" and form.is_valid():
        facts = {"member": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_member, **form.cleaned_data, **facts):
            messages.success(request, _("Kept."))
            return redirect("console:member", community.slug, key)
    words = {"form": form, "row": row, "seats": seats_of(row.pk), "answers": answers_of(request, community, row)}
    badges = list(badges_visible_to(actor_of(request), community.pk).values_list("key", "name"))
    words |= {"given_badges": badges_on(row.pk), "badge_form": GiveForm(badges=badges) if badges else None}
    words["may_reward"] = may(actor_of(request), Permission.EDIT_REWARDS, community.pk)
    return render(request, "console/member.html", words)


def answers_of(request: HttpRequest, community: Community, row: Member) -> QuerySet[Answer]:
    """Return what a member said at the door."""
    return answers_visible_to(actor_of(request), community.pk).filter(member=row.pk)


@require_POST
@console_page("build", Permission.EDIT_MEMBERS)
def removal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Remove a member from the community."""
    row = one_or_404(members_visible_to(actor_of(request), community.pk), key=key)
    remove_member(member=row.pk, actor=actor_of(request), now=now())
    messages.success(request, _("%(name)s was removed.") % {"name": row.name})
    return redirect("console:members", community.slug)
