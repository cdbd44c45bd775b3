"""`kill -9` of a process that serves somebody: nothing is done twice, and the key is not lost."""

from datetime import UTC, datetime

import pytest

from coterie.platform.limits.models import Spent
from coterie.platform.once.keeping import Answer, Asked, apart, in_one_transaction
from tests.platform.process import start

pytestmark = [pytest.mark.trust, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = Asked("token", "one", "a" * 64)
WAYS = {"in_one_transaction": in_one_transaction, "apart": apart}
SERVING = """
import time
from datetime import UTC, datetime
from coterie.platform.limits.models import Spent
from coterie.platform.once import keeping

def work():
    Spent.objects.get_or_create(name="work", who=1, defaults={"even_at": 0})
    print("working", flush=True)
    if sys.argv[2] == "before":
        time.sleep(60)
    return keeping.Answer(201, {}, b"of the dead")

asked = keeping.Asked("token", "one", "a" * 64)
getattr(keeping, sys.argv[1])(asked, work, now=datetime(2026, 3, 1, 12, tzinfo=UTC))
print("answered", flush=True)
time.sleep(60)
"""


def work() -> Answer:
    Spent.objects.get_or_create(name="work", who=1, defaults={"even_at": 0})
    return Answer(201, {}, b"of the living")


def killed(way: str, moment: str) -> int:
    """Kill a process before or after its answer is kept; return how many effects it left."""
    serving = start(SERVING, way, moment)
    assert serving.stdout is not None
    said = "working" if moment == "before" else "answered"
    while serving.stdout.readline().strip() != said:
        pass
    serving.kill()
    serving.communicate()
    return Spent.objects.count()


@pytest.mark.parametrize(("way", "left"), [("in_one_transaction", 0), ("apart", 1)])
def test_killed_before_the_answer_is_served_anew(way, left):
    assert killed(way, "before") == left

    answer = WAYS[way](ASKED, work, now=NOW)

    assert (answer.again, answer.body, Spent.objects.count()) == (False, b"of the living", 1)


@pytest.mark.parametrize("way", WAYS)
def test_killed_after_the_answer_is_answered_alike(way):
    assert killed(way, "after") == 1

    answer = WAYS[way](ASKED, work, now=NOW)

    assert (answer.again, answer.body, Spent.objects.count()) == (True, b"of the dead", 1)
