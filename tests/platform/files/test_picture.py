"""Pictures are drawn anew; what is not one is refused before it costs anything."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from coterie.kit.errors import Invalid
from coterie.platform.files import picture
from coterie.platform.files.picture import drawn


def encoded(image, kind="JPEG", **options):
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def opened(data):
    return Image.open(BytesIO(data))


def png(width, height, chunks=b""):
    """Return a PNG that claims to have that many pixels."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunks + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def test_large_photo_is_made_smaller_and_loses_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Dan"
    exif.get_ifd(0x8825)[1] = "N"
    photo = encoded(Image.new("RGB", (3000, 1500), "red"), exif=exif.tobytes(), comment=b"secret place")

    kept = drawn(photo)

    assert (kept.width, kept.height, opened(kept.data).size, opened(kept.small).size) == (
        2048,
        1024,
        (2048, 1024),
        (480, 240),
    )
    assert opened(kept.data).format == "WEBP"
    assert not opened(kept.data).getexif()
    assert b"Camera" not in kept.data
    assert b"secret" not in kept.data


def test_photo_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    kept = drawn(encoded(Image.new("RGB", (400, 200)), exif=exif.tobytes()))

    assert (kept.width, kept.height) == (200, 400)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_transparency_is_kept(kind):
    kept = drawn(encoded(Image.new("RGBA", (40, 20), (255, 0, 0, 0)), kind))

    assert opened(kept.data).convert("RGBA").getpixel((5, 5))[3] == 0


def test_small_picture_is_not_made_larger():
    assert opened(drawn(encoded(Image.new("L", (40, 20)), "PNG")).data).size == (40, 20)


def test_colours_of_another_profile_become_ours():
    lab_free = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = drawn(encoded(Image.new("RGB", (40, 20), (10, 200, 30)), icc_profile=lab_free))
    broken = drawn(encoded(Image.new("RGB", (40, 20), (10, 200, 30)), icc_profile=b"no profile"))

    assert "icc_profile" not in opened(kept.data).info
    assert opened(broken.data).size == (40, 20)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        SVG,
        b"GIF89a" + SVG,
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0" + b"\0" * 100,
        encoded(Image.new("RGB", (300, 300), "red"))[:400],
        encoded(Image.new("RGB", (30, 30)), "BMP"),
        encoded(Image.new("RGB", (30, 30)), "TIFF"),
    ],
    ids=["nothing", "text", "svg", "svg in gif", "pdf", "head only", "cut off", "bmp", "tiff"],
)
def test_what_is_not_a_whole_picture_of_a_known_kind_is_refused(data):
    with pytest.raises(Invalid):
        drawn(data)


@pytest.mark.parametrize(("width", "height"), [(10_000, 6_000), (20_000, 9_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_bomb_is_refused_without_being_opened(width, height, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was decoded"))

    with pytest.raises(Invalid):
        drawn(png(width, height))


def test_text_bomb_inside_a_picture_is_refused():
    body = b"comment\0\0" + zlib.compress(b"a" * 50_000_000)
    text = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))

    with pytest.raises(Invalid):
        drawn(png(10, 10, text))


def test_file_over_the_cap_is_refused(monkeypatch):
    monkeypatch.setattr(picture, "LARGEST", 100)

    with pytest.raises(Invalid, match="12 MB"):
        drawn(b"\xff" * 101)
