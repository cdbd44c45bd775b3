"""The address that a community gets when nobody chooses one."""

import re

import pytest

from coterie.communities.queries.address import free_address
from tests.cast import Cast


@pytest.mark.parametrize(
    ("name", "address"),
    [("Menu Writers", r"menu-writers"), ("Table", r"table-\w{4}"), ("文案餐桌", r"c-\w{4}"), ("a" * 60, r"a{35}")],
)
def test_free_address(cast: Cast, name: str, address: str) -> None:
    assert cast.table.slug == "table"
    assert re.fullmatch(address, free_address(name))
