"""`page`: pages as members, operators and guests see them, beside a Django view that says hello.

    python -m bench.page [page]

Everything in one process, through Django's WSGI entrance. The floor runs without any middleware; `ratio_dressed`
compares with the same hello behind the middleware that every page of ours has.
"""

import io
import json
import os
import sys
import tempfile

from bench.figures import figure, turns

REACH = {"page_group": 0.25, "page_today": 0.15, "page_landing": 0.40}


def page(requests: int = 15, repeats: int = 3) -> list[dict[str, object]]:
    """Measure the group page with 30 messages, the console's first page, and the public page of a community."""
    from bench.install import Install
    from coterie.groups.models import Group
    from coterie.kit.actor import Actor
    from coterie.kit.clock import now
    from coterie.talk.domain.message import post_message

    install = Install(slots=1)
    person, *others = install.members(12)
    for number in range(30):
        writer = others[number % len(others)]
        facts = {"actor": Actor(account=writer.account), "now": now()}
        post_message(group=writer.group, member=writer.member, text=f"Headline number {number}", **facts)
    room = f"/m/table/g/{Group.objects.get(pk=person.group).key}"
    programs = hellos()
    pages = {
        "page_group": (room, session(person.account)),
        "page_today": ("/console/table/", session(install.owner)),
        "page_landing": ("/c/table", ""),
    }
    return [measured(name, programs, wanted, requests, repeats) for name, wanted in pages.items()]


def measured(name: str, programs, wanted: tuple[str, str], requests: int, repeats: int) -> dict[str, object]:
    """Return the figure of one page."""
    (hello, dressed), (path, cookie) = programs, wanted
    ask(dressed, path, cookie, 3)
    found = turns(lambda: ask(hello, "/hello", "", requests), lambda: ask(dressed, path, cookie, requests), repeats)
    again = turns(lambda: ask(dressed, "/hello", "", requests), lambda: ask(dressed, path, cookie, requests), repeats)
    more = {"ratio_dressed": again["ratio"], "reach": REACH[name], "queries": queries(dressed, path, cookie)}
    return figure(
        name, "requests/s", f"{requests} requests a turn, one thread, {path.rpartition('/')[0]}", found, **more
    )


def hellos():
    """Return the floor and ours: one WSGI program without middleware, one as it is served."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.test.utils import override_settings
    from django.urls import path

    from coterie import urls

    urls.urlpatterns.insert(0, path("hello", lambda _request: HttpResponse("hello")))
    dressed = get_wsgi_application()
    with override_settings(MIDDLEWARE=[]):
        assert not settings.MIDDLEWARE
        return get_wsgi_application(), dressed


def session(account: int) -> str:
    """Return the cookie of a signed-in browser."""
    from django.test import Client

    from coterie.accounts.models import Account
    from coterie.web.sign_in.session import BACKEND

    client = Client()
    client.force_login(Account.objects.get(pk=account), backend=BACKEND)
    return f"sessionid={client.cookies['sessionid'].value}"


def ask(program, path: str, cookie: str, times: int) -> int:
    """Ask for a page again and again; a wrong answer ends the measurement."""
    for _ in range(times):
        said: list[str] = []
        answer = program(environment(path, cookie), lambda status, _headers, said=said: said.append(status))
        assert b"".join(answer)
        answer.close()
        if not said[0].startswith("200"):
            raise RuntimeError(f"{path} answered {said[0]}")
    return times


def environment(path: str, cookie: str) -> dict[str, object]:
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "HTTP_COOKIE": cookie}
    here = {
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
    }
    rest = {"wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0)}
    return asked | here | rest | {"HTTP_USER_AGENT": "Mozilla/5.0", "HTTP_ACCEPT_LANGUAGE": "en", "SCRIPT_NAME": ""}


def queries(program, path: str, cookie: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        ask(program, path, cookie, 1)
    return len(seen)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(page(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
