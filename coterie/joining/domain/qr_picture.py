"""The picture of a group's QR code: proved to be one before it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coterie.kit import qr
from coterie.kit.errors import Invalid
from coterie.platform.files.picture import Drawn, drawn
from coterie.platform.files.storing import store_drawn

LASTS = timedelta(days=7)
"""How long chat networks let the QR code of a group live, unless the host knows better."""
LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A picture drawn anew, and what its QR code says."""

    drawn: Drawn
    text: str

    def kept(self, community: int, now: datetime) -> dict[str, str]:
        """Store the picture; return what a slot says of it."""
        file = store_drawn(self.drawn, community=community, now=now)
        return {"picture": file.key, "picture_text": self.text}


def read_qr_picture(data: bytes) -> QrPicture:
    """Draw an uploaded picture anew and read its QR code from what will be shown; slow, so before any transaction.

    Raises Invalid for what is no picture, holds no QR code or several, or leads back to a live code of ours.
    """
    picture = drawn(data)
    texts = qr.texts_in(picture.data)
    if not texts:
        raise Invalid(
            _("No QR code can be read in this picture. Take the whole code, sharp and upright."), field="picture"
        )
    if len(texts) > 1:
        raise Invalid(
            _("There is more than one QR code in this picture. Cut it to the one of the group."), field="picture"
        )
    if texts[0].startswith(f"{settings.BASE_URL}/g/"):
        raise Invalid(_("This is a live code itself. Take the QR code of the chat group."), field="picture")
    return QrPicture(picture, texts[0][:LONGEST_TEXT])
