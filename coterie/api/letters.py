"""Which letters you want from a community."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.inside import READ, WRITE, own_member
from coterie.api.token import need_scope
from coterie.kit.clock import now
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.enums import Digest
from coterie.members.queries.letters import wish_of

router = Router(tags=["me"])
OWN = "/me/memberships/{slug}/letters"


class LettersIn(Schema):
    """What is told by letter: what you missed, when you are called, and what is published."""

    digest: Digest = Digest.NEVER
    calls: bool = False
    pieces: bool = False


@router.get(OWN, response=LettersIn)
def letters(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show which letters you want."""
    wish = wish_of(own_member(need_scope(request, READ), slug).pk)
    return {"digest": wish.digest, "calls": wish.calls, "pieces": wish.pieces} if wish else {}


@router.put(OWN, response=LettersIn)
def wish(request: HttpRequest, slug: str, body: LettersIn) -> dict[str, Any]:
    """Say which letters you want."""
    actor = need_scope(request, WRITE)
    row = wish_for_letters(member=own_member(actor, slug).pk, **body.dict(), actor=actor, now=now())
    return {"digest": row.digest, "calls": row.calls, "pieces": row.pieces}
