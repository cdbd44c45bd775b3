"""Sending a buyer to where they pay."""

import re
from urllib.parse import urlsplit

from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.market.domain.starting import start_payment
from coterie.market.models import Order
from coterie.market.providers.catalogue import BASES
from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.ways import asked_last
from coterie.web.request import actor_of

PHONE = re.compile("Android|iPhone|iPod|HarmonyOS|Mobile")
INSIDE = "MicroMessenger"
"""How WeChat's own browser calls itself."""


def phone_address(request: HttpRequest) -> str:
    """Return the buyer's address where they hold a phone: providers then open their app; inside of one, they cannot."""
    agent = request.headers.get("User-Agent", "")
    held = PHONE.search(agent) and INSIDE not in agent
    return str(request.META.get("REMOTE_ADDR", "")) if held else ""


def to_pay(request: HttpRequest, order: Order, slug: str) -> HttpResponse:
    """Begin to pay an order: on to the provider's page, or to the order's own with a code or with what went wrong."""
    here, asked = redirect("member:order", slug, order.key), asked_last(order.pk, now())
    if asked is None:
        return here
    try:
        started = start_payment(payment=asked.pk, address=phone_address(request), actor=actor_of(request), now=now())
        return onward(started.url) if started.url else here
    except (ProviderFailed, Conflict) as error:
        messages.error(request, str(error))
        return here


def onward(url: str) -> HttpResponse:
    """Send a browser to a provider's page, which lies where the provider said, under HTTPS or at a stand-in's."""
    parts = urlsplit(url)
    if parts.scheme != "https" and f"{parts.scheme}://{parts.netloc}" not in BASES.values():
        raise ProviderFailed
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer


def lets_pay(answer: HttpResponse) -> HttpResponse:
    """Let the forms of a page lead to providers: browsers ask where a form ends, from address to address."""
    answer.headers[HEADER] = build_policy(update={"form-action": ["https:", *BASES.values()]})
    return answer
