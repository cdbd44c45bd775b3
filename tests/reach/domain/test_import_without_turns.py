"""The negative control of the turns that imports take; on SQLite the transaction itself is the turn."""

import threading

from django.db import IntegrityError

from coterie.groups.models import Group
from coterie.reach.domain import chat_history
from tests.cast import NOW
from tests.reach.domain.test_import_at_once import at_once, cast, log

__all__ = ["cast", "log"]


def test_two_imports_collide_without_turns(cast, log, monkeypatch):
    group = Group.objects.create(community=cast.table, name="shared", created_at=NOW)
    both, known, waited = threading.Barrier(2, timeout=20), chat_history.refs_known, set()

    def known_to_both(*asked):
        found = known(*asked)
        if threading.get_ident() not in waited:
            waited.add(threading.get_ident())
            both.wait()
        return found

    monkeypatch.setattr(chat_history, "take_turn", lambda _community: None)
    monkeypatch.setattr(chat_history, "refs_known", known_to_both)

    told = at_once(cast, log, group.pk)

    assert [each for each in told if isinstance(each, IntegrityError)]
