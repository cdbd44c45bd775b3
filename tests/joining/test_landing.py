"""Landing pages: drafts, versions, and tests of two."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.joining.domain.joining import join
from coterie.joining.domain.landing import (
    create_landing,
    edit_landing,
    publish_landing,
    remove_landing,
    restore_landing,
    unpublish_landing,
)
from coterie.joining.domain.landing_test import begin_landing_test, end_landing_test
from coterie.joining.domain.sight import Look, see_page
from coterie.joining.models import LandingPage, LandingTest, LandingVersion
from coterie.joining.queries.landings import Tally, counted_tests, landing_shown, public_landings, tallies
from coterie.joining.receivers import count_in_tests
from coterie.joining.rules import arm_of, pairs
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of

STORY = {"kind": "story", "heading": "Why", "text": "Because."}


def page_of(cast: Cast, **facts: object) -> LandingPage:
    words = {"slug": "summer", "title": "Write in summer", "blocks": [STORY], **facts}
    return create_landing(community=cast.table.pk, **words, actor=cast.actor("alice"), now=NOW)


def publish(cast: Cast, page: LandingPage, **words: object) -> LandingVersion:
    if words:
        edit_landing(page=page.pk, **words, actor=cast.actor("alice"), now=NOW)
    return publish_landing(page=page.pk, actor=cast.actor("alice"), now=NOW)


def in_test(cast: Cast) -> tuple[LandingPage, LandingTest]:
    page = page_of(cast)
    publish(cast, page)
    edit_landing(page=page.pk, title="Write tonight", actor=cast.actor("alice"), now=NOW)
    return page, begin_landing_test(page=page.pk, actor=cast.actor("alice"), now=NOW)


def title_for(cast: Cast, visitor: int) -> str | None:
    shown = landing_shown(cast.table.pk, "summer", visitor)
    return shown.version.title if shown else None


def see(cast: Cast, page: LandingPage, visitor: int) -> None:
    shown = landing_shown(cast.table.pk, "summer", visitor)
    look = Look(community=cast.table.pk, page=page.pk, version=shown.version.number, test=shown.test, arm=shown.arm)
    see_page(look=look, visitor=visitor, now=NOW)


def hear() -> None:
    """Let the receiver hear of everything that happened, as often as somebody likes."""
    for event in LoggedEvent.objects.filter(kind__in=("page_seen", "member_joined")).order_by("id"):
        count_in_tests([event], now=NOW)


def figures(test: LandingTest) -> dict[str, Tally]:
    return tallies(counted_tests(test.page_id).get(pk=test.pk))


def test_draft_is_seen_by_nobody(cast: Cast) -> None:
    page_of(cast)

    assert (title_for(cast, 1), list(public_landings())) == (None, [])


def test_visitors_see_what_was_published(cast: Cast) -> None:
    page = page_of(cast)
    publish(cast, page)

    edit_landing(page=page.pk, title="Better", actor=cast.actor("alice"), now=NOW)

    assert title_for(cast, 1) == "Write in summer"
    assert [row.slug for row in public_landings()] == ["summer"]


def test_same_words_are_the_same_version(cast: Cast) -> None:
    page = page_of(cast)

    numbers = [publish(cast, page).number, publish(cast, page).number, publish(cast, page, title="New").number]

    assert numbers == [1, 1, 2]
    assert publish(cast, page, title="Write in summer").number == 1


def test_restored_version_is_the_draft(cast: Cast) -> None:
    page = page_of(cast)
    publish(cast, page)
    publish(cast, page, title="New", blocks=[])

    restored = restore_landing(page=page.pk, number=1, actor=cast.actor("bob"), now=NOW)

    assert (restored.title, restored.blocks, title_for(cast, 1)) == ("Write in summer", [STORY], "New")


def test_unpublished_page_is_gone(cast: Cast) -> None:
    page = page_of(cast)
    publish(cast, page)

    unpublish_landing(page=page.pk, actor=cast.actor("alice"), now=NOW)

    assert title_for(cast, 1) is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 81}, "title"),
        ({"slug": "Two words"}, "slug"),
        ({"slug": "-a"}, "slug"),
        ({"design": "loud"}, "design"),
        ({"blocks": [{"kind": "ad", "heading": "", "text": ""}]}, "blocks"),
        ({"blocks": [{"kind": "story", "heading": "", "text": "x" * 4001}]}, "blocks"),
        ({"blocks": [STORY] * 31}, "blocks"),
    ],
)
def test_wrong_words_are_refused(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        page_of(cast, **facts)

    assert (refused.value.field, LandingPage.objects.count()) == (field, 0)


def test_address_is_taken_once_in_a_community(cast: Cast) -> None:
    page_of(cast)

    with pytest.raises(Conflict):
        page_of(cast)


def test_code_of_another_community_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        create_landing(
            community=cast.other.pk,
            slug="a",
            title="A",
            code=code_of(cast).slug,
            actor=cast.actor("mallory"),
            now=NOW,
        )


def test_analyst_may_not_write(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        create_landing(community=cast.table.pk, slug="a", title="A", actor=cast.actor("ann"), now=NOW)


def test_removed_page_takes_its_versions_along(cast: Cast) -> None:
    page, _test = in_test(cast)

    remove_landing(page=page.pk, actor=cast.actor("alice"), now=NOW)

    assert (LandingVersion.objects.count(), LandingTest.objects.count()) == (0, 0)


# --- Tests -----------------------------------------------------------------------------------------------------------


def test_halves_see_two_versions_and_each_always_the_same(cast: Cast) -> None:
    in_test(cast)

    seen = [title_for(cast, visitor) for visitor in range(1, 201)]

    assert seen == [title_for(cast, visitor) for visitor in range(1, 201)]
    assert 70 < seen.count("Write tonight") < 130


@given(st.integers(1, 2**31), st.integers(1, 2**31))
def test_tests_are_independent(one: int, other: int) -> None:
    if one != other:
        same = sum(arm_of(one, visitor) == arm_of(other, visitor) for visitor in range(400))
        assert 130 < same < 270


def test_visitors_and_joins_are_counted_once(cast: Cast) -> None:
    page, test = in_test(cast)
    visitors = [1, 2, 3, 4, 2, 3]
    for visitor in visitors:
        see(cast, page, visitor)
    facts = {"community": cast.table.pk, "accepted_rules": 1, "actor": VISITOR}
    join(visitor=2, name="Two", **facts, now=NOW + timedelta(minutes=1))
    join(visitor=9, name="Nine", **facts, now=NOW + timedelta(minutes=1))

    for _twice in range(2):
        hear()

    found = figures(test)
    assert sum(tally.seen for tally in found.values()) == 4
    assert sum(tally.joined for tally in found.values()) == 1
    assert found[arm_of(test.pk, 2)].joined == 1


def test_who_joined_before_seeing_does_not_count(cast: Cast) -> None:
    page, test = in_test(cast)
    join(community=cast.table.pk, visitor=2, name="Two", accepted_rules=1, actor=VISITOR, now=NOW - timedelta(days=1))
    see(cast, page, 2)

    hear()

    assert figures(test)[arm_of(test.pk, 2)] == Tally(1, 0)


def test_machines_of_a_removed_test_are_no_error(cast: Cast) -> None:
    page, _test = in_test(cast)
    see(cast, page, 1)
    remove_landing(page=page.pk, actor=cast.actor("alice"), now=NOW)

    hear()


def test_test_needs_a_page_and_a_change(cast: Cast) -> None:
    page, alice = page_of(cast), cast.actor("alice")

    with pytest.raises(Conflict):
        begin_landing_test(page=page.pk, actor=alice, now=NOW)
    publish(cast, page)
    with pytest.raises(Conflict):
        begin_landing_test(page=page.pk, actor=alice, now=NOW)


def test_what_is_measured_does_not_change(cast: Cast) -> None:
    page, _test = in_test(cast)

    for verb in (publish_landing, unpublish_landing, begin_landing_test):
        with pytest.raises(Conflict):
            verb(page=page.pk, actor=cast.actor("alice"), now=NOW)


@pytest.mark.parametrize(("keep", "title"), [("a", "Write in summer"), ("b", "Write tonight")])
def test_ended_test_shows_everybody_what_was_kept(cast: Cast, keep: str, title: str) -> None:
    page, test = in_test(cast)

    end_landing_test(page=page.pk, keep=keep, actor=cast.actor("alice"), now=NOW)

    assert {title_for(cast, visitor) for visitor in range(1, 30)} == {title}
    assert LoggedEvent.objects.get(kind="landing_test_ended").data == {"test": test.pk, "kept": keep}
    with pytest.raises(Conflict):
        end_landing_test(page=page.pk, keep=keep, actor=cast.actor("alice"), now=NOW)


def test_lines_have_two_halves() -> None:
    assert pairs("21:00 | Topic\n\nTea｜茶 | more\nalone\n | ") == [
        ("21:00", "Topic"),
        ("Tea", "茶 | more"),
        ("alone", ""),
    ]
