"""Companies that partners register: whose they are, for how long, and what happens when two want the same."""

from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from coterie.kit.clock import now
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.partners.domain.deal import decide_deal
from coterie.partners.domain.enrolment import decide_partner
from coterie.partners.errors import DealTaken
from coterie.partners.models import Deal
from coterie.partners.queries.deals import own_deals, rivals_of
from coterie.partners.rules import same_company
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.partners.deal_rows import registers, selling
from tests.talk.speech import told
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CONSOLE, OWN = "/console/table/spread/deals", "/m/table/partner/deals"
CALLS, MINE = "/communities/table/partner-deals", "/me/memberships/table/partner-deals"


def decides(cast: Cast, row: Deal, *, accept: bool = True, who: str = "alice", **facts: object) -> Deal:
    words = {"now": NOW, **facts}
    return decide_deal(deal=row.pk, accept=accept, actor=cast.actor(who), **words)  # type: ignore[arg-type]  # facts of a test


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Rice Company Ltd.", "the rice", True), ("Müller GmbH", "MÜLLER", True), ("山月茶业有限公司", "山月茶业", True),
        ("Ｒｉｃｅ", "rice", True), ("Rice", "Rice & Tea", False), ("Company Ltd", "Limited Inc", False),
    ],
)  # fmt: skip
def test_company_is_the_same_however_it_is_written(one: str, other: str, same: bool) -> None:
    assert (same_company(one) == same_company(other)) is same


def test_company_is_registered_once_however_often(cast: Cast) -> None:
    row, again = registers(cast), registers(cast, company="RICE Company Ltd.", contact="Mr Other")

    assert (row.pk, row.state, row.contact) == (again.pk, "registered", "Tea 555")
    assert len(told("deal_registered")) == 1
    with pytest.raises(Invalid):
        registers(cast, company="…")
    with pytest.raises(Invalid):
        registers(cast, contact=" ")


def test_accepted_company_is_nobody_elses_until_its_lock_is_over(cast: Cast) -> None:
    row = decides(cast, registers(cast, now=NOW), days=30)
    assert (row.state, row.locked_until) == ("accepted", NOW + 30 * DAY)
    assert registers(cast, now=NOW + DAY).pk == row.pk

    with pytest.raises(DealTaken, match="Another partner has this company until"):
        registers(cast, "paul", now=NOW + 29 * DAY)
    later = registers(cast, "paul", now=NOW + 30 * DAY)

    assert later.pk != row.pk
    assert decides(cast, later, now=NOW + 30 * DAY).state == "accepted"
    assert [event.data for event in told("deal_decided")] == [{"state": "accepted"}] * 2


def test_of_two_who_want_the_same_one_is_accepted(cast: Cast) -> None:
    first, second = registers(cast), registers(cast, "paul")
    rivals = rivals_of(cast.table.pk, [first, second], NOW)
    assert [one.pk for one in rivals[first.pk]] == [second.pk]

    decides(cast, first)
    with pytest.raises(DealTaken):
        decides(cast, second)
    second.refresh_from_db()
    assert second.state == "registered"
    assert decides(cast, second, accept=False, note="Dan was first").note == "Dan was first"
    assert rivals_of(cast.table.pk, [first], NOW) == {first.pk: []}


def test_decision_is_made_once_and_by_who_may(cast: Cast) -> None:
    row = registers(cast)
    for who, wrong in (("bob", Forbidden), ("mallory", NotFound)):
        with pytest.raises(wrong):
            decides(cast, row, who=who)
    with pytest.raises(Invalid):
        decides(cast, row, days=0)
    assert decides(cast, row, accept=False).locked_until is None
    assert decides(cast, row, accept=False).state == "refused"
    with pytest.raises(Conflict):
        decides(cast, row)

    assert registers(cast).pk != row.pk


