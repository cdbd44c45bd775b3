"""A personal link as people pass it on: words to copy, a QR code, a poster."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from coterie.growth.models import Campaign, Participant
from coterie.joining.designs.look import PosterText
from coterie.joining.designs.poster import PHONE, laid_out
from coterie.joining.queries.brand import brand_of
from coterie.kit import qr
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.kit.sheet.sheet import Sheet
from coterie.members.queries.members import names_of


def shared_words(row: Campaign, community: str, address: str) -> dict[str, str]:
    """Return what one can send to friends oneself: a line for a chat, and a letter."""
    facts = {"community": community, "address": address, "text": row.text}
    letter = _("Hello,\n\nI am at %(community)s, and I think you would like it. This is the way in:\n\n%(address)s")
    return {
        "chat": _("I am at %(community)s, and I think you would like it: %(address)s") % facts,
        "subject": _("Come to %(community)s") % facts,
        "letter": letter % facts + (f"\n\n{row.text}" if row.text else ""),
    }


def sheet_of(row: Campaign, mine: Participant, address: str) -> Sheet:
    """Lay a poster out around the link."""
    name = names_of(row.community_id, [mine.member_id]).get(mine.member_id, "")
    text = PosterText(
        address=address, brand=brand_of(row.community_id), headline=row.name, line=row.text, name=name,
        call=_("Scan to join"), note=address.partition("://")[2],
    )  # fmt: skip
    return laid_out("quiet", text)


PICTURES: dict[str, tuple[Callable[[Campaign, Participant, str], bytes], str]] = {
    "code.png": (lambda _row, _mine, address: qr.png(address), "image/png"),
    "poster.png": (lambda row, mine, address: picture(sheet_of(row, mine, address), width=PHONE), "image/png"),
    "poster.pdf": (lambda row, mine, address: document(sheet_of(row, mine, address)), "application/pdf"),
}
