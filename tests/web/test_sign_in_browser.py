"""Signing in as a person does: in a browser, with and without script, with a passkey."""

import re
from contextlib import closing
from socketserver import ThreadingMixIn
from threading import Thread
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import connections

from coterie.accounts.domain.account import open_account
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from coterie.platform.events.models import LoggedEvent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/account/", "/account/email/", "/account/password/set/", "/account/2fa/", "/account/2fa/webauthn/add/",
    "/account/2fa/totp/activate/", "/account/sessions/", "/account/tokens/", "/account/logout/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


class Server(ThreadingMixIn, WSGIServer):
    """Serves every request in a thread of its own."""


class Silent(WSGIRequestHandler):
    def log_message(self, *facts):
        """Say nothing."""


@pytest.fixture
def site():
    """The whole application, with its static files, on a name that browsers trust with passkeys."""
    application = get_wsgi_application()

    def answer(environ, start):
        try:
            body = application(environ, start)
            with closing(body):
                return [b"".join(body)]
        finally:
            connections.close_all()

    with make_server("127.0.0.1", 0, answer, Server, Silent) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield SimpleNamespace(url=f"http://localhost:{server.server_port}")
        server.shutdown()
        thread.join()


@pytest.fixture
def alice():
    return open_account(name="Alice", email="alice@example.org", now=now())


@pytest.fixture
def complaints(page):
    """What the browser complains about on its console: blocked scripts and styles, missing files, errors."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def authenticator(page):
    """A device with a fingerprint reader, which always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return devtools, made["authenticatorId"]


def come_in(page, site, account):
    page.goto(f"{site.url}/enter/{make_one_time_link(account=account.pk, now=now())}?next=/account/")


def add_passkey(page, site):
    page.goto(f"{site.url}/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")


def sign_out(page, site):
    page.goto(f"{site.url}/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site.url}/")


def come_in_by_passkey(page, site):
    page.goto(f"{site.url}/account/login/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site.url}/account/")


def ways():
    return [data["way"] for data in LoggedEvent.objects.filter(kind="account_signed_in").values_list("data", flat=True)]


def test_passkey_is_added_and_signs_in_alone(page, site, alice, authenticator, complaints):
    come_in(page, site, alice)
    add_passkey(page, site)
    sign_out(page, site)

    come_in_by_passkey(page, site)

    assert page.get_by_role("heading", name="Your account").is_visible()
    assert ways() == ["link", "passkey"]
    assert complaints == []


def test_passkey_is_asked_for_after_a_mailed_code(page, site, alice, authenticator, complaints):
    come_in(page, site, alice)
    add_passkey(page, site)
    sign_out(page, site)
    type_mailed_code(page, site, "alice@example.org")
    page.wait_for_url("**/2fa/authenticate/")

    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{site.url}/account/")

    assert ways() == ["link", "code"]
    assert complaints == []


def test_removing_a_passkey_asks_for_it_first(page, site, alice, authenticator):
    come_in(page, site, alice)
    add_passkey(page, site)
    sign_out(page, site)
    come_in_by_passkey(page, site)

    page.goto(f"{site.url}/account/2fa/webauthn/")
    page.get_by_role("link", name="Remove Passkey 1").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove").click()

    page.get_by_text("The passkey is removed.").wait_for()
    assert page.get_by_text("None yet.").is_visible()


def test_passkey_not_used_is_said(page, site, alice, authenticator):
    devtools, identity = authenticator
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": identity, "isUserVerified": False})
    page.goto(f"{site.url}/account/login/")

    page.get_by_role("button", name="Use a passkey").click()

    page.get_by_text("The passkey was not used.").wait_for()


def type_mailed_code(page, site, email):
    page.goto(f"{site.url}/account/login/?next=/account/")
    page.get_by_label("E-mail").first.fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the mail").wait_for()
    page.get_by_label("Code from the mail").fill(re.search(r"\d{4}-\d{4}", mail.outbox[-1].body)[0])
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("script", [True, False])
def test_new_person_comes_in_with_and_without_script(browser, site, script):
    page = browser.new_context(java_script_enabled=script, viewport={"width": 390, "height": 800}).new_page()
    type_mailed_code(page, site, "nina@example.org")

    page.get_by_label("How shall we call you?").fill("Nina")
    page.get_by_role("button", name="Open my account").click()

    page.wait_for_url(f"{site.url}/account/")
    assert page.get_by_label("Name").input_value() == "Nina"
    page.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_account_pages(page, site, alice, theme, complaints):
    page.emulate_media(color_scheme=theme)
    come_in(page, site, alice)

    for path in PAGES:
        page.goto(site.url + path)
        assert (path, Axe().run(page).generate_report() if Axe().run(page).violations_count else "") == (path, "")
    assert complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way_in(page, site, theme, complaints):
    page.emulate_media(color_scheme=theme)
    page.goto(f"{site.url}/account/login/")
    page.get_by_text("With a password").click()
    found = [Axe().run(page).violations_count]
    page.get_by_label("E-mail").first.fill("nina@example.org")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the mail").wait_for()
    found.append(Axe().run(page).violations_count)

    assert found == [0, 0]
    assert complaints == []
