"""The rules of a campaign, read while it is written: nothing is kept, and what is not whole yet is left out."""

import pytest

from coterie.growth.models import Campaign, CampaignTerms
from coterie.platform.events.models import LoggedEvent
from tests.cast import Cast
from tests.growth.campaign_scenes import a_campaign, to_write
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
NEW = "/console/table/spread/campaigns/new"


def preview(page: str) -> str:
    """Return what stands in the preview."""
    return page.partition('id="preview"')[2].partition('class="form-actions"')[0]


def test_new_campaign_is_read_before_it_is_kept(cast: Cast) -> None:
    alice, before = visitor(cast, "alice"), LoggedEvent.objects.count()
    assert "<li>" not in preview(alice.get(NEW).content.decode())

    answer = alice.post(NEW, {**to_write(None), "speak": "on", "preview": "1"})

    page = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "For 3 friends who count you get: A pen.", "A friend counts who has stayed for 3 days.",
        "They also have to say something in a group.", "Who joins after",
    ):  # fmt: skip
        assert words in preview(page)
    assert 'value="Summer"' in page
    assert (Campaign.objects.count(), LoggedEvent.objects.count()) == (0, before)


def test_what_is_not_whole_yet_is_left_out(cast: Cast) -> None:
    typed = {
        **to_write(None), "name": "", "ends_at": "tomorrow", "stay_hours": "", "at_2": "5", "kind_2": "points",
        "value_2": "", "preview": "1",
    }  # fmt: skip

    answer = visitor(cast, "alice").post(NEW, typed)

    said = preview(answer.content.decode())
    assert answer.status_code == 200
    assert "For 3 friends who count you get: A pen." in said
    assert "A friend counts who has stayed for 3 days." in said
    assert ("5 friends" in said, "Who joins after" in said) == (False, False)


def test_changed_campaign_is_read_and_stays_as_it_was(cast: Cast) -> None:
    row = a_campaign(cast)
    changed = {**to_write(None), "name": "Winter", "stay_hours": "24", "preview": "1"}

    page = visitor(cast, "alice").post(f"/console/table/spread/campaigns/{row.key}/facts", changed).content.decode()

    assert "A friend counts who has stayed for 1 day." in preview(page)
    row.refresh_from_db()
    assert (row.name, CampaignTerms.objects.count()) == ("Bring a friend", 1)
