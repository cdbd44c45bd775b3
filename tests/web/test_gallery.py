"""Every component in its states: rendered, and looked at by axe in light and dark, on a phone, in Chinese."""

from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application

from coterie.web.gallery import FACES

pytestmark = pytest.mark.django_db

WIDE, NARROW = {"width": 1440, "height": 1000}, {"width": 390, "height": 844}
LOOKS = {
    "desktop": (WIDE, "light", "en"),
    "dark": (WIDE, "dark", "en"),
    "phone": (NARROW, "light", "zh-hans"),
}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_face_is_whole(client, face, language):
    client.cookies["django_language"] = language

    page = client.get("/_gallery", {"face": face})

    assert page.status_code == (404 if face == "lost" else 200)
    assert "文案餐桌" in page.text if language == "zh-hans" else "Copywriters’ Table" in page.text


def test_unknown_face_is_not_found(client):
    assert client.get("/_gallery", {"face": "nobody"}).status_code == 404


def test_language_is_said_to_the_browser(client):
    client.cookies["django_language"] = "zh-hans"

    assert '<html lang="zh-Hans">' in client.get("/_gallery").text


@pytest.mark.parametrize(("cookie", "said"), [("dark", ' data-theme="dark"'), ("", ""), ("purple", "")])
def test_theme_is_said_to_the_browser(client, cookie, said):
    client.cookies["theme"] = cookie

    assert f'<html lang="en"{said}>' in client.get("/_gallery").text


@pytest.fixture(scope="module")
def address():
    """Serve the whole application as in production, static files included; the gallery needs no database."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Mute)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Mute(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def gallery(address, browser):
    """Open the gallery in a look; `complaints` is what the console said."""
    contexts = []

    def opened(look, face="components", *, script=True):
        size, theme, language = LOOKS[look]
        context = browser.new_context(viewport=size, java_script_enabled=script, reduced_motion="reduce")
        contexts.append(context)
        context.add_cookies(
            [{"name": name, "value": value, "url": address}
             for name, value in (("theme", theme), ("django_language", language))]
        )  # fmt: skip
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{address}/_gallery?face={face}")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS)
def test_faces_are_accessible_and_quiet(gallery, address, look):
    page = gallery(look)
    found = {}

    for face in FACES:
        page.goto(f"{address}/_gallery?face={face}", wait_until="networkidle" if face == "figures" else "load")
        wrong = [
            (rule["id"], [node["html"] for node in rule["nodes"]]) for rule in Axe().run(page).response["violations"]
        ]
        sideways = page.evaluate("document.documentElement.scrollWidth - screen.width")
        found |= {face: (wrong, sideways)} if wrong or sideways > 0 else {}

    assert found == {}
    assert [line for line in page.complaints if "404 (Not Found)" not in line] == []


@pytest.mark.browser
def test_rail_opens_without_script(gallery):
    page = gallery("phone", "today", script=False)

    assert not page.locator("#loop").is_visible()
    page.click("[popovertarget=loop]")

    assert page.locator("#loop").is_visible()


@pytest.mark.browser
def test_slash_goes_to_the_search_field(gallery):
    page = gallery("desktop", "lists")

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.name") == "q"


@pytest.mark.browser
def test_dialog_opens_and_closes_by_keyboard(gallery):
    page = gallery("desktop", "components")

    page.focus("[data-dialog]")
    page.keyboard.press("Enter")
    assert page.locator("#sample").is_visible()
    page.keyboard.press("Escape")

    assert not page.locator("#sample").is_visible()
    assert page.evaluate("'dialog' in document.activeElement.dataset"), "focus goes back"


@pytest.mark.browser
def test_bulk_box_ticks_all_rows(gallery):
    page = gallery("desktop", "lists")

    page.click("[data-bulk-all]")

    assert page.locator("td.table-check input:checked").count() == 3
    assert page.inner_text("[data-bulk-count]") == "3 chosen"


@pytest.mark.browser
def test_theme_changes_at_once_and_stays(gallery):
    page = gallery("desktop", "components")

    with page.expect_response("**/preferences"):
        page.click("[data-preferences] [value=dark]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()

    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.browser
def test_chart_library_comes_only_with_a_chart(gallery):
    # A function, not an expression: pages forbid that a string is evaluated while it is waited for.
    loaded = "() => performance.getEntriesByType('resource').some(entry => entry.name.includes('chart_canvas'))"

    assert not gallery("desktop", "today").evaluate(loaded)
    gallery("desktop", "figures").wait_for_function(loaded, timeout=20_000)
