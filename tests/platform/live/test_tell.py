"""Telling waits for the commit."""

import pytest
from django.db import transaction

from coterie.platform.live import bus as live


@pytest.fixture
def heard():
    said = []
    end = live.listen("a", said.append)
    yield said
    end()
    live.stop()


@pytest.mark.django_db(transaction=True)
def test_message_is_sent_after_the_commit(heard):
    with transaction.atomic():
        live.tell("a", {"id": 1})
        assert heard == []

    assert heard == [{"id": 1}]


@pytest.mark.django_db(transaction=True)
def test_message_of_a_rolled_back_transaction_is_never_sent(heard):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        live.tell("a", {"id": 1})
        1 / 0  # noqa: B018

    assert [news for news in heard if news is not None] == []


@pytest.mark.django_db(transaction=True)
def test_failing_bus_does_not_fail_the_change(monkeypatch, caplog):
    monkeypatch.setattr(live.Bus, "send", lambda *_: 1 / 0)

    with transaction.atomic():
        live.tell("a", {"id": 1})

    assert "Error calling" in caplog.text
