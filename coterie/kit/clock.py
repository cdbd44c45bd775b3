"""The one place that asks what time it is; domain verbs take `now` as an argument instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift = timedelta(0)


def now() -> datetime:
    """Return the current moment, aware and in UTC, moved by any `shifted` block around it."""
    return datetime.now(tz=UTC) + _shift


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Move the clock of the whole process by `by`; for tests and the demo's story."""
    global _shift  # noqa: PLW0603 - one process has one clock
    before, _shift = _shift, _shift + by
    try:
        yield
    finally:
        _shift = before
