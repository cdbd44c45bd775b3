"""By which link somebody arrives: the code in the address, the tags beside it, and whether it is a person."""

from dataclasses import replace

from django.http import HttpRequest

from coterie.communities.models import Community
from coterie.joining.domain.sight import Look, see_page
from coterie.joining.enums import Verdict
from coterie.joining.models import LiveCode
from coterie.joining.queries.codes import code_at
from coterie.joining.rules import NO_UTM, SIGNS, utm_in, verdict
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.web.request import actor_of

SIGNS_IN_META = tuple((sign.encode(), f"HTTP_{sign.upper().replace('-', '_')}") for sign in SIGNS)


def asked_code(request: HttpRequest, community: Community) -> LiveCode | None:
    """Return the code in the address, if it is one of this community."""
    code = code_at(request.GET.get("code", ""))
    return code if code and code.community_id == community.pk else None


def is_person(request: HttpRequest) -> bool:
    """Tell whether a person looks, and no preview, bot or prefetch: links are sent around in chats that open them."""
    headers = {sign: bare(value) for sign, name in SIGNS_IN_META if (value := request.META.get(name))}
    return verdict(request.method or "", headers)[0] == Verdict.PERSON


def bare(text: str) -> bytes:
    """Return a header's text as it came over the wire."""
    return text.encode("latin-1", "replace")


def seen_by(request: HttpRequest, community: Community, visitor: int, offer: int | None = None) -> LiveCode | None:
    """Count a look at the public page, or at an offer's, and return the code of the link that led there."""
    code = asked_code(request, community)
    note_look(request, Look(community=community.pk, offer=offer), code, visitor)
    return code


def note_look(request: HttpRequest, look: Look, code: LiveCode | None, visitor: int) -> None:
    """Count a look at a public page; one by a link with a code or tags, or in a test, only if a person opens it."""
    utm = utm_in(request.GET)
    if (code or look.test or utm != NO_UTM) and not is_person(request):
        return
    look, actor = as_looked(request, look), actor_of(request)
    member = member_of(actor, look.community) if look.offer else None
    own = member.pk if member else None
    see_page(look=look, visitor=visitor, member=own, code=code, utm=utm, actor=actor, now=now())


def as_looked(request: HttpRequest, look: Look) -> Look:
    """Return what is counted of a look: no offer, where no person opens it."""
    return look if look.offer is None or is_person(request) else replace(look, offer=None)


def note_link(request: HttpRequest, community: Community, code: LiveCode | None, visitor: int) -> None:
    """Count a tagged link that leads to the door itself; a scan on its way there is counted already."""
    if request.method == "GET" and utm_in(request.GET) != NO_UTM:
        note_look(request, Look(community=community.pk), code, visitor)
