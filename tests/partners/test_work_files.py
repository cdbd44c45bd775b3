"""Files that come with work: kept private, handed over to its partner and to who runs the programme, let go at last."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from coterie.kit.errors import Conflict, Invalid
from coterie.partners.domain import work_file
from coterie.partners.domain.bounty import close_bounty
from coterie.partners.domain.programme import Promise, write_terms
from coterie.partners.domain.work import decide_work
from coterie.partners.domain.work_file import KEPT, looked_over
from coterie.partners.models import Bounty, Work, WorkFile
from coterie.partners.tasks import let_old_files_go
from coterie.platform.events.models import LoggedEvent
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import place_of, stored_file
from tests.api.token import call, token_of, upload
from tests.cast import NOW, Cast
from tests.partners.kit_rows import a_bounty, hands_in, with_files
from tests.partners.sales import partner, programme
from tests.talk.speech import PNG
from tests.web.visit import visitor

PDF, MP4, ZIP = b"%PDF-1.7\nendobj\n", b"\0\0\0\x18ftypmp42" + bytes(12), b"PK\x03\x04"
DESK, STAFF = "/m/table/partner", "/console/table/spread/partners/bounties"
OWN_API, STAFF_API = "/me/memberships/table/partner-works", "/communities/table/partner-works"
GPS = 0x8825


@pytest.fixture
def bounty(cast: Cast) -> Bounty:
    """Let paul and carol be partners, and there be a bounty."""
    programme(cast)
    partner(cast)
    partner(cast, "carol")
    return a_bounty(cast, most_each=9)


def sent(cast: Cast, bounty: Bounty, *files: tuple[str, bytes], who: str = "paul") -> tuple[int, str]:
    """Hand work in with files on the page; return what it answers."""
    uploads = [ContentFile(data, name=name) for name, data in files]
    given = {"bounty": bounty.key, "text": "See there.", "files": uploads}
    answer = visitor(cast, who).post(f"{DESK}/bounties", given)
    return answer.status_code, answer.content.decode()


def photo_with_place() -> bytes:
    """Return a photo that says where it was taken."""
    data, exif = BytesIO(), Image.Exif()
    exif[GPS] = {1: "N", 2: (52.0, 31.0, 12.0)}
    Image.new("RGB", (900, 600), "#c22").save(data, "JPEG", exif=exif)
    return data.getvalue()


def test_files_are_handed_in_on_the_page_and_seen_in_small_by_staff(cast: Cast, bounty: Bounty) -> None:
    form = visitor(cast, "paul").get(f"{DESK}/bounties").content.decode()
    [chooser] = re.findall(r'<input type="file" name="files"[^>]+>', form)
    assert ('enctype="multipart/form-data"' in form, " multiple " in chooser) == (True, True)

    assert sent(cast, bounty, ("my sign.jpg", photo_with_place()), ("报告.pdf", PDF), ("walk.MOV", MP4))[0] == 302

    row = Work.objects.get()
    assert [(one.name, one.size, one.width, one.height) for one in row.files.all()][1:] == [
        ("报告.pdf", len(PDF), None, None), ("walk.mp4", len(MP4), None, None),
    ]  # fmt: skip
    photo, paper, _film = row.files.all()
    assert (photo.name, photo.width, photo.height) == ("my sign.webp", 900, 600)
    page, staff = visitor(cast, "alice").get(f"{STAFF}/one/{bounty.key}").content.decode(), visitor(cast, "alice")
    here = f"{STAFF}/work/{row.key}/files"
    assert f'<img src="{here}/{photo.file}/small" width="900" height="600"' in page
    assert [page.count(f'href="{here}/{one.file}/whole" download="{one.name}"') for one in row.files.all()] == [1, 1, 1]
    small, whole = staff.get(f"{here}/{photo.file}/small"), staff.get(f"{here}/{photo.file}/whole")
    assert [Image.open(BytesIO(one.content)).size for one in (small, whole)] == [(480, 320), (900, 600)]
    assert dict(Image.open(BytesIO(whole.content)).getexif()) == {}
    kept = staff.get(f"{here}/{paper.file}/whole")
    assert (kept.content, kept["Content-Type"], kept["X-Content-Type-Options"]) == (PDF, "application/pdf", "nosniff")
    assert kept["Content-Disposition"].startswith("attachment")
    assert kept["Cache-Control"].startswith("private")
    assert f"/work/{row.key}/files/{photo.file}/small" in visitor(cast, "paul").get(f"{DESK}/bounties").content.decode()
    [told] = LoggedEvent.objects.filter(kind="work_handed_in")
    assert told.data == {"bounty": bounty.pk}


@pytest.mark.usefixtures("mallorys_programme")
def test_nobody_else_has_a_file(cast: Cast, bounty: Bounty) -> None:
    row = hands_in(cast, bounty, "paul", files=with_files())
    theirs = hands_in(cast, bounty, "carol", files=with_files(("a.pdf", PDF)))
    file, other = row.files.get().file, theirs.files.get().file
    own, staff = f"{DESK}/work/{row.key}/files", f"{STAFF}/work/{row.key}/files"

    found = {
        who: tuple(visitor(cast, who).get(f"{here}/{file}/{size}").status_code for here in (own, staff))
        for who in ("paul", "alice", "bob", "ann", "carol", "dan", "eve", "mallory", "stranger")
        for size in ("small", "whole")
    }

    assert found == {
        "paul": (200, 404), "alice": (404, 200), "bob": (404, 403), "ann": (404, 403), "carol": (404, 404),
        "dan": (404, 404), "eve": (404, 404), "mallory": (404, 404), "stranger": (404, 404),
    }  # fmt: skip
    assert [Client().get(f"{here}/{file}/whole").status_code for here in (own, staff)] == [302, 302]
    assert visitor(cast, "mallory").get(f"{staff.replace('table', 'other')}/{file}/whole").status_code == 404
    assert visitor(cast, "paul").get(f"{own}/{other}/whole").status_code == 404
    assert visitor(cast, "alice").get(f"{staff}/{other}/whole").status_code == 404
    assert [visitor(cast, who).get(f"/files/{file}").status_code for who in ("paul", "alice", "carol")] == [404] * 3


@pytest.fixture
def mallorys_programme(cast: Cast) -> None:
    """Let mallory run a programme of her own, so that it is the work that she does not find."""
    facts = {"community": cast.other.pk, "actor": cast.actor("mallory"), "now": NOW}
    write_terms(promise=Promise(agreement="Be mine."), **facts)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("ok.png", PNG), ("drawing.svg", b"<svg onload=alert(1)>")], "drawing.svg: Take a PDF"),
        ([("run.exe", b"MZ\x90\x00")], "run.exe: Take a PDF"),
        ([("broken.png", PNG[:40])], "broken.png: "),
        ([("broken.zip", ZIP)], "broken.zip: The file is damaged."),
        ([("ok.pdf", PDF), ("none.pdf", b"")], "The submitted file is empty."),
        ([("large.pdf", PDF + bytes(99))], "large.pdf: The file is larger than 20 MB."),
        ([(f"{number}.png", PNG) for number in range(6)], "At most five files."),
    ],
)
def test_one_bad_file_is_named_and_nothing_is_handed_in(
    cast: Cast, bounty: Bounty, monkeypatch: pytest.MonkeyPatch, files: list[tuple[str, bytes]], said: str
) -> None:
    monkeypatch.setattr(work_file, "LARGEST", 99)

    status, page = sent(cast, bounty, *files)

    assert (status, said in page, "See there." in page) == (422, True, True)
    assert (Work.objects.count(), WorkFile.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


def test_work_that_is_refused_leaves_no_file(cast: Cast, bounty: Bounty) -> None:
    looked = with_files()
    with pytest.raises(Invalid):
        hands_in(cast, bounty, "paul", files=looked, text=" ")
    close_bounty(bounty=bounty.pk, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Conflict):
        hands_in(cast, bounty, "paul", files=looked)

    assert StoredFile.objects.count() == 0


def test_a_name_is_no_trap(cast: Cast, bounty: Bounty) -> None:
    names = ("run.bat", "../../etc/passwd", "photo\u202etxt.exe", "x" * 300 + ".html", ".txt")

    row = hands_in(cast, bounty, "paul", files=with_files(*((name, b"Hello") for name in names)))

    assert [one.name for one in row.files.all()] == [
        "run.txt", "passwd.txt", "photo txt.txt", "x" * 80 + ".txt", "txt.txt",
    ]  # fmt: skip


def test_files_of_what_was_sent_back_go_and_all_others_stay(
    cast: Cast, bounty: Bounty, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    back, accepted, waits, fresh = (
        hands_in(cast, bounty, "paul", files=with_files(("a.pdf", PDF), ("b.png", PNG)), now=NOW) for _ in range(4)
    )
    by = {"actor": cast.actor("alice")}
    decide_work(work=back.pk, accept=False, note="Too dark.", now=NOW, **by)
    decide_work(work=accepted.pk, accept=True, now=NOW, **by)
    decide_work(work=fresh.pk, accept=False, note="Too dark.", now=NOW + timedelta(days=2), **by)
    paths = [place_of(stored_file(one.file)) for one in back.files.all()]
    monkeypatch.setattr("coterie.kit.clock.now", lambda: NOW + KEPT + timedelta(days=1))

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] - a fixture of pytest-django
        gone = [let_old_files_go.call() for _ in range(2)]

    assert (gone, [path.exists() for path in paths]) == ([2, 0], [False, False])
    assert [one.files.count() for one in (back, accepted, waits, fresh)] == [0, 2, 2, 2]
    assert {one.key for one in StoredFile.objects.all()} == {one.file for one in WorkFile.objects.all()}
    page = visitor(cast, "paul").get(f"{DESK}/bounties").content.decode()
    assert ("Too dark." in page, page.count("30 days after the work was sent back")) == (True, 1)


def test_programs_hand_in_with_files_once_and_have_them(cast: Cast, bounty: Bounty) -> None:
    paul, alice = token_of(cast, "paul"), token_of(cast, "alice")

    def handed_in() -> object:
        """Hand the same in, under one key."""
        uploads = [ContentFile(PNG, name="sign.png"), ContentFile(PDF, name="plan.pdf")]
        form = {"bounty": bounty.key, "text": "See there.", "files": uploads}
        return upload(f"{OWN_API}/files", paul, form, "k-1").json()

    made = handed_in()

    assert (handed_in(), Work.objects.count(), StoredFile.objects.count()) == (made, 1, 2)
    [row] = call("GET", OWN_API, paul).json()["items"]
    [seen] = call("GET", STAFF_API, alice).json()["items"]
    assert (row, seen["files"]) == (made, row["files"])
    shot, paper = row["files"]
    assert (shot["name"], shot["width"], shot["height"]) == ("sign.webp", 4, 3)
    assert paper == {"key": paper["key"], "name": "plan.pdf", "size": len(PDF), "width": None, "height": None}
    for secret, place in ((paul, OWN_API), (alice, STAFF_API)):
        path = f"{place}/{row['key']}/files"
        assert call("GET", f"{path}/{paper['key']}?size=small", secret).content == PDF
        assert call("GET", f"{path}/{shot['key']}?size=small", secret)["Content-Type"] == "image/webp"
        assert call("GET", f"{path}/{shot['key']}x", secret).status_code == 404


@pytest.mark.parametrize(
    ("files", "status", "field"),
    [([("a.svg", b"<svg/>")], 422, "files"), ([("a.png", PNG)] * 6, 422, "files"), ([], 422, None)],
)
def test_programs_are_told_what_is_wrong_with_files(
    cast: Cast, bounty: Bounty, files: list[tuple[str, bytes]], status: int, field: str | None
) -> None:
    uploads = [ContentFile(data, name=name) for name, data in files]

    answer = upload(
        f"{OWN_API}/files", token_of(cast, "paul"), {"bounty": bounty.key, "text": "See.", "files": uploads}
    )

    assert (answer.status_code, Work.objects.count(), StoredFile.objects.count()) == (status, 0, 0)
    assert field is None or field in answer.content.decode()


def test_files_are_read_one_after_the_other_until_one_is_refused() -> None:
    read: list[str] = []

    class Told(ContentFile[bytes]):
        """A file that says when it is read."""

        def read(self, *args: int) -> bytes:
            read.append(self.name or "")
            return super().read(*args)

    with pytest.raises(Invalid):
        looked_over([Told(PNG, name="a"), Told(b"MZ", name="b"), Told(PNG, name="c")])

    assert read == ["a", "b"]
