"""Landing pages: for visitors, for search engines, for halves of the visitors, and as operators write them."""

import json
import re
from io import BytesIO

import pytest
from django.test import Client
from django.test.client import ClientHandler
from PIL import Image
from playwright.sync_api import Browser, expect

from coterie.joining.domain.landing import create_landing, edit_landing, publish_landing
from coterie.joining.domain.landing_test import begin_landing_test, end_landing_test
from coterie.joining.models import LandingPage, LandingTest
from coterie.joining.rules import VISITOR_COOKIE, arm_of, cookie_of
from coterie.platform.events.models import LoggedEvent
from coterie.web import guests
from tests.cast import NOW, Cast
from tests.demo import demo_in
from tests.web.visit import visitor
from tests.web.xss import CORPUS

pytestmark = pytest.mark.django_db
BLOCKS = [
    {"kind": "story", "heading": "Why", "text": "Because.\n\nStill."},
    {"kind": "benefits", "heading": "What you get", "text": "A reader | Who tells the truth"},
    {"kind": "person", "heading": "Wen", "text": "Writes menus."},
    {"kind": "voices", "heading": "Voices", "text": "It works. | Dan"},
    {"kind": "schedule", "heading": "Tuesdays", "text": "21:00 | Topic"},
    {"kind": "questions", "heading": "Questions", "text": "Is it free? | Yes, </script> it is."},
    {"kind": "code", "heading": "Scan", "text": "With your phone."},
]
PAGE, CONSOLE = "/c/table/l/summer", "/console/table/landing"


def written(cast: Cast, **facts: object) -> LandingPage:
    words = {"slug": "summer", "title": "Write in summer", "description": "A line a day.", "blocks": BLOCKS, **facts}
    return create_landing(community=cast.table.pk, **words, actor=cast.actor("alice"), now=NOW)


def published(cast: Cast, **facts: object) -> LandingPage:
    page = written(cast, **facts)
    publish_landing(page=page.pk, actor=cast.actor("alice"), now=NOW)
    return page


def in_test(cast: Cast) -> LandingTest:
    page = published(cast)
    edit_landing(page=page.pk, title="Write tonight", actor=cast.actor("alice"), now=NOW)
    return begin_landing_test(page=page.pk, actor=cast.actor("alice"), now=NOW)


@pytest.mark.parametrize("design", ["letter", "stage", "host"])
def test_page_shows_all_its_parts(cast: Cast, client: Client, design: str) -> None:
    published(cast, design=design)

    text = client.get(PAGE).text

    words = ("Write in summer", "A line a day.", "Still.", "Who tells the truth", "Wen", "It works.", "21:00", "Scan")
    assert [word for word in words if word not in text] == []
    assert f"land-{design}" in text
    assert "/g/" in text or "/c/table/join" in text


def test_draft_and_unknown_pages_are_not_found(cast: Cast, client: Client) -> None:
    written(cast)

    assert [client.get(path).status_code for path in (PAGE, f"{PAGE}/card.png", "/c/table/l/other")] == [404] * 3


def test_search_engines_read_what_it_is(cast: Cast, client: Client) -> None:
    published(cast)

    text = client.get(PAGE).text
    [said] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    graph = {one["@type"]: one for one in json.loads(said)["@graph"]}

    assert graph["Organization"]["name"] == "Table"
    assert graph["WebPage"]["url"].endswith(PAGE)
    assert graph["FAQPage"]["mainEntity"][0]["acceptedAnswer"]["text"] == "Yes, </script> it is."
    assert f'<link rel="canonical" href="{graph["WebPage"]["url"]}">' in text
    assert f'content="{graph["WebPage"]["url"]}/card.png"' in text


def test_sitemap_lists_what_is_published(cast: Cast, client: Client) -> None:
    published(cast)
    written(cast, slug="draft")

    found = re.findall(r"<loc>[^<]*/c/table/l/([^<]*)</loc>", client.get("/sitemap.xml").text)

    assert found == ["summer"]


def test_card_is_drawn_once_and_kept(cast: Cast, client: Client) -> None:
    published(cast, title="今晚九点，带一句自己的文案来")

    answer = client.get(f"{PAGE}/card.png")
    again = client.get(f"{PAGE}/card.png", headers={"If-None-Match": answer["ETag"]})

    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert (again.status_code, answer["Cache-Control"]) == (304, "public, max-age=3600")


# --- Halves of the guests ---------------------------------------------------------------------------------------------


@pytest.fixture
def guest(monkeypatch: pytest.MonkeyPatch):
    """A door that opens for one guest after the other; the server behind it stays the same and keeps pages."""
    monkeypatch.setattr(guests, "LASTS_S", 60.0)
    house = Client()
    house.get("/up-to-load-the-middleware")

    def come(number: int) -> Client:
        client = Client()
        client.cookies[VISITOR_COOKIE] = cookie_of(number)
        client.handler = ClientHandler()
        client.handler._middleware_chain = house.handler._middleware_chain
        return client

    return come


def heading(text: str) -> str:
    return re.findall(r"<h1>(.*?)</h1>", text)[0]


def test_kept_pages_do_not_mix_the_halves_up(cast: Cast, guest) -> None:
    test = in_test(cast)

    seen = [heading(guest(number).get(PAGE).text) for number in range(1, 41)]

    titles = {"a": "Write in summer", "b": "Write tonight"}
    assert seen == [titles[arm_of(test.pk, number)] for number in range(1, 41)]
    looks = LoggedEvent.objects.filter(kind="page_seen").values_list("visitor", "data")
    assert {number: data["arm"] for number, data in looks} == {n: arm_of(test.pk, n) for n in range(1, 41)}


