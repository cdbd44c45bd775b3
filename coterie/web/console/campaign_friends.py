"""Who takes part in a campaign, whom they brought, and why each of these counts or not."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.domain.review import review_friend
from coterie.growth.enums import Standing
from coterie.growth.models import Participant
from coterie.growth.queries.campaigns import participants_run_by
from coterie.growth.queries.friends import told_of
from coterie.growth.queries.ledger import friends_in, friends_of
from coterie.growth.queries.tally import places_in
from coterie.growth.rules.referral import Friend
from coterie.kit.clock import now
from coterie.members.queries.members import keys_of, names_of
from coterie.web.attempt import attempt
from coterie.web.console.campaigns import campaign_at
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

CSV_HEAD = ("friend", "key", "invited_by", "standing", "reason", "looked_at", "joined_at", "counted_at", "due_at")
JOINED = [one for one in Standing if one != Standing.LOOKED]


class WordForm(forms.Form):
    """A host's word on a friend."""

    may_count = forms.TypedChoiceField(choices=(("1", "1"), ("0", "0")), coerce=lambda value: value == "1")
    why = forms.CharField(label=gettext_lazy("Why"), max_length=120)


@console_page("spread", Permission.SEE_MEMBERS)
def campaign_people(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """List who takes part, by how many of their friends count."""
    row = campaign_at(request, community, key)
    places = places_in(actor_of(request), row)
    words = {"row": row, "rows": page_of(request, places)}
    return render(request, "console/campaign_people.html", words)


def participant_at(request: HttpRequest, community: Community, key: str, participant: str) -> Participant:
    """Find one who takes part, or 404."""
    campaign = campaign_at(request, community, key)
    row = one_or_404(participants_run_by(actor_of(request), campaign), key=participant)
    row.campaign = campaign
    return row


@console_page("spread", Permission.SEE_MEMBERS)
def campaign_friends(request: HttpRequest, community: Community, key: str, participant: str) -> HttpResponse:
    """Show whom one who takes part brought, and all that the ledger says of each."""
    return friends_page(request, community, participant_at(request, community, key, participant))


def friends_page(
    request: HttpRequest, community: Community, row: Participant, wrong: WordForm | None = None, about: str = ""
) -> HttpResponse:
    """Answer with the friends of one who takes part; `wrong` is what was said of the one with the key `about`."""
    found, standing = friends_of(row, now()), request.GET.get("standing", "")
    joined = [friend for friend in found if friend.member and standing in ("", friend.standing)]
    rows = page_of(request, sorted(joined, key=lambda friend: friend.joined_at or friend.looked_at, reverse=True))
    words = {
        "row": row, "rows": rows, "told": told_of(community.pk, row.campaign_id, list(rows)), "standing": standing,
        "standings": [(str(one), one.label) for one in JOINED], "form": wrong, "about": about,
        "counting": sum(friend.standing == Standing.COUNTS for friend in found),
        "looked": sum(friend.member is None for friend in found),
        "may_edit": may(actor_of(request), Permission.EDIT_CAMPAIGNS, community.pk),
    }  # fmt: skip
    return render(request, "console/campaign_friends.html", words, status=422 if wrong else 200)


@require_POST
@console_page("spread", Permission.EDIT_CAMPAIGNS)
def friend_review(
    request: HttpRequest, community: Community, key: str, participant: str, member: str
) -> HttpResponse:  # fmt: skip
    """Decide whether a friend may count."""
    row, form = participant_at(request, community, key, participant), WordForm(request.POST)
    friends = [friend.member for friend in friends_of(row, now()) if friend.member]
    number = next((one for one, name in keys_of(community.pk, friends).items() if name == member), 0)
    facts: dict[str, Any] = {"campaign": row.campaign_id, "member": number, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, review_friend, **form.cleaned_data, **facts) is not None:
        messages.success(request, _("It stays in the ledger; rewards follow within a minute."))
        place = reverse("console:campaign_friends", args=[community.slug, key, participant])
        return redirect(f"{place}?{request.GET.urlencode()}" if request.GET else place)
    return friends_page(request, community, row, form, member)


@console_page("spread", Permission.SEE_MEMBERS)
def campaign_friends_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand over all friends of a campaign as a table."""
    row = campaign_at(request, community, key)
    people = {one.pk: one.member.name for one in participants_run_by(actor_of(request), row)}
    friends = friends_in(row, now())
    return csv_answer(f"{community.slug}-friends-{row.key}", CSV_HEAD, lines_of(community, friends, people))


def lines_of(community: Community, friends: list[Friend], people: dict[int, str]) -> Iterator[list[str]]:
    """Yield a line for each friend, `people` being who invited."""
    members = [friend.member for friend in friends if friend.member]
    names, keys = names_of(community.pk, members), keys_of(community.pk, members)
    for one in friends:
        member, counted = one.member or 0, one.turns[0].at if one.turns else None
        who = [names.get(member, ""), keys.get(member, ""), people.get(one.participant, "")]
        moments = (one.looked_at, one.joined_at, counted, one.due)
        yield [*who, str(one.standing), str(one.why), *map(written, moments)]


def written(moment: datetime | None) -> str:
    """Write a moment, or nothing."""
    return moment.isoformat() if moment else ""
