"""What a community is known by: changed by who may, told once, and read in every accent."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.communities.domain.identity import set_identity, set_logo
from coterie.communities.enums import Accent
from coterie.communities.models import Community
from coterie.communities.rules import bare_number, is_pattern, numbered
from coterie.joining.designs.look import ACCENTS, ON_SEAL
from coterie.kit.errors import Forbidden, Invalid
from coterie.kit.qr import contrast
from coterie.platform.events.models import LoggedEvent
from coterie.platform.files.models import StoredFile
from tests.cast import NOW, Cast
from tests.talk.speech import PNG

TOKENS = Path("frontend/css/tokens.css")
READABLE = 4.5
"""Of WCAG 2.2, 1.4.3."""


@pytest.mark.parametrize(
    ("pattern", "number", "written"),
    [("No.#", 7, "No.7"), ("XH-####", 7, "XH-0007"), ("XH-####", 12345, "XH-12345"), ("第#号", 3, "第3号")],
)
def test_number_is_written_in_the_pattern(pattern: str, number: int, written: str) -> None:
    assert numbered(pattern, number) == written


@given(
    before=st.text("ABCxyz-. 第", max_size=5), width=st.integers(1, 9), after=st.text("号/x", max_size=5),
    number=st.integers(1, 10**8),
)  # fmt: skip
def test_written_number_is_understood_again(before: str, width: int, after: str, number: int) -> None:
    pattern = f"{before}{'#' * width}{after}"

    assert is_pattern(pattern)
    assert int(bare_number(pattern, f"  {numbered(pattern, number)} ")) == number


@pytest.mark.parametrize("pattern", ["", "No.", "#-#", "#" * 10, "A#\nB", "x" * 20 + "#"])
def test_what_is_no_pattern_is_refused_and_changes_nothing(cast: Cast, pattern: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_identity(community=cast.table.pk, name="New", number_pattern=pattern, actor=cast.actor("alice"), now=NOW)

    assert refused.value.field == "number_pattern"
    assert Community.objects.get(pk=cast.table.pk).name != "New"


def test_what_stays_the_same_is_not_told(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("amy"), "now": NOW}
    set_identity(accent="pine", slogan=" Write. ", **facts)
    set_identity(accent="pine", slogan="Write.", **facts)

    [told] = LoggedEvent.objects.filter(kind="identity_changed")
    assert sorted(told.data["fields"]) == ["accent", "slogan"]


def test_logo_comes_is_replaced_and_goes(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    first = set_logo(picture=PNG, **facts).logo
    second = set_logo(picture=PNG, **facts).logo
    with pytest.raises(Invalid):
        set_logo(picture=b"<svg/>", **facts)
    kept = Community.objects.get(pk=cast.table.pk).logo
    none = set_logo(picture=None, **facts).logo

    assert (kept, none) == (second, "")
    assert first != second
    assert not StoredFile.objects.filter(key__in=(first, second)).exists()


def test_host_changes_no_identity(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        set_logo(community=cast.table.pk, picture=PNG, actor=cast.actor("bob"), now=NOW)
    with pytest.raises(Forbidden):
        set_identity(community=cast.table.pk, accent="ink", actor=cast.actor("bob"), now=NOW)


@pytest.mark.parametrize("accent", Accent.values)
def test_accent_is_read_on_paper(accent: str) -> None:
    seal, blush = ACCENTS[accent]

    assert contrast(hexed(seal), hexed(ON_SEAL)) >= READABLE
    assert contrast(hexed(seal), "#ffffff") >= READABLE
    assert contrast(hexed(blush), "#000000") >= READABLE


def test_screens_know_every_accent() -> None:
    assert set(re.findall(r'data-accent="(\w+)"', TOKENS.read_text())) == set(Accent.values) == set(ACCENTS)


def hexed(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
