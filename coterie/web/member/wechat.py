"""Coming back from WeChat, which says who the buyer is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.market.domain.inside import start_inside
from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.ways import asked_last
from coterie.web.member.orders import order_or_404
from coterie.web.member.place import Standing, member_page


@require_safe
@member_page("profile")
def wechat(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Ask for the payment in the name of who came back, and go on to the order's page, which opens it."""
    row = order_or_404(standing, key)
    here, asked = redirect("member:order", standing.slug, row.key), asked_last(row.pk, now())
    if asked is None:
        return here
    said = {name: request.GET.get(name, "")[:200] for name in ("code", "state")}
    try:
        start_inside(payment=asked.pk, **said, actor=standing.actor, now=now())
    except (ProviderFailed, Invalid) as error:
        messages.error(request, str(error))
        return here
    return redirect(f"{here.url}#pay")
