"""Documents: kept byte by byte, and told by their content what they are; names and claims of browsers count nothing."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid

LARGEST = 20_000_000
MOST_UNPACKED = 500_000_000
"""Bytes that an archive may say it holds; we never unpack it, whoever downloads it does."""
MOST_PACKED = 200
"""How many times larger an archive may become when unpacked."""
UNWRITTEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Signs that nobody writes: programs have them, texts do not."""
MACROS = "vbaProject.bin"

OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
EPUB = b"application/epub+zip"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


@dataclass(frozen=True, slots=True)
class Document:
    """What the bytes turned out to be."""

    media_type: str
    ending: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A document that is kept byte by byte, and what it turned out to be."""

    kind: Document
    data: bytes


PDF = Document("application/pdf", "pdf")
MP3 = Document("audio/mpeg", "mp3")
MP4 = Document("video/mp4", "mp4")
M4A = Document("audio/mp4", "m4a")
TEXT = Document("text/plain; charset=utf-8", "txt")
ZIP = Document("application/zip", "zip")
BOOK = Document(EPUB.decode(), "epub")
SHEETS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}


def is_picture(data: bytes) -> bool:
    """Tell whether the bytes begin like a picture, which is drawn anew instead."""
    return data.startswith(PICTURES) and (data[:4] != b"RIFF" or data[8:12] == b"WEBP")


def known(data: bytes) -> Document:
    """Tell what the bytes are.

    Raises Invalid for what is empty, too large, damaged, or none of the kinds that are safe to hand over.
    """
    if not data:
        raise Invalid(_("The file is empty."), field="file")
    if len(data) > LARGEST:
        raise Invalid(_("The file is larger than 20 MB."), field="file")
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return archive(data)
    if data.startswith(b"ID3") or (data[0] == 0xFF and data[1:2] and data[1] & 0xE6 == 0xE2):
        return MP3
    if data[4:8] == b"ftyp":
        return M4A if data[8:11] == b"M4A" else MP4
    if is_text(data):
        return TEXT
    raise Invalid(_("Take a PDF, e-book, office document, picture, MP3, MP4, text or ZIP file."), field="file")


def is_text(data: bytes) -> bool:
    """Tell whether the bytes are plain text and no markup that a browser would run."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not UNWRITTEN.search(text) and not text.lstrip().startswith(("<", "#!", "MZ"))


def archive(data: bytes) -> Document:
    """Tell what kind of archive it is, without unpacking it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            entries = file.infolist()
            names = {entry.filename for entry in entries}
            book = "mimetype" in names and file.open("mimetype").read(len(EPUB) + 1).strip() == EPUB
    except Exception as error:
        raise Invalid(_("The file is damaged."), field="file") from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_PACKED * len(data):
        raise Invalid(_("The archive becomes too large when it is unpacked."), field="file")
    if any(name.endswith(MACROS) for name in names):
        raise Invalid(_("The document holds macros. Save it without them."), field="file")
    if book:
        return BOOK
    inside = next((folder for folder in OFFICE if any(name.startswith(folder) for name in names)), None)
    is_office = "[Content_Types].xml" in names and inside is not None
    return Document(OFFICE[inside], SHEETS[inside]) if is_office and inside else ZIP
