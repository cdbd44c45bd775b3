"""The laws of the house that are not about imports between floors."""

import pytest

from tests.house import rooms
from tests.house.plan import ROOT


@pytest.mark.parametrize("law", rooms.LAWS, ids=lambda law: law.__name__)
def test_house_keeps_law(law):
    assert list(law(ROOT)) == []
