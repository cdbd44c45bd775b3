"""Whoever asks twice with the same key is answered twice and served once.

There are two ways to be served.

`in_one_transaction`: the key, what is done and the answer are committed together. After `kill -9` at any moment all
three are there or none is, and who asks again with the key is served, or answered as the first time. Who asks meanwhile
waits for the first to end. This is the way of every verb whose work is short: it holds SQLite's only turn to write.

`apart`: the key is committed first, then the work is done in transactions of its own, and last the answer is kept. It
is for work that takes long or spans many transactions. Who asks meanwhile is told so (KeyInUse). After `kill -9` what
was committed stays; the key is free again as soon as its process is seen to be dead, or after LEASE where that cannot
be seen, and asking again does the work again. So only work that finds what it did before may go this way.

What was refused (REFUSED and above) changed nothing and its answer is kept as well. An answer that says "not now" is
not kept: who asks again is served anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.kit.db.rows import lock
from coterie.platform.holder import is_gone, new_holder
from coterie.platform.once.errors import KeyInUse, KeyReused
from coterie.platform.once.models import KeptAnswer

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=10)
"""How long nobody else takes a key whose process may still be at it."""

REFUSED, TOO_MANY, FAILED = 400, 429, 500

TAKE = """
INSERT INTO kept_answers (owner, "key", mark, begun_at, holder, headers, body)
VALUES (%s, %s, %s, %s, %s, '{}', %s) ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: by whom, with which key, and a mark that is another for anything else."""

    owner: str
    key: str
    mark: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in the terms of HTTP; `again` when it was given before."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    again: bool = False

    @property
    def lasts(self) -> bool:
        """Whether the same question has the same answer later."""
        return self.status < FAILED and self.status != TOO_MANY


def in_one_transaction(asked: Asked, act: Callable[[], Answer], *, now: datetime) -> Answer:
    """Act, unless an answer is kept, and keep the answer with what was done.

    Raises KeyReused.
    """
    with transaction.atomic():
        if known := known_answer(asked, "", now):
            return known
        with transaction.atomic():
            answer = act()
            if answer.status >= REFUSED:
                transaction.set_rollback(True)
        if answer.lasts:
            keep(asked, "", answer)
        else:
            transaction.set_rollback(True)
        return answer


def apart(asked: Asked, act: Callable[[], Answer], *, now: datetime) -> Answer:
    """Take the key, act, then keep the answer.

    Raises KeyReused, and KeyInUse while somebody else acts.
    """
    holder = new_holder()
    with transaction.atomic():
        if known := known_answer(asked, holder, now):
            return known
    try:
        answer = act()
    except BaseException:
        let_go(asked, holder)
        raise
    if answer.lasts:
        keep(asked, holder, answer)
    else:
        let_go(asked, holder)
    return answer


def known_answer(asked: Asked, holder: str, now: datetime) -> Answer | None:
    """Take the key and return None, or return what was answered.

    PostgreSQL waits in the INSERT for who took the key before and has not committed, SQLite before it: there is one
    writer.
    """
    while not taken(asked, holder, now):
        row = lock(rows_of(asked)).first()
        if row and is_over(row, now):
            row.delete()
        elif row:
            return answer_in(row, asked)
    return None


def taken(asked: Asked, holder: str, now: datetime) -> bool:
    """Take the key if nobody has it."""
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [asked.owner, asked.key, asked.mark, at, holder, b""])
        return bool(cursor.rowcount == 1)


def is_over(row: KeptAnswer, now: datetime) -> bool:
    """Tell whether the key is free again: it is old, or whoever had it is gone or given up."""
    if row.begun_at <= now - KEPT:
        return True
    return row.status is None and (row.begun_at <= now - LEASE or is_gone(row.holder, mine=new_holder()))


def answer_in(row: KeptAnswer, asked: Asked) -> Answer:
    """Return what was answered."""
    if row.mark != asked.mark:
        raise KeyReused(_("This key was used before for another request."), field="Idempotency-Key")
    if row.status is None:
        raise KeyInUse(_("The first request with this key is still being served."), field="Idempotency-Key")
    return Answer(row.status, row.headers, bytes(row.body), again=True)


def rows_of(asked: Asked) -> QuerySet[KeptAnswer]:
    """Return the row of the key."""
    return KeptAnswer.objects.filter(owner=asked.owner, key=asked.key)


def keep(asked: Asked, holder: str, answer: Answer) -> None:
    """Keep the answer, if the key is still ours."""
    facts = {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}
    rows_of(asked).filter(holder=holder, status=None).update(**facts)


def let_go(asked: Asked, holder: str) -> None:
    """Free the key, if it is still ours."""
    rows_of(asked).filter(holder=holder, status=None).delete()
