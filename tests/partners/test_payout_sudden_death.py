"""`kill -9` amid paying: every partner has their money, exactly once."""

from pathlib import Path

import pytest

from coterie.partners.models import CommissionEntry, Payout, PayoutBatch
from coterie.partners.queries.payout_audit import partner_faults
from coterie.platform.ledger.audit import faults
from tests.cast import call_cast
from tests.partners.sales import LATER
from tests.partners.till import many_partners
from tests.platform.process import killed_amid, start

pytestmark = [pytest.mark.slow, pytest.mark.trust, pytest.mark.timeout(500), pytest.mark.django_db(transaction=True)]
PARTNERS = 40
WORK = """
from datetime import datetime
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict
from coterie.communities.models import Community
from coterie.partners.domain.payout import prepare_batch, send_batch
from coterie.partners.models import PayoutBatch
from coterie.partners.providers import catalogue
from coterie.partners.providers.port import Sent
class Bank:
    def send(self, *, once, amount, to):
        with open(sys.argv[2], "a") as book:
            book.write(f"{once} {amount.minor}\\n")
        return Sent(once, done=True)
catalogue.PROVIDERS["manual"] = Bank()
facts = {"actor": Actor.of_system(), "now": datetime.fromisoformat(sys.argv[1])}
print("sweeping", flush=True)
try:
    prepare_batch(community=Community.objects.get(slug="table").pk, **facts)
except Conflict:
    pass
for batch in PayoutBatch.objects.order_by("pk"):
    send_batch(batch=batch.pk, **facts)
print("done", flush=True)
"""
FORGETFUL = WORK.replace('f"{once} {amount.minor}', 'f"{once}-{os.getpid()} {amount.minor}')


def killed_at_work(script: str, book: Path, more: int) -> bool:
    """Kill a worker as soon as it has done some more; tell whether it was still at it."""
    return killed_amid(script, LATER.isoformat(), str(book), done=done, more=more)


def done() -> int:
    """Return how far the work is: what was put together, and what was paid."""
    return Payout.objects.count() + Payout.objects.filter(state="paid").count()


def paid(book: Path) -> list[str]:
    """Return what the bank was asked to pay, once for each mark."""
    return sorted(set(book.read_text().splitlines())) if book.exists() else []


@pytest.fixture
def owing() -> None:
    """Let many partners have something to be paid."""
    many_partners(call_cast(), PARTNERS)


@pytest.mark.usefixtures("owing")
def test_killed_again_and_again_everybody_is_paid_once(tmp_path: Path) -> None:
    book = tmp_path / "book"
    deaths = sum(killed_at_work(WORK, book, more) for more in (3, 11, 30, 9))
    partly = (Payout.objects.count(), Payout.objects.filter(state="paid").count())
    for _ in range(2):
        killed_at_work(WORK, book, 1000)

    print(f"{deaths} deaths; {partly} put together and paid by then, {len(paid(book))} payments in the end")
    assert deaths >= 3
    assert partly[1] < PARTNERS
    assert (Payout.objects.filter(state="paid").count(), len(paid(book))) == (PARTNERS, PARTNERS)
    assert not CommissionEntry.objects.filter(payout=None).exists()
    assert PayoutBatch.objects.count() >= 2
    assert (faults(), partner_faults()) == ([], [])


@pytest.mark.usefixtures("owing")
def test_with_another_mark_for_each_try_a_bank_pays_twice(tmp_path: Path) -> None:
    """Negative control: whoever dies between the bank and the books asks again, under another mark."""
    book = tmp_path / "book"
    dying = FORGETFUL.replace(
        "        return Sent(once, done=True)",
        "        import time\n        print('asked', flush=True)\n        time.sleep(30)\n        return Sent(once, done=True)",
    )
    work = start(dying, LATER.isoformat(), str(book))
    assert work.stdout
    while work.stdout.readline() != "asked\n":
        assert work.poll() is None
    work.kill()
    work.wait()
    work.stdout.close()
    if work.stdin:
        work.stdin.close()
    killed_at_work(FORGETFUL, book, 1000)

    assert len(paid(book)) == PARTNERS + 1
