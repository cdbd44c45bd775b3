"""A campaign beside the forecast that was kept as its plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.domain.plan import keep_plan
from coterie.growth.models import Campaign, CampaignPlan
from coterie.growth.queries.campaigns import campaigns_run_by, has_begun
from coterie.growth.queries.plan import compared, plan_of
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.campaign_numbers import promised
from coterie.web.console.forecast_form import EXAMPLE, ForecastForm, fields_of
from coterie.web.console.plan_sheet import plan_sheet
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@console_page("spread", Permission.SEE_CONSOLE)
def campaign_plan(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show what was expected of a campaign and what came; keep the forecast that is sent."""
    row = one_or_404(campaigns_run_by(actor_of(request), community.pk), key=key)
    plan = plan_of(row)
    form = ForecastForm(request.POST or None, initial=first_numbers(community, row, plan))
    if request.method == "POST" and kept(request, row, form):
        return redirect("console:campaign_plan", community.slug, key)
    words = words_of(request, community, row, plan, form)
    return render(request, "console/campaign_plan.html", words, status=422 if form.errors else 200)


def first_numbers(community: Community, row: Campaign, plan: CampaignPlan | None) -> dict[str, Any]:
    """Return the numbers with which the form begins."""
    if plan:
        return fields_of(plan.numbers)
    example = {name: one for name, one in EXAMPLE.items() if name[-2:] not in {"_1", "_2"} and name != "budget"}
    return {**example, **promised(community, row)}


def kept(request: HttpRequest, row: Campaign, form: ForecastForm) -> CampaignPlan | None:
    """Keep what the form says, unless it is wrong."""
    if not form.is_valid():
        return None
    return attempt(form, keep_plan, campaign=row.pk, numbers=form.given(), actor=actor_of(request), now=now())


def words_of(
    request: HttpRequest, community: Community, row: Campaign, plan: CampaignPlan | None, form: ForecastForm
) -> dict[str, Any]:
    """Return what the page says; a plan that the campaign follows is not asked for again."""
    sheet = plan_sheet(compared(plan, row, community.currency, now()), community.currency) if plan else None
    may_edit = may(actor_of(request), Permission.EDIT_CAMPAIGNS, community.pk)
    return {"row": row, "plan": plan, "sheet": sheet, "form": form,
            "may_keep": may_edit and not (plan and has_begun(row, now()))}  # fmt: skip
