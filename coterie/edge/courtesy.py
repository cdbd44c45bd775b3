"""Pages step back while visitors wait for a seat."""

from collections.abc import Callable, Iterable
from threading import Semaphore
from typing import Any

Environ = dict[str, Any]
Pages = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

AT_ONCE = 1
PATIENCE_S = 1.0
"""A page waits no longer than this: the one before it may be a slow upload that uses no processor at all."""


class Courtesy:
    """Lets pages begin one at a time while `pressed`, and as they come otherwise.

    Threads share one processor by turns. A dozen busy pages would leave a scan one turn in fourteen; they gain
    nothing by it, for they only wait for one another.
    """

    def __init__(self, pages: Pages, pressed: Callable[[], bool]) -> None:
        self._pages = pages
        self._pressed = pressed
        self._turns = Semaphore(AT_ONCE)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request for a page."""
        if not self._pressed():
            return self._pages(environ, start_response)
        mine = self._turns.acquire(timeout=PATIENCE_S)
        try:
            return self._pages(environ, start_response)
        finally:
            if mine:
                self._turns.release()
