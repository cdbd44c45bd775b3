"""Pages in a language that marks every translated text: what is not marked was forgotten."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.apps import apps
from django.test import Client
from django.utils import dates, translation
from django.utils.translation import trans_real

from coterie.web.sign_in.session import BACKEND
from tests.cast import CANVAS, Cast
from tests.house.test_translations import catalog
from tests.web.matrix import set_scene
from tests.web.pages import PAGES
from tests.web.test_matrix import path_of

PSEUDO = "eo"
SPOKEN = ("aria-label", "placeholder", "alt", "title")
SILENT = {"script", "style", "code", "kbd", "option", "svg", "textarea"}
OURS = (
    "Coterie",
    "English",
    "Other",
    "CSV",
    "PDF",
    "SVG",
    "PNG",
    "EN",
    "VIP",
    "Table",
    "Basic",
    "Doors",
    "Lena",
    "How?",
    "A film",
    "One minute.",
    "Look here: {link}",
    "Hello",
    "Summer",
    "summer",
    "Come in",
    "I know many.",
    "Topic",
    "Pages",
    "Supper",
    "Which name?",
    "Rice",
    "Tea",
    "I like it",
    "Taste?",
    "Price?",
    "Launch",
    "Speak first",
    "seed",
    "A pen",
    "Thank you",
    "Level 1",
    "Pen",
    "CN¥",
    "CNY",
    "Club",
    "Words",
    "Begin",
    "Why",
    "How long?",
    "How",
    "Go on",
    "Look",
    "Like this.",
    "Because.",
    "The book",
    "One copy",
    "Sizes",
    "Size",
    "Transfer 7",
    "Cash",
    "A scratch",
    "No money",
    "For helping",
    "Welcome",
    "Soup",
    "Bread",
    "Asia",
    "Shanghai",
    "Talk-",
    "Room",
    "Be kind.",
    "No advertisements.",
    "Bring a friend",
    "Friend",
    "Paul Partner",
    "Lane 1, 10115 Berlin · DE · DE 123",
    "DE02 1203",
)
"""Names and texts of the cast, and words that are the same in every language."""
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
SAME_EVERYWHERE = re.compile(
    r"https?://\S+|/o/\S+|\d+-a de|\bje\b|\bGMT\b|\bNo\.|\b[a-z]+[._][a-z_]+\b"
    r"|(?:\b[a-z]+:)?\b(?=[a-z]*\d)[a-z0-9]{12}\b|\bSPRING\d+\b|\bstripe\b|\bmanual\b"
)
"""Addresses, dates of the marked language, the mark of a number, names of receivers, events and providers, and keys."""
LETTERS = re.compile(r"[A-Za-z]{2,}")


class Texts(HTMLParser):
    """Collects what a page says, in sight or aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SPOKEN and value]
        if tag in SILENT:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and data.strip():
            self.said.append(data.strip())


@pytest.fixture
def pseudo(tmp_path: Path, settings: object) -> Iterator[None]:
    """Give the site a language whose every text of ours stands in brackets."""
    marked = Catalog(locale=PSEUDO)
    for message in catalog():
        if message.id:
            one = message.id if isinstance(message.id, str) else message.id[0]
            many = (one, one) if isinstance(message.id, str) else message.id
            said = [f"⟦{text}⟧" for text in many]
            marked.add(message.id, said[0] if isinstance(message.id, str) else tuple(said), context=message.context)
    folder = tmp_path / PSEUDO / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, marked)
    settings.LOCALE_PATHS = [str(tmp_path)]
    settings.LANGUAGES = [("en", "⟦English⟧"), (PSEUDO, "⟦Pseudo⟧")]
    trans_real._translations.pop(PSEUDO, None)
    yield
    trans_real._translations.pop(PSEUDO, None)


def names_of(cast: Cast) -> list[str]:
    told = [text for value in CANVAS.values() for text in ([value] if isinstance(value, str) else [])]
    with translation.override(PSEUDO):
        calendar = [
            form
            for words in (dates.MONTHS, dates.MONTHS_3, dates.MONTHS_ALT, dates.WEEKDAYS, dates.WEEKDAYS_ABBR)
            for word in words.values()
            for form in (str(word), str(word).title())
        ]
    people = [account.name for account in cast.accounts.values()] + [
        account.email or "" for account in cast.accounts.values()
    ]
    return sorted([*OURS, *told, *calendar, *people, str(CANVAS["portrait"]["who"])], key=len, reverse=True)


def without_marked(text: str) -> str:
    """Take away what stands in brackets, from the inside out."""
    while (rest := MARKED.sub("", text)) != text:
        text = rest
    return text


def unmarked(page: str, named: re.Pattern[str]) -> list[str]:
    """Return what has letters outside the brackets and is nobody's name."""
    texts = Texts()
    texts.feed(page)
    return [text for text in texts.said if LETTERS.search(rest(text)) and LETTERS.search(named.sub("", rest(text)))]


def rest(text: str) -> str:
    """Return what is left of a text without what is marked and what is the same everywhere."""
    return SAME_EVERYWHERE.sub("", without_marked(text))


def keys_given() -> list[str]:
    """Return the keys and numbers that are on record; now and then one has no digit by which it would be known."""
    models = [(model, name) for model in apps.get_models() for name in ("key", "number")]
    held = [(model, name) for model, name in models if name in {field.name for field in model._meta.get_fields()}]
    return [key for model, name in held for key in map(str, model.objects.values_list(name, flat=True)) if len(key) > 8]  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.usefixtures("pseudo")
def test_every_text_is_translated(cast: Cast) -> None:
    scene = set_scene(cast)
    pages: dict[str, str] = {}
    for name, row in PAGES.items():
        client = Client()
        client.cookies["django_language"] = PSEUDO
        who = "dan" if name.startswith("member:") else "alice" if name.startswith("console:") else None
        if who:
            client.force_login(cast.accounts[who], backend=BACKEND)
        if row.method != "get" or name.startswith(("gallery", "file")):
            continue
        answer = client.get(path_of(name, row, scene), row.body, follow=True)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            pages[name] = answer.content.decode()

    names = sorted({*names_of(cast), scene.code.slug, scene.message.key, *keys_given()} - {""}, key=len, reverse=True)
    named = re.compile("|".join(map(re.escape, names)))
    found = {name: left for name, page in pages.items() if (left := unmarked(page, named))}
    told = [f"{name}: {text}" for name, left in found.items() for text in left]
    assert "\n".join(told) == ""
