"""A trial and a rally through their pages, as operators and members use them."""

from coterie.rituals.models import Rally, Trial, TrialApplication
from tests.cast import Cast
from tests.rituals.scenes import rallied, tried, wanted_by
from tests.web.visit import visitor

ENGAGE, HERE = "/console/table/engage", "/m/table"
TEA = {
    "title": "Tea", "places": "1", "apply_until": "2999-01-01T19:00", "feedback_until": "2999-01-09T19:00",
    "questions": "Taste?\n\nPrice?",
}  # fmt: skip


def test_a_trial_from_the_offer_to_the_report(cast: Cast) -> None:
    alice, dan, carol = visitor(cast, "alice"), visitor(cast, "dan"), visitor(cast, "carol")
    assert alice.post(f"{ENGAGE}/trials/new", TEA).status_code == 302
    row = Trial.objects.get()
    assert "Tea" in dan.get(f"{HERE}/rituals").content.decode()
    for who in (dan, carol):
        assert who.post(f"{HERE}/trials/{row.key}/part", {"on": "1", "why": "I like it"}).status_code == 302
    both = list(TrialApplication.objects.values_list("key", flat=True))

    refused = alice.post(f"{ENGAGE}/trials/{row.key}/choice", {"on": "1", "application": both})
    assert (refused.status_code, "not so many places" in refused.content.decode()) == (422, True)
    mine = TrialApplication.objects.get(member=cast.members["dan"]).key
    assert alice.post(f"{ENGAGE}/trials/{row.key}/choice", {"on": "1", "application": [mine]}).status_code == 302
    half = dan.post(f"{HERE}/trials/{row.key}/feedback", {"stars": "4", "answer_0": "Sweet"})
    assert half.status_code == 422
    said = {"stars": "4", "answer_0": "Sweet", "answer_1": "Fair"}
    assert dan.post(f"{HERE}/trials/{row.key}/feedback", said).status_code == 302

    page = alice.get(f"{ENGAGE}/trials/{row.key}").content.decode()
    assert all(word in page for word in ("Sweet", "Fair", "4.0", "Taste?"))
    assert carol.post(f"{HERE}/trials/{row.key}/part", {"on": "0"}).status_code == 302
    assert TrialApplication.objects.count() == 1


def test_nothing_ticked_changes_nothing(cast: Cast) -> None:
    row = tried(cast)
    wanted_by(cast, row, "dan")

    answer = visitor(cast, "alice").post(f"{ENGAGE}/trials/{row.key}/choice", {"on": "1"})

    assert answer.status_code == 422
    assert TrialApplication.objects.get().state == "applied"


def test_a_rally_through_its_pages(cast: Cast) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    row = rallied(cast, "dan", "carol")
    assert "Launch" in dan.get(HERE + "/").content.decode()

    assert dan.post(f"{HERE}/rallies/{row.key}/coming", {"words": "I wrote"}).status_code == 302

    assert "Launch" not in dan.get(HERE + "/").content.decode()
    page = alice.get(f"{ENGAGE}/rallies/{row.key}").content.decode()
    assert "I wrote" in page
    assert "50\u00a0%" in page
    assert visitor(cast, "nina").get(f"{HERE}/rallies/{row.key}").status_code == 404
    again = {"title": "Again", "task": "Come", "tag": "seed", "closes_at": "2999-01-01T19:00"}
    assert alice.post(f"{ENGAGE}/rallies/new", again).status_code == 422
    assert Rally.objects.count() == 1
