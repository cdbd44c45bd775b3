"""Tasks that the tests of the jobs enqueue."""

import os
import threading
import time

from django.db import connection
from django_tasks import task

RELEASED = threading.Event()
"""Set it to let the jobs end that are held."""

NOTES = "CREATE TABLE notes (note text, began double precision, ended double precision)"


def note(text, began=0.0, ended=0.0):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO notes VALUES (%s, %s, %s)", [text, began, ended])


def notes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM notes")
        return [text for (text,) in cursor.fetchall()]


@task()
def write(text):
    note(text)
    return {"length": len(text)}


@task(tries=3)
def fail(text):
    note(text)
    raise ValueError(f"no {text} please")


@task()
def fail_once(text):
    before = notes()
    note(text)
    if text not in before:
        raise ValueError("not at first")


@task()
def leave():
    raise SystemExit(3)


@task(forgets=True)
def forget(text):
    note(text)


@task(takes_context=True)
def attempt(context, text):
    note(f"{text} {context.attempt}")


@task()
def unsayable():
    return object()


@task()
async def later():
    return "async"


@task()
def slow(text, seconds):
    began = time.time()
    time.sleep(seconds)
    note(text, began, time.time())


@task()
def held(text):
    RELEASED.wait(60)
    note(text)


@task()
def die_at_first(text):
    note(text)
    if notes().count(text) == 1:
        os.kill(os.getpid(), 9)


@task()
def tick():
    note("tick")
