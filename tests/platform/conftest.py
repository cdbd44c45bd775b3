"""What the tests of the machinery share."""

import pytest

from coterie.platform.events.event import KINDS, Event
from coterie.platform.live import bus as live


@pytest.fixture
def happened():
    """A kind of event of our own, gone afterwards."""

    class SomethingHappened(Event):
        """Something happened in a test."""

        kind = "something_happened"

    yield SomethingHappened
    del KINDS["something_happened"]


@pytest.fixture(scope="session", autouse=True)
def _bus_ends_before_its_database(django_db_setup):
    """On PostgreSQL the live bus has connections of its own."""
    yield
    live.stop()
