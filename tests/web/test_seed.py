"""The seed programme and the IP profiles through their pages, as operators, members and strangers use them."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from coterie.communities.models import Profile
from coterie.kit.clock import now
from coterie.members.domain.follow import follow_profile
from coterie.members.models import Member, SeedMember
from coterie.rituals.models import Occurrence
from tests.cast import Cast
from tests.members.scenes import asked_in, profiled, sown
from tests.rituals.scenes import coming
from tests.talk.speech import PNG, say
from tests.web.visit import visitor

SEED, FACES, HERE = "/console/table/seed", "/console/table/position/profiles", "/m/table"


def talk(cast: Cast) -> None:
    """Let dan answer everybody."""
    for who in ("carol", "paul", "nina"):
        asked = say(cast, who, "How?", now=now() - timedelta(days=2))
        say(cast, "dan", f"@{who.title()} so", reply_to=asked.pk, now=now() - timedelta(days=2))


def test_a_candidate_is_explained_invited_and_says_yes(cast: Cast) -> None:
    talk(cast)
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    page = alice.get(SEED).content.decode()
    assert "helped 3 different people in 30 days; among the top 25" in page
    assert "a place among them says little" in page

    assert alice.post(f"{SEED}/invitations", {"member": [cast.members["dan"].key]}).status_code == 302
    assert "would like to count on you" in dan.get(f"{HERE}/").content.decode()
    assert "helped 3 different people" in dan.get(f"{HERE}/seed").content.decode()
    assert dan.post(f"{HERE}/seed/answer", {"yes": "1"}).status_code == 302

    assert "would like to count on you" not in dan.get(f"{HERE}/").content.decode()
    assert f"{HERE}/seed" in dan.get(f"{HERE}/me").content.decode()
    page = alice.get(SEED).content.decode()
    assert "/engage/rallies/new?tag=seed" in page
    assert 'value="seed" selected' in alice.get("/console/table/engage/rallies/new?tag=seed").content.decode()
    row = SeedMember.objects.get()
    assert alice.post(f"{SEED}/{row.key}/promotion", {"to": "leader", "title": "Elder"}).status_code == 302
    assert alice.post(f"{SEED}/{row.key}/promotion", {"to": "leader"}).status_code == 422
    assert Member.objects.get(pk=row.member_id).title == "Elder"
    assert alice.post(f"{SEED}/{row.key}/end").status_code == 302
    assert "was in it" in alice.get(SEED).content.decode()


def test_nobody_ticked_changes_nothing_and_an_ended_row_is_said_to_be_over(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    answer = alice.post(f"{SEED}/invitations", {}, follow=True)
    assert "Choose at least one." in answer.content.decode()

    [row] = asked_in(cast, "dan")
    alice.post(f"{SEED}/{row.key}/end")
    assert "over already" in alice.post(f"{SEED}/{row.key}/end", follow=True).content.decode()
    assert (
        "invitation is over"
        in visitor(cast, "dan").post(f"{HERE}/seed/answer", {"yes": "1"}, follow=True).content.decode()
    )


def test_table_has_everybody(cast: Cast) -> None:
    talk(cast)
    sown(cast, "carol")
    asked_in(cast, "paul")

    answer = visitor(cast, "alice").get(f"{SEED}.csv")

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["Carol", "Paul", "Dan"]
    assert ",in,warm,2," in lines[1]


def test_a_profile_from_the_form_to_the_page(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    facts = {
        "kind": "person", "name": "Lena", "headline": "Bread", "persona": "Bakes.\n\nStill </script> does.",
        "expertise": "Rye\nWheat", "endorsements": "Good | sour | Ada", "pieces": "Dough | https://example.org/dough",
        "account": cast.accounts["bob"].key,
    }  # fmt: skip
    assert alice.post(f"{FACES}/new", {**facts, "pieces": "Dough"}).status_code == 422
    assert alice.post(f"{FACES}/new", facts).status_code == 302
    row = Profile.objects.get()
    assert (row.endorsements, row.account) == ([{"words": "Good | sour", "who": "Ada"}], cast.accounts["bob"])
    assert "Good | sour | Ada" in alice.get(f"{FACES}/{row.key}/facts").content.decode()
    assert Client().get(f"/c/table/ip/{row.key}").status_code == 404
    assert "Only the operators see it" in alice.get(f"/c/table/ip/{row.key}").content.decode()

    assert alice.post(f"{FACES}/{row.key}/state", {"on": "1"}).status_code == 302

    page = Client().get(f"/c/table/ip/{row.key}").content.decode()
    assert all(word in page for word in ("Lena", "Rye", "Ada", "Dough", "Join and follow"))
    read = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    person = read["@graph"][1]
    assert (person["@type"], person["name"], person["knowsAbout"]) == ("Person", "Lena", ["Rye", "Wheat"])
    assert f"/c/table/ip/{row.key}</loc>" in Client().get("/sitemap.xml").content.decode()
    assert f"/c/table/ip/{row.key}" in Client().get("/c/table").content.decode()
    assert Client().get(f"/c/table/ip/{row.key}/card.png").headers["Content-Type"] == "image/png"


def test_a_member_follows_from_the_page(cast: Cast) -> None:
    row, dan = profiled(cast), visitor(cast, "dan")
    assert "Follow</button>" in dan.get(f"/c/table/ip/{row.key}").content.decode()

    for on, said in (("1", "1 member follows"), ("0", "Follow</button>")):
        answer = dan.post(f"{HERE}/profiles/{row.key}/following", {"on": on}, follow=True)
        assert answer.redirect_chain[0][0] == f"/c/table/ip/{row.key}"
        assert said in answer.content.decode()


def test_coming_times_are_those_that_the_speaker_holds(cast: Cast) -> None:
    Member.objects.filter(pk=cast.members["carol"].pk).update(account=cast.accounts["bob"])
    row, held = profiled(cast, account=cast.accounts["bob"].pk), coming(cast)
    assert "Coming up" not in Client().get(f"/c/table/ip/{row.key}").content.decode()

    Occurrence.objects.filter(pk=held.pk).update(host=cast.members["carol"])

    assert "Coming up" in visitor(cast, "dan").get(f"/c/table/ip/{row.key}").content.decode()


def test_authority_has_pictures_tables_and_a_file(cast: Cast) -> None:
    row, alice = profiled(cast), visitor(cast, "alice")
    follow_profile(profile=row.pk, on=True, actor=cast.actor("dan"), now=now() - timedelta(days=8))

    page = alice.get(f"{FACES}/{row.key}").content.decode()
    answer = alice.get(f"{FACES}/{row.key}/authority.csv")

    assert "Nobody speaks as this profile yet" in page
    assert "1 in the last whole week; which way it goes is undecided." in page
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].removeprefix("\ufeff") == "monday,reach,echo,endorsed,followers"
    assert (len(lines), lines[-1][-5:]) == (14, ",,,,1")
    assert "Theil" not in visitor(cast, "bob").get(f"{FACES}/{row.key}").content.decode()


def test_state_is_changed_and_a_portrait_is_kept(cast: Cast) -> None:
    row, alice = profiled(cast, shown=False, headline=""), visitor(cast, "alice")
    assert "say who this is" in alice.post(f"{FACES}/{row.key}/state", {"on": "1"}, follow=True).content.decode()
    known = {"kind": "brand", "name": "Lena", "headline": "Bread", "persona": "Soup"}
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = {**known, "photo": SimpleUploadedFile("lena.png", PNG, "image/png")}
    assert alice.post(f"{FACES}/{row.key}/facts", sent).status_code == 302
    alice.post(f"{FACES}/{row.key}/state", {"on": "1"})
    row.refresh_from_db()
    page = Client().get(f"/c/table/ip/{row.key}").content.decode()
    assert f"/photo/{row.photo}" in page
    assert '"@type": "Organization", "@id": "' in page
    assert Client().get(f"/c/table/ip/{row.key}/photo/{row.photo}").headers["Content-Type"] == "image/webp"
    assert Client().get(f"/c/table/ip/{row.key}/photo/none").status_code == 404

    alice.post(f"{FACES}/{row.key}/state", {"away": "1"})

    assert Client().get(f"/c/table/ip/{row.key}").status_code == 404


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "</script><b>x"])
def test_what_is_written_is_never_markup(cast: Cast, words: str) -> None:
    row = profiled(cast, headline=words, persona=words, expertise=[words[:20]])

    page = Client().get(f"/c/table/ip/{row.key}").content.decode()

    assert "<script>alert" not in page
    assert "<b>x" not in page
