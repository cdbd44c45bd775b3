"""Buying together, for who sells: for how many it costs less, and the teams that there are."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.market.domain.team import drop_team_terms, set_team_terms
from coterie.market.enums import TeamState
from coterie.market.models import Team
from coterie.market.queries.orders_run import offers_in
from coterie.market.queries.teams import seen, teams_run_by
from coterie.web.attempt import attempt
from coterie.web.console.offers import EDIT, offer_at
from coterie.web.console.team_form import TeamTermsForm
from coterie.web.console.variants import variant_page
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@require_POST
@console_page("earn", EDIT)
def team_terms(request: HttpRequest, community: Community, key: str, variant: str) -> HttpResponse:
    """Let a way to buy cost less for so many who buy it together."""
    row = one_or_404(offer_at(request, community, key).variants.all(), key=variant)
    form = TeamTermsForm(request.POST, currency=community.currency)
    if form.is_valid():
        facts = {**form.cleaned_data, "actor": actor_of(request), "now": now()}
        if attempt(form, set_team_terms, variant=row.pk, **facts) is not None:
            return redirect("console:variant", community.slug, key, variant)
    return variant_page(request, community, row, terms_form=form)


@require_POST
@console_page("earn", EDIT)
def team_terms_removal(request: HttpRequest, community: Community, key: str, variant: str) -> HttpResponse:
    """Let no more teams begin."""
    row, form = one_or_404(offer_at(request, community, key).variants.all(), key=variant), Form(request.POST)
    attempt(form, drop_team_terms, variant=row.pk, actor=actor_of(request), now=now())
    return redirect("console:variant", community.slug, key, variant)


@console_page("earn", Permission.SEE_REVIEW)
def teams(request: HttpRequest, community: Community) -> HttpResponse:
    """List the teams."""
    state, offer = (request.GET.get(name, "") for name in ("state", "offer"))
    actor, moment = actor_of(request), now()
    rows = page_of(request, teams_run_by(actor, community.pk, state, offer))
    words = {
        "rows": rows, "teams": [(row, seen(row, moment)) for row in rows], "state": state, "offer": offer,
        "states": TeamState.choices, "offers": offers_in(actor, community.pk), "currency": community.currency,
    }  # fmt: skip
    return render(request, "console/teams.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def teams_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the teams over as a table."""
    which = [request.GET.get(name, "") for name in ("state", "offer")]
    rows = teams_run_by(actor_of(request), community.pk, *which).iterator(chunk_size=1000)
    head = ("key", "offer", "variant", "people", "paid", "price_minor", "currency", "state", "began_at", "ends_at")
    return csv_answer(f"{community.slug}-teams", head, (line_of(row, community.currency) for row in rows))


def line_of(row: Team, currency: str) -> tuple[object, ...]:
    """Return a team as a line of the table."""
    team = seen(row, now())
    when = [moment.isoformat() for moment in (row.began_at, row.ends_at) if moment]
    what = (row.key, row.variant.offer.title, team.name, team.people, team.paid, team.price)
    return (*what, currency, str(team.state), *when)
