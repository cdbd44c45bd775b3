"""The pages of posters."""

import re
import zipfile
from io import BytesIO

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import Browser, expect

from coterie.joining.models import Poster, PrintRun
from coterie.joining.tasks import draw_posters
from coterie.platform.jobs.chore import drain
from tests.cast import Cast
from tests.demo import demo_in
from tests.joining.doors import code_of
from tests.talk.speech import PNG
from tests.web.visit import HTMX, visitor

HOME = "/console/table/posters"


def words_for(cast: Cast, **words: object) -> dict[str, object]:
    return {"design": "quiet", "code": code_of(cast).slug, "headline": "Bring a line", "language": "en", **words}


def made(cast: Cast, **words: object) -> Poster:
    visitor(cast, "bob").post(f"{HOME}/new", words_for(cast, **words))
    return Poster.objects.get()


@pytest.mark.django_db
def test_poster_is_designed_with_a_portrait(cast: Cast) -> None:
    poster = made(cast, name="Dan", photo=SimpleUploadedFile("dan.png", PNG))

    assert (poster.headline, poster.name, bool(poster.photo)) == ("Bring a line", "Dan", True)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["phone.png", "small.webp", "print.png"])
def test_pictures_carry_the_code(cast: Cast, form: str) -> None:
    poster = made(cast)

    answer = visitor(cast, "ann").get(f"{HOME}/{poster.key}/{form}")

    found = zxingcpp.read_barcode(Image.open(BytesIO(answer.content)))
    assert found.text.endswith(poster.code.slug)


@pytest.mark.django_db
def test_document_is_a_pdf(cast: Cast) -> None:
    answer = visitor(cast, "ann").get(f"{HOME}/{made(cast).key}/print.pdf")

    assert answer.content.startswith(b"%PDF-")


@pytest.mark.django_db
def test_no_picture_keeps_what_was_typed(cast: Cast) -> None:
    words = words_for(cast, name="Dan", photo=SimpleUploadedFile("dan.png", b"no picture"))

    answer = visitor(cast, "bob").post(f"{HOME}/new", words)

    assert "This is not a JPEG" in answer.text
    assert 'value="Dan"' in answer.text
    assert Poster.objects.count() == 0


@pytest.mark.django_db
def test_change_keeps_the_portrait(cast: Cast) -> None:
    poster = made(cast, photo=SimpleUploadedFile("dan.png", PNG))

    visitor(cast, "bob").post(f"{HOME}/{poster.key}/words", words_for(cast, headline="Two lines"))

    changed = Poster.objects.get()
    assert (changed.headline, changed.photo) == ("Two lines", poster.photo)


@pytest.mark.django_db
def test_portrait_and_poster_are_taken_away(cast: Cast) -> None:
    poster, bob = made(cast, photo=SimpleUploadedFile("dan.png", PNG)), visitor(cast, "bob")

    bob.post(f"{HOME}/{poster.key}/photo-removal")
    without = Poster.objects.get().photo
    bob.post(f"{HOME}/{poster.key}/removal")

    assert (without, Poster.objects.count()) == ("", 0)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
def test_list_asks_as_often_for_three_as_for_one(cast: Cast, many: int, django_assert_num_queries) -> None:
    for _one in range(many):
        visitor(cast, "bob").post(f"{HOME}/new", words_for(cast))
    bob = visitor(cast, "bob")
    bob.get(HOME)

    with django_assert_num_queries(7):
        bob.get(HOME)


@pytest.mark.django_db
def test_run_shows_how_far_it_is_and_hands_the_zip_over(cast: Cast) -> None:
    bob = visitor(cast, "bob")
    begun = bob.post(f"{HOME}/runs", words_for(cast, people="members", form="png"))
    run = PrintRun.objects.get()

    before = bob.get(begun["Location"], headers=HTMX).text
    missing = bob.get(f"{HOME}/runs/{run.key}.zip").status_code
    draw_posters.enqueue(run.pk)
    drain()
    after = bob.get(begun["Location"], headers=HTMX).text
    pack = zipfile.ZipFile(BytesIO(b"".join(bob.get(f"{HOME}/runs/{run.key}.zip").streaming_content)))

    assert ("every 1s" in before, missing, "every 1s" in after) == (True, 404, False)
    assert len(pack.namelist()) == 4


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_poster_in_a_browser_without_script(browser: Browser, tmp_path) -> None:
    install, link = demo_in(tmp_path / "data")
    with install.serving():
        page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
        page.goto(link)
        page.goto(f"{install.address}/console/copywriters/posters")
        page.get_by_role("link", name="New poster").click()
        page.get_by_label("Bold: all in red").check()
        page.get_by_label("Headline").fill("今晚九点，带一句自己的文案来")
        page.get_by_label("Name", exact=False).first.fill("李想")
        page.get_by_role("combobox", name="Language").select_option("zh-hans")
        page.get_by_role("button", name="Keep").click()
        expect(page.get_by_role("heading", name="今晚九点")).to_be_visible()
        source = page.get_by_role("link", name="PNG to print").get_attribute("href")
        picture = page.request.get(f"{install.address}{source}").body()
        page.goto(f"{install.address}/console/copywriters/posters/runs")
        page.get_by_label("each live code that is on").check()
        page.get_by_label("Headline").fill("Come in")
        page.get_by_role("button", name="Draw them").click()
        for _look in range(60):
            page.reload()
            if page.get_by_role("link", name=re.compile("ZIP")).count():
                break
            page.wait_for_timeout(500)
        zip_link = page.get_by_role("link", name=re.compile("ZIP"))
        zip_source, said = zip_link.get_attribute("href"), zip_link.inner_text()
        pack = zipfile.ZipFile(BytesIO(page.request.get(f"{install.address}{zip_source}").body()))
    assert zxingcpp.read_barcode(Image.open(BytesIO(picture))).text.startswith(f"{install.address}/g/")
    assert said == f"ZIP with {len(pack.namelist())} posters"
