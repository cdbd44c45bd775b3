"""Jobs that need to wait only once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_key: ContextVar[str | None] = ContextVar("unique_key", default=None)


@contextmanager
def unique(key: str) -> Iterator[None]:
    """Let what is enqueued in this block wait at most once under `key`; a second one is the first one again.

    A job that runs already does not count: it may have read what has changed since. Jobs of one key never run together.
    """
    before = _key.set(key)
    try:
        yield
    finally:
        _key.reset(before)


def current() -> str | None:
    """Return the key of the block around, if any."""
    return _key.get()
