import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

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


def test_unswept_of_two_threads_that_overlap_ends_with_the_last_one() -> None:
    first, second = ExitStack(), ExitStack()
    first.enter_context(unswept())
    with ThreadPoolExecutor(1) as other:
        other.submit(second.enter_context, unswept()).result()
        first.close()
        within = gc.isenabled()

        other.submit(second.close).result()

    assert (within, gc.isenabled()) == (False, True)
