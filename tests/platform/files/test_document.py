"""Documents are told by their content; what could harm who opens it is refused."""

import contextlib
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.errors import Invalid
from coterie.platform.files import document
from coterie.platform.files.document import known
from coterie.platform.files.folder import ending_of
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import place_of, remove, store_document
from tests.cast import NOW
from tests.talk.speech import PNG


def packed(**entries: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return target.getvalue()


OFFICE = {"[Content_Types].xml": b"<Types/>"}
BOOK = {"mimetype": b"application/epub+zip"}


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.7\n...", "pdf"),
        (b"ID3\x04...", "mp3"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\x00\x00\x00\x20ftypisom", "mp4"),
        (b"\x00\x00\x00\x20ftypM4A ", "m4a"),
        ("三十条标题\n".encode(), "txt"),
        (packed(**OFFICE, **{"word/document.xml": b"<w/>"}), "docx"),
        (packed(**OFFICE, **{"xl/workbook.xml": b"<x/>"}), "xlsx"),
        (packed(**OFFICE, **{"ppt/slides.xml": b"<p/>"}), "pptx"),
        (packed(**BOOK), "epub"),
        (packed(notes=b"hello"), "zip"),
    ],
)
def test_content_tells_the_kind(data: bytes, ending: str) -> None:
    found = known(data)

    assert (found.ending, ending_of(found.media_type)) == (ending, ending)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <svg onload=alert(1)>",
        b"#!/bin/sh\nrm -rf /",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02",
        b"PK\x03\x04 and then nothing",
        packed(bomb=b"\0" * 2_000_000),
        packed(**OFFICE, **{"word/document.xml": b"", "word/vbaProject.bin": b"x"}),
    ],
)
def test_what_may_harm_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        known(data)

    assert refused.value.field == "file"


def test_too_large_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(document, "LARGEST", 100)

    assert known(b"%PDF-".ljust(100)).ending == "pdf"
    with pytest.raises(Invalid):
        known(b"%PDF-".ljust(101))


@given(st.binary(max_size=300))
def test_any_bytes_are_known_or_refused(data: bytes) -> None:
    for begin in (b"", b"PK\x03\x04", b"ID3", b"\xff"):
        with contextlib.suppress(Invalid):
            assert ending_of(known(begin + data).media_type)


@pytest.mark.django_db
def test_a_document_is_kept_as_it_is_and_a_picture_is_drawn_anew(settings, tmp_path) -> None:
    settings.DATA = tmp_path

    paper = store_document(b"%PDF-1.7", community=1, now=NOW)
    picture = store_document(PNG, community=1, now=NOW)

    assert (paper.media_type, place_of(paper).read_bytes()) == ("application/pdf", b"%PDF-1.7")
    assert picture.media_type == "image/webp"
    remove(paper)
    assert StoredFile.objects.count() == 1