def test_kept_pages_are_handed_over_without_drawing(cast: Cast, guest, django_assert_num_queries) -> None:
    in_test(cast)
    for number in range(1, 20):
        guest(number).get(PAGE)

    with django_assert_num_queries(1):  # begin, insert, commit
        guest(77).get(PAGE)


def test_ended_test_leaves_no_half_behind(cast: Cast, guest, monkeypatch: pytest.MonkeyPatch) -> None:
    test = in_test(cast)
    for number in range(1, 20):
        guest(number).get(PAGE)
    end_landing_test(page=test.page_id, keep="b", actor=cast.actor("alice"), now=NOW)
    monkeypatch.setattr(guests, "monotonic", lambda: 1e12)

    assert {heading(guest(number).get(PAGE).text) for number in range(1, 20)} == {"Write tonight"}


# --- As operators write them ------------------------------------------------------------------------------------------


def form_of(page: LandingPage, blocks: list[dict[str, str]], do: str = "keep", **more: str) -> dict[str, object]:
    head = {"title": page.title, "slug": page.slug, "description": "", "design": "letter", "code": "", "do": do, **more}
    parts = {f"b-{place}-{name}": text for place, block in enumerate(blocks) for name, text in block.items()}
    return {**head, **parts, "b-TOTAL_FORMS": len(blocks), "b-INITIAL_FORMS": len(blocks)}


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("keep", ["story", "benefits", "person"]),
        ("up-1", ["benefits", "story", "person"]),
        ("down-0", ["benefits", "story", "person"]),
        ("up-0", ["story", "benefits", "person"]),
        ("remove-1", ["story", "person"]),
        ("add", ["story", "benefits", "person", "code"]),
        ("up-99", ["story", "benefits", "person"]),
        ("nonsense", ["story", "benefits", "person"]),
    ],
)
def test_parts_are_moved_by_buttons(cast: Cast, do: str, order: list[str]) -> None:
    page = written(cast, blocks=BLOCKS[:3])

    visitor(cast, "bob").post(f"{CONSOLE}/{page.key}", form_of(page, BLOCKS[:3], do, added="code"))

    assert [block["kind"] for block in LandingPage.objects.get().blocks] == order


def test_wrong_input_changes_nothing_and_is_kept_on_the_page(cast: Cast) -> None:
    page = written(cast)
    typed = form_of(page, [{"kind": "story", "heading": "Typed", "text": "x"}]) | {"slug": "not an address"}

    answer = visitor(cast, "bob").post(f"{CONSOLE}/{page.key}", typed)

    assert ('value="Typed"' in answer.text, LandingPage.objects.get().blocks == BLOCKS) == (True, True)


def test_unknown_kind_is_refused(cast: Cast) -> None:
    page = written(cast)

    visitor(cast, "bob").post(f"{CONSOLE}/{page.key}", form_of(page, [{"kind": "ad", "heading": "", "text": ""}]))

    assert LandingPage.objects.get().blocks == BLOCKS


def test_test_says_not_yet(cast: Cast) -> None:
    test = in_test(cast)

    text = visitor(cast, "bob").get(f"{CONSOLE}/{test.page.key}").text

    assert "Not yet: this needs 50 visitors" in text


@pytest.mark.parametrize("many", [1, 3])
def test_list_asks_as_often_for_three_as_for_one(cast: Cast, many: int, django_assert_num_queries) -> None:
    for number in range(many):
        written(cast, slug=f"page-{number}")
    bob = visitor(cast, "bob")
    bob.get(CONSOLE)

    with django_assert_num_queries(7):
        bob.get(CONSOLE)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_page_is_written_published_and_joined_through_without_script(browser: Browser, tmp_path) -> None:
    install, link = demo_in(tmp_path / "data")
    with install.serving():
        phone = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
        page = browser.new_context(**phone).new_page()
        page.goto(link)
        page.goto(f"{install.address}/console/copywriters/landing/new")
        page.get_by_label("Title").fill("今晚九点见")
        page.get_by_label("Address").fill("tonight")
        page.get_by_role("button", name="Keep").click()
        page.get_by_label("Kind of part").select_option("schedule")
        page.get_by_role("button", name="Add").click()
        page.get_by_label("Text").last.fill("21:00 | Topic")
        page.get_by_role("button", name="Keep the draft").click()
        page.get_by_role("button", name="Publish the draft").click()
        guest = browser.new_context(**phone).new_page()
        guest.goto(f"{install.address}/c/copywriters/l/tonight")
        expect(guest.get_by_role("heading", name="今晚九点见")).to_be_visible()
        expect(guest.get_by_text("21:00")).to_be_visible()
        guest.get_by_role("link", name="Join").first.click()
        expect(guest.get_by_label("Your name here")).to_be_visible()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.trust
@pytest.mark.timeout(300)
def test_no_text_becomes_script(cast: Cast, client: Client, browser: Browser) -> None:
    """Every text of a page, with more than 500 attacks, opened by a real browser that has no content policy."""
    kinds = ("story", "benefits", "person", "voices", "schedule", "questions", "code")
    assert len(CORPUS) >= 500
    window = browser.new_context().new_page()
    window.expose_function("hit", lambda: hits.append(1))
    hits: list[int] = []
    for begin in range(0, len(CORPUS), 30):
        part = CORPUS[begin : begin + 30]
        LandingPage.objects.all().delete()
        blocks = [{"kind": kinds[place % 7], "heading": one[:120], "text": one} for place, one in enumerate(part)]
        published(cast, title=part[0][:80], description=part[1], blocks=blocks, design="host")
        window.set_content(client.get(PAGE).text)
        window.wait_for_load_state()
        window.evaluate("document.querySelectorAll('main a').forEach(a => a.protocol === 'javascript:' && a.click())")
    assert hits == []
