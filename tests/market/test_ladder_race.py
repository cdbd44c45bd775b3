"""Many at once: a person who looks from everywhere at the same moment sees one price and is one person."""

import pytest
from django.db import IntegrityError, transaction

from coterie.kit.actor import VISITOR
from coterie.market.domain.showing import Person, settled, show_ladder
from coterie.market.models import Showing
from tests.cast import NOW, call_cast
from tests.market.test_ladder import running
from tests.rewards.test_race import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_a_person_who_looks_sixty_times_at_once_is_counted_once() -> None:
    cast = call_cast()
    row, dan = running(cast), cast.members["dan"].pk

    def look(visitor: int) -> object:
        return show_ladder(ladder=row.pk, visitor=visitor, member=dan, actor=VISITOR, now=NOW).offer_id

    seen = at_once(look, [1, 2, 3] * 20)

    assert len(set(seen)) == 1
    assert Showing.objects.count() == 1


def test_who_looked_before_another_look_ended_would_be_counted_twice_but_for_the_constraint() -> None:
    """Negative control: two looks that both saw that nothing was shown yet, as without the lock."""
    row = running(call_cast())
    settled(row, Person(1, None), {}, NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        settled(row, Person(1, None), {}, NOW)

    assert Showing.objects.count() == 1
