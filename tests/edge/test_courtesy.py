"""Pages step back while visitors wait."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from coterie.edge import courtesy
from coterie.edge.courtesy import Courtesy


class Pages:
    """Counts how many are answered at the same time."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self._door = threading.Lock()

    def __call__(self, environ, start_response) -> list[bytes]:
        with self._door:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(0.02)
        with self._door:
            self.inside -= 1
        return [b"page"]


def crowd(program: Courtesy) -> list[list[bytes]]:
    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(lambda _: program({}, None), range(6)))


@pytest.mark.parametrize(("pressed", "most"), [(True, 1), (False, 6)])
def test_pages_come_one_at_a_time_while_somebody_waits(pressed: bool, most: int) -> None:
    pages = Pages()

    answers = crowd(Courtesy(pages, lambda: pressed))

    assert answers == [[b"page"]] * 6
    assert (pages.most == 1) is (most == 1)


def test_slow_page_holds_nobody_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "PATIENCE_S", 0.01)
    slow, quick = threading.Event(), []
    program = Courtesy(lambda environ, _: [slow.wait(5)] if environ else quick.append(1) or [b""], lambda: True)
    upload = threading.Thread(target=program, args=({"slow": True}, None))
    upload.start()

    program({}, None)
    slow.set()
    upload.join()

    assert quick == [1]


def test_page_that_fails_gives_its_turn_back() -> None:
    def broken(environ, start_response) -> list[bytes]:
        raise ValueError

    program = Courtesy(broken, lambda: True)
    for _ in range(3):
        with pytest.raises(ValueError):
            program({}, None)
