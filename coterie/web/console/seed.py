"""Step 4: the seed programme: who could be asked, who was, and how warm those are who said yes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.members.domain.seed_end import end_seed
from coterie.members.domain.seed_invitation import invite_seeds
from coterie.members.domain.seed_promotion import promote_seed
from coterie.members.models import SeedMember
from coterie.members.queries.members import members_visible_to
from coterie.members.queries.seeds import seed_tag, seeds_visible_to
from coterie.web.attempt import attempt
from coterie.web.console.seed_form import PromotionForm
from coterie.web.console.seed_sheet import SEED_HEAD, reasons_for, seed_rows, seed_sheet
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@console_page("seed", Permission.SEE_MEMBERS)
def seed(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the programme, and who could be asked next."""
    actor = actor_of(request)
    words = {
        "sheet": seed_sheet(actor, community),
        "tag_name": seed_tag(community.language),
        "may_edit": may(actor, Permission.EDIT_MEMBERS, community.pk),
        "may_call": may(actor, Permission.EDIT_RITUALS, community.pk),
    }
    return render(request, "console/seed.html", words)


@require_POST
@console_page("seed", Permission.EDIT_MEMBERS)
def seed_invitations(request: HttpRequest, community: Community) -> HttpResponse:
    """Invite the ticked members."""
    actor, ticked = actor_of(request), request.POST.getlist("member")
    rows = members_visible_to(actor, community.pk).filter(key__in=ticked)
    members = list(rows.values_list("pk", flat=True))
    if not members:
        messages.error(request, _("Choose at least one."))
        return redirect("console:seed", community.slug)
    reasons = reasons_for(actor, community, members)
    count = len(invite_seeds(community=community.pk, members=members, reasons=reasons, actor=actor, now=now()))
    told = ngettext("%(n)s member was invited.", "%(n)s members were invited.", count) % {"n": count}
    messages.success(request, told)
    return redirect("console:seed", community.slug)


def seed_at(request: HttpRequest, community: Community, key: str) -> SeedMember:
    """Find somebody of the programme, or 404."""
    return one_or_404(seeds_visible_to(actor_of(request), community.pk), key=key)


@console_page("seed", Permission.EDIT_MEMBERS)
def seed_promotion(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Make a seed member an opinion leader or a partner."""
    row, form = seed_at(request, community, key), PromotionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"seed": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, promote_seed, **form.cleaned_data, **facts):
            return redirect("console:seed", community.slug)
    words = {"form": form, "title": _("Promote %(name)s") % {"name": row.member.name}, "back": "console:seed"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("seed", Permission.EDIT_MEMBERS)
def seed_end(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let somebody be in the programme no more, or take an invitation back."""
    row = seed_at(request, community, key)
    try:
        end_seed(seed=row.pk, actor=actor_of(request), now=now())
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("console:seed", community.slug)


@console_page("seed", Permission.SEE_MEMBERS)
def seed_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the programme and the candidates over as CSV."""
    return csv_answer(f"{community.slug}-seed", SEED_HEAD, seed_rows(seed_sheet(actor_of(request), community)))
