"""What a campaign shows while it runs and afterwards."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.models import Campaign
from coterie.growth.queries.campaigns import campaigns_run_by
from coterie.growth.queries.holdout import arms_of
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.measures import Measures, measures_of
from coterie.growth.rules.cohorts import AGES
from coterie.kit.clock import now
from coterie.review.queries.words import percent
from coterie.review.rules.effect import effect_of
from coterie.web.console.campaign_numbers import promised
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

MOST_EVEN = 100
"""From here on people invite no more unevenly than chance makes it."""


@console_page("spread", Permission.SEE_CONSOLE)
def campaign_measures(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show how a campaign spreads, what it costs, and with which numbers the next one can be forecast."""
    row, at = one_or_404(campaigns_run_by(actor_of(request), community.pk), key=key), now()
    friends = friends_in(row, at)
    found = measures_of(row, friends, at)
    words = {
        "campaign": row, "found": found,
        "effect": effect_of(*arms_of(row, friends), row.holdout) if row.holdout else None,
        "forecast": forecast_address(community, row, found),
        "ages": [found.cohorts.days * number for number in range(1, AGES + 1)],
        "generations": list(enumerate(found.shape.generations)),
        "may_see": may(actor_of(request), Permission.SEE_MEMBERS, community.pk),
        "joins": said(found.joins), "activation": said(found.activation),
    }  # fmt: skip
    return render(request, "console/campaign_measures.html", words)


def said(share: float | None) -> str:
    """Return a share in words; nothing where there is none."""
    return percent(share) if share is not None else ""


def forecast_address(community: Community, row: Campaign, found: Measures) -> str:
    """Return the forecast of the next campaign with the numbers that this one shows; nothing while it shows none."""
    if found.past is None or not found.activation:
        return ""
    given: dict[str, Any] = {
        "seeds": max(found.people, 1), "mean": round(found.past.growth, 3), "joins": 100,
        "dispersion": round(min(found.past.dispersion, MOST_EVEN), 2),
        "cycle_days": max(round(found.past.cycle_days, 1), 0.1), "activation": round(100 * found.activation, 1),
        **promised(community, row),
    }  # fmt: skip
    return f"{reverse('console:forecast', args=[community.slug])}?{urlencode(given)}"
