"""Pictures: opened with suspicion, drawn anew without what a camera wrote beside them."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from coterie.kit.errors import Invalid

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What browsers and phones send. No SVG, which may carry scripts. Of a moving picture the first frame is kept."""
LARGEST = 12_000_000
MOST_PIXELS = 50_000_000
SIDE, SMALL_SIDE = 2048, 480
"""Pixels of the longer side that are kept."""
MEDIA_TYPE = "image/webp"

# Pillow only warns of some bombs.
warnings.simplefilter("error", Image.DecompressionBombWarning)

_one_at_a_time = Lock()
"""An opened picture may take 200 MB; two at once would take 400."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as we keep it, and a small one for lists."""

    width: int
    height: int
    data: bytes
    small: bytes


def drawn(data: bytes) -> Drawn:
    """Draw the picture in `data` anew. Raises Invalid for what is too large, broken, or not a picture."""
    if len(data) > LARGEST:
        raise Invalid(_("The picture is larger than 12 MB."), field="picture")
    with _one_at_a_time:
        image = _opened(data)
        image.thumbnail((SIDE, SIDE))
        whole = _encoded(image, quality=82)
        size = image.size
        image.thumbnail((SMALL_SIDE, SMALL_SIDE))
        return Drawn(*size, whole, _encoded(image, quality=75))


def _opened(data: bytes) -> Image.Image:
    """Return the pixels of `data`, upright and in sRGB."""
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
        _refuse_bomb(image)
        image.draft("RGB", (SIDE, SIDE))
        return _plain(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Invalid(_("The picture has too many pixels."), field="picture") from error
    except UnidentifiedImageError as error:
        raise Invalid(_("This is not a JPEG, PNG, WebP or GIF picture."), field="picture") from error
    except Exception as error:
        raise Invalid(_("The picture is damaged."), field="picture") from error


def _refuse_bomb(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB, with transparency only if it had any."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            known = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, known, ImageCms.createProfile("sRGB"), outputMode=mode) or image
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that nobody understands is left out
    return image.convert(mode)


def _encoded(image: Image.Image, *, quality: int) -> bytes:
    target = BytesIO()
    image.save(target, "WEBP", quality=quality, method=2, exif=b"", icc_profile=b"", xmp=b"")
    return target.getvalue()
