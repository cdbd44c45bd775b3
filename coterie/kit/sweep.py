"""Python's sweep for circular rubbish, held back: everything waits for it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

SWEPT_FROM = 10_000
"""New objects that have not gone by themselves before the youngest are swept; Python's own measure is 700."""


def sweep_less() -> None:
    """Let the sweep pass over what is loaded by now and stays for good, and come less often.

    Over all that is loaded at the start of a server it took a tenth of a second; of an import it took a tenth.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(SWEPT_FROM)


class Pause:
    """How many hold the sweep back now, and whether it came before the first of them did."""

    def __init__(self) -> None:
        self.lock, self.inside, self.before = Lock(), 0, True

    def begin(self) -> None:
        """Hold the sweep back; the first turns it off."""
        with self.lock:
            if not self.inside:
                self.before = gc.isenabled()
                gc.disable()
            self.inside += 1

    def end(self) -> None:
        """Hold it back no more; the last leaves it as the first found it."""
        with self.lock:
            self.inside -= 1
            if self.before and not self.inside:
                gc.enable()


PAUSE = Pause()
"""The sweep is the whole program's, so its threads hold it back together."""


@contextmanager
def unswept() -> Iterator[None]:
    """Let no sweep come while a great many things are made that stay: each would look at all of them anew."""
    PAUSE.begin()
    try:
        yield
    finally:
        PAUSE.end()
