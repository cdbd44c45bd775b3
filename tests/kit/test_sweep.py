import gc

import pytest

from coterie.kit.sweep import unswept


def test_unswept_keeps_the_sweep_away_until_its_end() -> None:
    with unswept():
        within = gc.isenabled()

    assert (within, gc.isenabled()) == (False, True)


def test_unswept_within_unswept_ends_with_the_outer_one() -> None:
    with unswept():
        with unswept():
            pass
        within = gc.isenabled()

    assert (within, gc.isenabled()) == (False, True)


def test_unswept_ends_though_something_failed() -> None:
    with pytest.raises(ZeroDivisionError), unswept():
        _ = 1 / 0

    assert gc.isenabled()
