"""Coming back from WeChat, which says who the partner is: the money is opened there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from coterie.kit.clock import now
from coterie.kit.errors import Conflict, Invalid
from coterie.market.providers.port import ProviderFailed
from coterie.partners.domain.taking import take_payout
from coterie.web.member.partner_money import statement_at, statement_page
from coterie.web.member.place import Standing, member_page


@require_safe
@member_page("profile")
def partner_wechat(request: HttpRequest, standing: Standing, number: int) -> HttpResponse:
    """Have the money wait for who came back, and have WeChat show it."""
    row, told = statement_at(standing, number), ""
    said = {name: request.GET.get(name, "")[:200] for name in ("code", "state")}
    try:
        told = take_payout(payout=row.pk, **said, actor=standing.actor, now=now())
    except (ProviderFailed, Invalid, Conflict) as error:
        messages.error(request, str(error))
    if told:
        return statement_page(request, standing, row, told)
    return redirect("member:partner_statement", standing.slug, number)
