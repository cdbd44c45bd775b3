"""Many members at one bait at once: each text once, and the proof that the lock is what does it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, transaction

from coterie.joining.domain.bait_delivery import Receiver, deliver_bait, next_text, taken
from coterie.joining.models import Bait, BaitDelivery, BaitText
from coterie.kit.actor import VISITOR
from coterie.members.domain.member import admit_member
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import in_thread
from tests.joining.test_bait import bait_of

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MEMBERS, TEXTS = 200, 100


def crowd(cast: Cast, count: int) -> list[int]:
    from coterie.accounts.domain.account import open_account

    people = []
    for number in range(count):
        account = open_account(name=f"Guest {number}", email=None, now=NOW)
        facts = {"community": cast.table.pk, "account": account.pk, "name": account.name}
        people.append(admit_member(**facts, actor=cast.actor("alice"), now=NOW).pk)
    return people


def receiver(member: int) -> Receiver:
    return Receiver(member=member, visitor=None, code=None, channel=None)


@pytest.mark.parametrize("kind", ["texts", "text"])
def test_two_hundred_members_share_a_hundred(kind: str) -> None:
    cast = call_cast()
    facts = {"texts": [f"C{n:03}" for n in range(TEXTS)]} if kind == "texts" else {"limit": TEXTS}
    bait, people = bait_of(cast, kind, **facts), crowd(cast, MEMBERS)

    def ask(member: int) -> bool:
        return deliver_bait(bait=bait.pk, to=receiver(member), actor=VISITOR, now=NOW) is not None

    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda member: in_thread(ask, member), people))

    given = BaitDelivery.objects.exclude(text=None).values_list("text", flat=True)
    assert (sum(got), BaitDelivery.objects.count(), Bait.objects.get().delivered) == (TEXTS, TEXTS, TEXTS)
    assert len(set(given)) == (TEXTS if kind == "texts" else 0)
    assert BaitText.objects.filter(given_at=None).count() == 0
    assert LoggedEvent.objects.filter(kind="bait_missed").count() == MEMBERS - TEXTS


def test_without_the_lock_many_are_promised_the_same_text() -> None:
    """Negative control: the same steps, but the text is chosen before the bait is locked."""
    cast = call_cast()
    bait, people = bait_of(cast, "texts", texts=[f"C{n}" for n in range(12)]), crowd(cast, 12)
    together = Barrier(12)

    def unguarded(member: int) -> tuple[int, bool]:
        text = next_text(bait)
        together.wait()
        try:
            with transaction.atomic():
                BaitDelivery.objects.create(bait=bait, member_id=member, text=text, at=NOW)
                taken(bait, text, NOW)
        except IntegrityError:
            return text.pk, False
        return text.pk, True

    with ThreadPoolExecutor(12) as pool:
        chosen = list(pool.map(lambda member: in_thread(unguarded, member), people))

    assert len({text for text, _kept in chosen}) < len(people)
    # what the lock would have prevented, the constraint refuses: nobody else gets that text, and somebody goes without
    assert sum(kept for _text, kept in chosen) == len({text for text, _kept in chosen})
