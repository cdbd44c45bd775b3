"""Every text that people see exists in Chinese, with the same places for values."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

COTERIE = Path(__file__).resolve().parents[2] / "coterie"
CATALOG = COTERIE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
ONE, MANY = None, (1, 2)
KEYWORDS = {"_": ONE, "gettext": ONE, "gettext_lazy": ONE, "gettext_noop": ONE, "ngettext": MANY, "ngettext_lazy": MANY}
OTHERS = ("cli", "gallery", "migrations", "static")
"""The terminal speaks English; the gallery shows samples."""
CALL = re.compile(r"\b(?:gettext|ngettext|_)\((?:[^()]|\([^()]*\))*\)")
PLACE = re.compile(r"%\(\w+\)s|%%")
TO_GUESTS = ("%(name)s, you are invited", "Dear %(name)s, ", "Do you come?", "Your answer is kept. You can change it")
"""Who is asked to come as a guest is a stranger; everybody else is 你."""


def texts_in(source: str) -> Iterator[str]:
    """Yield what is handed to a translating function; a template becomes one line, so that its indents mean nothing."""
    for _line, message, _comments, _context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield message if isinstance(message, str) else message[0]


def texts() -> set[str]:
    """Collect what the code and the templates give to translators."""
    found: set[str] = set()
    for path in COTERIE.rglob("*"):
        if path.suffix not in (".py", ".html", ".txt") or set(OTHERS) & set(path.parts):
            continue
        source = path.read_text(encoding="utf-8")
        found |= set(texts_in(source if path.suffix == ".py" else in_one_line(templatize(source))))
    return found


def in_one_line(source: str) -> str:
    """Keep only the calls that `templatize` made; all else is blanked letters that are no Python."""
    return "\n".join(CALL.findall(source))


def catalog() -> Catalog:
    with CATALOG.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def test_every_text_has_chinese() -> None:
    chinese = {message.id if isinstance(message.id, str) else message.id[0]: message.string for message in catalog()}

    assert sorted(text for text in texts() if not chinese.get(text)) == []


def test_every_text_is_translated_once() -> None:
    """Of two translations of one text the first is shown, and nobody knows why the second is not."""
    spoken = re.findall(r'^(?:msgctxt .*\n)?msgid (?:".*"\n)+', CATALOG.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(text for text, times in Counter(spoken).items() if times > 1) == []


def test_places_for_values_are_kept() -> None:
    wrong = []
    for message in catalog():
        if not message.id:
            continue
        source, said = (
            (message.id, message.string) if isinstance(message.id, str) else (message.id[1], message.string[0])
        )
        if set(PLACE.findall(source)) != set(PLACE.findall(said)):
            wrong.append(source)

    assert wrong == []


def test_chinese_uses_full_width_punctuation() -> None:
    said = [
        text
        for message in catalog()
        if message.id
        for text in ([message.string] if isinstance(message.string, str) else message.string)
    ]
    half_width = re.compile(r"[\u4e00-\u9fff][,;:!?](?!\S*//)")

    assert [text for text in said if half_width.search(text)] == []


def test_chinese_says_one_word_for_you() -> None:
    formal = [str(message.id) for message in catalog() if "您" in str(message.string)]

    assert [text for text in formal if not text.startswith(TO_GUESTS)] == []