def test_only_partners_register(cast: Cast) -> None:
    partner = selling(cast)
    decide_partner(partner=partner.pk, state="suspended", actor=cast.actor("alice"), now=NOW)
    with pytest.raises(Conflict):
        registers(cast)
    client = visitor(cast, "dan")
    assert "Register a company" not in client.get(OWN).content.decode()
    assert visitor(cast, "carol").get(OWN).status_code == 404


def test_story_of_a_deal_on_pages(cast: Cast) -> None:
    selling(cast), selling(cast, "paul")
    dan, alice = visitor(cast, "dan"), visitor(cast, "alice")
    assert "No company was registered yet" in alice.get(CONSOLE).content.decode()
    assert dan.post(OWN, {"company": "Rice Ltd", "contact": ""}).status_code == 422
    assert dan.post(OWN, {"company": "Rice Ltd", "contact": "Ms Rice"}).status_code == 302
    other = registers(cast, "paul", company="RICE")

    page = alice.get(CONSOLE).content.decode()
    assert "Conflict: Paul registered it too" in page
    row = Deal.objects.get(company="Rice Ltd")
    assert alice.post(f"{CONSOLE}/{row.key}/state", {"to": "accepted", "days": "30", "note": "Go"}).status_code == 302
    assert "accepted until" in dan.get(OWN).content.decode()
    refused = alice.post(f"{CONSOLE}/{other.key}/state", {"to": "accepted", "days": "30"})
    assert refused.status_code == 422
    assert "Another partner has this company until" in refused.content.decode()
    assert "Conflict: Dan has this company until" in alice.get(f"{CONSOLE}?state=registered").content.decode()
    assert b"Rice Ltd" in b"".join(alice.get(f"{CONSOLE}.csv?state=accepted"))
    Deal.objects.update(locked_until=None, state="refused")
    assert "Nothing here" in alice.get(f"{CONSOLE}?state=accepted").content.decode()


def test_poster_is_a_picture_of_ones_own_link(cast: Cast) -> None:
    partner = selling(cast)
    dan = visitor(cast, "dan")
    poster, sheet = (dan.get(f"/m/table/partner/link/poster.{form}") for form in ("png", "pdf"))
    [found] = zxingcpp.read_barcodes(Image.open(BytesIO(poster.content)).convert("L"))

    assert found.text.endswith(f"/s/{partner.code}")
    assert sheet.content.startswith(b"%PDF")
    assert dan.get("/m/table/partner/link/poster.svg").status_code == 404
    decide_partner(partner=partner.pk, state="suspended", actor=cast.actor("alice"), now=NOW)
    assert dan.get("/m/table/partner/link/poster.png").status_code == 404


def test_time_that_is_over_is_said(cast: Cast) -> None:
    row = decides(cast, registers(cast))
    Deal.objects.filter(pk=row.pk).update(locked_until=now() - DAY)

    assert "its time is over" in visitor(cast, "dan").get(OWN).content.decode()


def test_same_by_api(cast: Cast) -> None:
    selling(cast)
    dan, alice = token_of(cast, "dan"), token_of(cast, "alice")
    made = call("POST", MINE, dan, {"company": "Rice Ltd", "contact": "Ms Rice"})
    assert made.status_code == 201
    registers(cast, "paul", company="rice")
    listed = call("GET", f"{CALLS}?state=registered", alice).json()["items"]
    assert [one["conflicts"] for one in listed] == [1, 1]

    done = call("PUT", f"{CALLS}/{made.json()['key']}/state", alice, {"accept": True, "days": 10}).json()
    assert (done["state"], done["member"], done["conflicts"]) == ("accepted", cast.members["dan"].key, 1)
    taken = call("PUT", f"{CALLS}/{listed[0]['key']}/state", alice, {"accept": True})
    assert (taken.status_code, taken.json()["code"]) == (409, "deal_taken")
    assert [one["state"] for one in call("GET", MINE, dan).json()["items"]] == ["accepted"]
    assert own_deals(cast.actor("carol"), cast.table.pk).count() == 0
    assert call("PUT", f"{CALLS}/nobody234567/state", alice, {"accept": True}).status_code == 404
