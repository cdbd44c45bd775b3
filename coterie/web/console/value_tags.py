"""Acting on a segment of the customers: a tag on those who are members, and a file of them all."""

from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.queries.customer_members import customer_members
from coterie.market.queries.orders import customer_numbers
from coterie.members.domain.value_tag import tag_by_value
from coterie.members.queries.members import names_of
from coterie.review.enums import Segment
from coterie.review.queries.value import Worth
from coterie.review.queries.value_people import members_by_segment
from coterie.web.console.value import worth_now
from coterie.web.console.value_sheet import VALUE_HEAD, value_rows
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of


def segment_or_404(name: str) -> Segment:
    """Return the segment in the address."""
    if name not in list(Segment):
        raise Http404
    return Segment(name)


@require_POST
@console_page("earn", Permission.SEE_REVIEW)
def value_tag(request: HttpRequest, community: Community, segment: str) -> HttpResponse:
    """Let the members of a segment have its tag, and those who left it not."""
    asked = segment_or_404(segment)
    ours = members_by_segment(worth_now(community), customer_members(community.pk))[asked]
    moved = tag_by_value(community=community.pk, segment=asked, members=ours, actor=actor_of(request), now=now())
    said = _("“%(tag)s” now: %(members)s. Came to it: %(on)s. Lost a tag of value: %(off)s.")
    messages.success(request, said % moved._asdict())
    return redirect("console:value", community.slug)


@console_page("earn", Permission.SEE_REVIEW)
def value_segment_csv(request: HttpRequest, community: Community, segment: str) -> HttpResponseBase:
    """Hand over the customers of a segment; who they are as members, to who may see members."""
    asked, worth = segment_or_404(segment), worth_now(community)
    shown = may(actor_of(request), Permission.SEE_MEMBERS, community.pk)
    rows = segment_rows(community, worth, asked, named=shown)
    head = (*VALUE_HEAD, "member") if shown else VALUE_HEAD
    return csv_answer(f"{community.slug}-{asked}", head, rows)


def segment_rows(community: Community, worth: Worth, asked: Segment, *, named: bool) -> Iterator[Sequence[object]]:
    """Yield the lines of a segment."""
    known = customer_members(community.pk) if named else {}
    names = names_of(community.pk, members_by_segment(worth, known)[asked]) if named else {}
    called = iter(worth.found.sales.names[customer] for customer in worth.found.buyers.customer.tolist())
    for row, name in zip(value_rows(worth, customer_numbers(community.pk)), called, strict=True):
        if row[1] == asked:
            yield (*row, names.get(known.get(name, 0), "")) if named else row
