"""The link that signs in by one click."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from coterie.accounts.domain.one_time_link import use_one_time_link
from coterie.accounts.enums import Way
from coterie.kit.clock import now
from coterie.web.sign_in.next_path import next_path
from coterie.web.sign_in.session import sign_in

MACHINES = re.compile(
    r"bot\b|crawl|spider|preview|externalhit|whatsapp|telegram|slack|discord|skype|embed", re.IGNORECASE
)


@never_cache
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in the person who opened the link.

    The link is printed where its owner sits and must work by one click, so a GET is enough: only a person's
    navigation counts, once, and nothing of the account is shown before. What only looks at addresses (link
    previews, prefetching, HEAD) gets a page with a button instead, and the link stays unspent.
    """
    if request.method == "POST" or is_navigation(request):
        sign_in(request, use_one_time_link(token=token, now=now()), Way.LINK)
        return redirect(next_path(request) or "/")
    return render(request, "sign_in/enter.html", {"way_on": next_path(request)})


def is_navigation(request: HttpRequest) -> bool:
    """Tell whether a person opened this address in a browser, as far as the request says.

    Browsers say so by `Sec-Fetch-*`, but only to safe origins; where nothing is said, known previewers are told apart
    by name.
    """
    said = request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest")
    ahead = "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""))
    if request.method != "GET" or ahead:
        return False
    if any(said):
        return said == ("navigate", "document")
    name = request.headers.get("User-Agent", "")
    return not MACHINES.search(name)
