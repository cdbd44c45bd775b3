"""The IP profiles of a community: what is kept, what is refused, who sees them when."""

from typing import Any

import pytest

from coterie.communities.domain.profile import (
    archive_profile,
    create_profile,
    edit_profile,
    publish_profile,
    set_profile_photo,
)
from coterie.communities.models import Profile
from coterie.communities.queries.profiles import (
    photo_of,
    profile_shown,
    profiles_run_by,
    public_profiles,
    published_profiles,
)
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.members.scenes import FACTS, profiled
from tests.talk.speech import PNG


def alice(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.actor("alice"), "now": NOW}


def told() -> list[tuple[str, dict[str, object]]]:
    return list(LoggedEvent.objects.filter(kind__startswith="profile_").order_by("id").values_list("kind", "data"))


def test_a_profile_is_made_changed_shown_and_put_away(cast: Cast) -> None:
    row = create_profile(community=cast.table.pk, **FACTS, **alice(cast))
    edit_profile(profile=row.pk, name="Lena L.", headline=FACTS["headline"], **alice(cast))
    edit_profile(profile=row.pk, name="Lena L.", **alice(cast))
    for on in (True, True, False, True):
        publish_profile(profile=row.pk, on=on, **alice(cast))
    for _again in range(2):
        archive_profile(profile=row.pk, **alice(cast))

    assert told() == [
        ("profile_changed", {"fields": ["made"]}), ("profile_changed", {"fields": ["name"]}),
        ("profile_published", {"on": True}), ("profile_published", {"on": False}), ("profile_published", {"on": True}),
        ("profile_changed", {"fields": ["archived_at"]}),
    ]  # fmt: skip
    row.refresh_from_db()
    assert (row.name, row.published_at, row.archived_at) == ("Lena L.", None, NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"headline": "x" * 121}, "headline"),
        ({"kind": "ghost"}, "kind"),
        ({"expertise": [str(n) for n in range(13)]}, "expertise"),
        ({"expertise": ["x" * 61]}, "expertise"),
        ({"endorsements": [{"who": "Lena", "words": " "}]}, "endorsements"),
        ({"pieces": [{"title": "Rice", "url": "http://example.org"}]}, "pieces"),
        ({"pieces": [{"title": "Rice", "url": "javascript:alert(1)"}]}, "pieces"),
    ],
)
def test_odd_facts_are_refused_and_change_nothing(cast: Cast, facts: dict[str, Any], field: str) -> None:
    row = profiled(cast)

    with pytest.raises(Invalid) as refused:
        edit_profile(profile=row.pk, **facts, **alice(cast))

    assert refused.value.field == field
    assert Profile.objects.get(pk=row.pk).name == "Lena"


def test_an_empty_page_is_shown_to_nobody(cast: Cast) -> None:
    row = profiled(cast, shown=False, persona="")
    with pytest.raises(Invalid):
        publish_profile(profile=row.pk, on=True, **alice(cast))
    shown = profiled(cast)
    with pytest.raises(Invalid):
        edit_profile(profile=shown.pk, persona=" ", **alice(cast))
    assert Profile.objects.get(pk=shown.pk).persona == "Soup"


def test_a_draft_is_seen_by_staff_alone(cast: Cast) -> None:
    draft, shown = profiled(cast, shown=False), profiled(cast, name="Ada")

    assert [profile_shown(cast.actor(who), cast.table.pk, draft.key) for who in ("ann", "dan")] == [draft, None]
    assert profile_shown(VISITOR, cast.table.pk, shown.key) == shown
    assert profile_shown(VISITOR, cast.other.pk, shown.key) is None
    assert list(published_profiles(cast.table.pk)) == [shown]
    assert list(public_profiles()) == [shown]
    assert [row.name for row in profiles_run_by(cast.actor("ann"), cast.table.pk)] == ["Ada", "Lena"]


def test_portrait_is_replaced_and_its_old_address_is_gone(cast: Cast) -> None:
    row = profiled(cast)
    first = set_profile_photo(profile=row.pk, picture=PNG, **alice(cast)).photo
    second = set_profile_photo(profile=row.pk, picture=PNG, **alice(cast)).photo

    assert first != second
    assert photo_of(VISITOR, cast.table.pk, row.key, first) is None
    assert photo_of(VISITOR, cast.table.pk, row.key, second) is not None
    assert set_profile_photo(profile=row.pk, picture=None, **alice(cast)).photo == ""
    with pytest.raises(Invalid):
        set_profile_photo(profile=row.pk, picture=b"no picture", **alice(cast))


@pytest.mark.parametrize(("who", "error"), [("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound)])
def test_who_may_not_edit_the_canvas_changes_no_profile(cast: Cast, who: str, error: type[Exception]) -> None:
    row = profiled(cast)
    facts = {"actor": cast.actor(who), "now": NOW}

    for verb, given in (
        (create_profile, {"community": cast.table.pk, "name": "X"}), (edit_profile, {"profile": row.pk, "name": "X"}),
        (publish_profile, {"profile": row.pk, "on": False}), (archive_profile, {"profile": row.pk}),
        (set_profile_photo, {"profile": row.pk, "picture": None}),
    ):  # fmt: skip
        with pytest.raises(error):
            verb(**given, **facts)


def test_there_are_at_most_thirty(cast: Cast) -> None:
    Profile.objects.bulk_create(Profile(community=cast.table, name=str(n), created_at=NOW) for n in range(30))

    with pytest.raises(Conflict):
        profiled(cast)
