"""What `page` lets run: ours, with a door to a Django view that says hello and has no middleware around it."""

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test.utils import override_settings
from django.urls import path

from coterie.asgi import PAGES_AT_ONCE
from coterie.asgi import application as ours

HELLO = "/hello"


def hello():
    """Return the floor: the same Django in the same process and threads, and nothing of ours."""
    from coterie import urls

    urls.urlpatterns.insert(0, path(HELLO[1:], lambda _request: HttpResponse("hello")))
    with override_settings(MIDDLEWARE=[]):
        return WSGIMiddleware(get_wsgi_application(), workers=PAGES_AT_ONCE)


floor = hello()


async def application(scope, receive, send) -> None:
    """Lead to the floor or to ours."""
    door = floor if scope["type"] == "http" and scope["path"] == HELLO else ours
    await door(scope, receive, send)
