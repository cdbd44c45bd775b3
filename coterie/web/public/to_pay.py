"""Sending a buyer to where they pay."""

import re
from typing import Any
from urllib.parse import urlsplit

from csp.constants import HEADER
from csp.utils import build_policy
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from coterie.kit.clock import now
from coterie.kit.errors import Conflict
from coterie.market.domain.inside import way_into_wechat
from coterie.market.domain.starting import start_payment
from coterie.market.models import Order
from coterie.market.providers.catalogue import BASES
from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.ways import asked_last
from coterie.web.request import actor_of

PHONE = re.compile("Android|iPhone|iPod|HarmonyOS|Mobile")
INSIDE = "MicroMessenger"
"""How WeChat's own browser calls itself."""


def is_in_wechat(request: HttpRequest) -> bool:
    """Tell whether a page is looked at inside of WeChat."""
    return INSIDE in request.headers.get("User-Agent", "")


def phone_address(request: HttpRequest) -> str:
    """Return the buyer's address where they hold a phone: providers then open their app; inside of one, they cannot."""
    held = PHONE.search(request.headers.get("User-Agent", "")) and not is_in_wechat(request)
    return str(request.META.get("REMOTE_ADDR", "")) if held else ""


def to_pay(request: HttpRequest, order: Order, slug: str, *, scan: bool = False) -> HttpResponse:
    """Begin to pay an order: on to the provider's page, or to the order's own with a code or with what went wrong."""
    here, asked = redirect("member:order", slug, order.key), asked_last(order.pk, now())
    if asked is None:
        return here
    try:
        url = where_to_pay(request, asked.pk, scan=scan)
        return onward(url) if url else here
    except (ProviderFailed, Conflict) as error:
        messages.error(request, str(error))
        return here


def where_to_pay(request: HttpRequest, payment: int, *, scan: bool) -> str:
    """Begin a payment and return where it leads, "" for a code; in WeChat by who one is there, unless to `scan`."""
    by: dict[str, Any] = {"payment": payment, "actor": actor_of(request), "now": now()}
    inside = way_into_wechat(**by) if is_in_wechat(request) and not scan else ""
    return inside or start_payment(**by, address=phone_address(request)).url


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
