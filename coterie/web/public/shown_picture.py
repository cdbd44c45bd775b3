"""The picture of what is sold: on its page, where the page is shared, and for machines that read the web."""

from dataclasses import dataclass

from coterie.market.models import Offer
from coterie.platform.files.storing import stored_file


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture with its address and its size in pixels."""

    address: str
    width: int
    height: int

    @property
    def structured(self) -> dict[str, object]:
        """Return what search engines read of it (schema.org)."""
        return {"@type": "ImageObject", "url": self.address, "width": self.width, "height": self.height}


def picture_of(row: Offer, address: str) -> ShownPicture | None:
    """Return the picture of an offer or a project whose page stands at this address."""
    if not row.picture:
        return None
    file = stored_file(row.picture)
    return ShownPicture(f"{address}/picture/{row.picture}", file.width or 0, file.height or 0)
