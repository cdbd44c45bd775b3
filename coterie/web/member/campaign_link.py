"""A personal link as people pass it on: words to copy, a QR code, a poster."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from coterie.growth.enums import Medium
from coterie.growth.models import Campaign, Participant
from coterie.joining.designs.look import PosterText
from coterie.joining.designs.poster import PHONE, laid_out
from coterie.joining.queries.brand import brand_of
from coterie.kit import qr
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.kit.sheet.sheet import Sheet
from coterie.members.queries.members import names_of
from coterie.web.public.addresses import campaign_address


def shared_words(row: Campaign, community: str, slug: str, key: str) -> dict[str, str]:
    """Return what one can send to friends oneself: a line for a chat, and a letter."""
    chat = {"community": community, "address": campaign_address(slug, key, Medium.CHAT)}
    facts = {"community": community, "address": campaign_address(slug, key, Medium.LETTER)}
    letter = _("Hello,\n\nI am at %(community)s, and I think you would like it. This is the way in:\n\n%(address)s")
    return {
        "chat": _("I am at %(community)s, and I think you would like it: %(address)s") % chat,
        "subject": _("Come to %(community)s") % chat,
        "letter": letter % facts + (f"\n\n{row.text}" if row.text else ""),
    }


def sheet_of(row: Campaign, mine: Participant, address: str) -> Sheet:
    """Lay a poster out around the link."""
    name = names_of(row.community_id, [mine.member_id]).get(mine.member_id, "")
    text = PosterText(
        address=address, brand=brand_of(row.community_id), headline=row.name, line=row.text, name=name,
        call=_("Scan to join"), note=address.partition("://")[2].partition("?")[0],
    )  # fmt: skip
    return laid_out("quiet", text)


Draw = Callable[[Campaign, Participant, str], bytes]
PICTURES: dict[str, tuple[Draw, Medium, str]] = {
    "code.png": (lambda _row, _mine, address: qr.png(address), Medium.CODE, "image/png"),
    "poster.png": (lambda *of: picture(sheet_of(*of), width=PHONE), Medium.POSTER, "image/png"),
    "poster.pdf": (lambda *of: document(sheet_of(*of)), Medium.POSTER, "application/pdf"),
}
"""How each is drawn, what it is, and as what it is handed over."""
