"""Who comes together is served together; a transaction that was ended for another's sake is done once more."""

import pytest
from django.db import OperationalError

from coterie.kit.db.desk import DEADLOCK, Desk

pytestmark = pytest.mark.django_db(transaction=True)


class Ended(Exception):
    """What the driver says of a transaction that was ended."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def ended(sqlstate: str) -> OperationalError:
    error = OperationalError("ended")
    error.__cause__ = Ended(sqlstate)
    return error


@pytest.mark.parametrize(
    ("sqlstate", "times", "served"), [(DEADLOCK, 1, True), (DEADLOCK, 2, False), ("57014", 1, False)]
)
def test_a_deadlock_is_tried_once_more(sqlstate: str, times: int, served: bool) -> None:
    tries: list[list[int]] = []

    def serve(asked):
        tries.append(list(asked))
        if len(tries) <= times:
            raise ended(sqlstate)
        return [2 * each for each in asked]

    desk: Desk[int, int] = Desk(serve)
    if served:
        assert desk.ask(4) == 8
        return
    with pytest.raises(OperationalError):
        desk.ask(4)
    assert desk.ask(5) == 10, "the next one is served"
