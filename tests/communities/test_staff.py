"""Who runs a community."""

import pytest

from coterie.communities.domain.staff import appoint_staff, dismiss_staff
from coterie.communities.enums import Permission, Role
from coterie.communities.errors import OwnerStays
from coterie.communities.queries.access import may, role_of
from coterie.communities.rules import RIGHTS
from coterie.kit.actor import Actor
from coterie.kit.errors import Forbidden, Invalid, NotFound
from tests.cast import NOW, Cast


def test_appoint_and_dismiss(cast: Cast) -> None:
    paul = cast.accounts["paul"].pk

    appoint_staff(community=cast.table.pk, account=paul, role=Role.HOST, actor=cast.actor("alice"), now=NOW)
    as_host = may(cast.actor("paul"), Permission.MODERATE, cast.table.pk)
    dismiss_staff(community=cast.table.pk, account=paul, actor=cast.actor("alice"), now=NOW)

    assert as_host
    assert role_of(cast.actor("paul"), cast.table.pk) is None


def test_owner_is_neither_dismissed_nor_demoted(cast: Cast) -> None:
    alice = cast.accounts["alice"].pk
    facts = {"community": cast.table.pk, "account": alice, "actor": cast.actor("alice"), "now": NOW}

    with pytest.raises(OwnerStays):
        dismiss_staff(**facts)
    with pytest.raises(OwnerStays):
        appoint_staff(role=Role.HOST, **facts)


def test_second_owner_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        appoint_staff(
            community=cast.table.pk, account=cast.accounts["bob"].pk, role="owner", actor=cast.actor("alice"), now=NOW
        )


@pytest.mark.parametrize(
    ("name", "error"), [("amy", Forbidden), ("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound)]
)
def test_appoint_without_the_right(cast: Cast, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        appoint_staff(
            community=cast.table.pk, account=cast.accounts["dan"].pk, role=Role.HOST, actor=cast.actor(name), now=NOW
        )


def test_token_narrows_the_role(cast: Cast) -> None:
    narrow = Actor(account=cast.accounts["alice"].pk, via="api", scopes=frozenset({Permission.SEE_MEMBERS}))

    assert may(narrow, Permission.SEE_MEMBERS, cast.table.pk)
    assert not may(narrow, Permission.EDIT_CODES, cast.table.pk)


def test_every_role_has_rights() -> None:
    assert set(RIGHTS) == set(Role)
    assert RIGHTS[Role.OWNER] == set(Permission)
