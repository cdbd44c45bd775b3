"""What the tests of joining leave behind: nothing."""

from collections.abc import Iterator

import pytest

from coterie.platform.live import bus


@pytest.fixture(autouse=True)
def hang_up() -> Iterator[None]:
    """Close the live bus that a committed change has opened; on PostgreSQL it holds a connection."""
    yield
    bus.stop()
