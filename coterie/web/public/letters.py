"""Ending letters from a letter, without signing in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coterie.kit.clock import now
from coterie.members.domain.letter_wish import end_letters
from coterie.members.queries.letters import wish_with
from coterie.web.place import set_place
from coterie.web.request import actor_of


@csrf_exempt  # mail programs send it by themselves (RFC 8058); the secret in the address is what may
@require_http_methods(["GET", "HEAD", "POST"])
def letters_end(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask once, then end all letters; looking alone ends nothing, since programs look."""
    wish = wish_with(secret)
    if wish is None:
        raise Http404
    set_place(request, wish.member.community)
    if request.method == "POST":
        wish = end_letters(secret=secret, actor=actor_of(request), now=now())
    answer = render(request, "public/letters.html", {"wish": wish, "community": wish.member.community})
    answer["X-Robots-Tag"], answer["Referrer-Policy"] = "noindex", "no-referrer"
    return answer
