"""Ready texts: written by who runs the programme, found by partners with their own link and code in them."""

import pytest
from django.conf import settings
from django.test import Client

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.offer import close_offer
from coterie.partners.domain import share_text
from coterie.partners.domain.share_text import change_share_text, drop_share_text, write_share_text
from coterie.partners.models import ShareText
from coterie.partners.queries.kit import own_text, share_texts_for, share_texts_run_by
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.market.stall import on_sale
from tests.partners.kit_rows import a_text
from tests.partners.sales import partner, programme

LINK = "https://coterie.test/s/paul"


def deeds() -> list[object]:
    """Return what was told of texts."""
    return [one.data["deed"] for one in LoggedEvent.objects.filter(kind="share_text_changed").order_by("pk")]


def test_partners_find_texts_of_what_is_for_sale_with_their_own_link_and_code(cast: Cast) -> None:
    programme(cast)
    row, pen, cup = partner(cast), on_sale(cast), on_sale(cast, "cup")
    a_text(cast, offer=pen.offer.key, text="A pen: {link}")
    a_text(cast, channel="video", text="Say {code}, {code}! {link}")
    a_text(cast, offer=cup.offer.key, text="Gone: {link}")
    close_offer(offer=cup.offer_id, actor=cast.actor("alice"), now=NOW)

    found = [(one.row.channel, one.text) for one in (own_text(text, LINK, "paul") for text in share_texts_for(row))]

    assert found == [("group", f"A pen: {LINK}"), ("video", f"Say paul, paul! {LINK}")]


def test_a_text_is_changed_once_and_thrown_away(cast: Cast) -> None:
    row, by = a_text(cast), {"actor": cast.actor("alice"), "now": NOW}
    for _ in range(2):
        change_share_text(text=row.pk, channel="mail", words="By letter: {link}", **by)

    assert list(ShareText.objects.values_list("channel", "text")) == [("mail", "By letter: {link}")]
    drop_share_text(text=row.pk, **by)
    assert (deeds(), ShareText.objects.count()) == (["written", "changed", "dropped"], 0)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"text": "Look here"}, "text"), ({"text": "Look: {link} {name}"}, "text"), ({"text": " "}, "text"),
        ({"text": "{ link } {code}"}, "text"), ({"text": "{link}}"}, "text"), ({"text": "{{code}"}, "text"),
        ({"channel": "radio"}, "channel"), ({"offer": "none"}, "offer"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_passed_on(cast: Cast, facts: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as said:
        a_text(cast, **facts)

    assert (said.value.field, ShareText.objects.count()) == (field, 0)


def test_who_may_write_texts_and_how_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {"community": cast.table.pk, "channel": "group", "text": "{link}", "now": NOW}
    with pytest.raises(Conflict):
        write_share_text(**words, actor=cast.actor("alice"))
    programme(cast)
    for who, refused in (("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound)):
        with pytest.raises(refused):
            write_share_text(**words, actor=cast.actor(who))
        with pytest.raises(refused):
            drop_share_text(text=a_text(cast).pk, actor=cast.actor(who), now=NOW)
    monkeypatch.setattr(share_text, "MOST_TEXTS", 3)

    with pytest.raises(Conflict):
        write_share_text(**words, actor=cast.actor("alice"))

    assert share_texts_run_by(cast.actor("alice"), cast.table.pk).count() == 3


def test_the_desk_shows_texts_ready_to_copy(cast: Cast, client: Client) -> None:
    programme(cast)
    row = partner(cast)
    a_text(cast, text="Look <here>: {link}")
    client.force_login(cast.accounts["paul"])

    page = client.get("/m/table/partner").content.decode()

    assert f"Look &lt;here&gt;: {settings.BASE_URL}/s/{row.code}</textarea>" in page
    assert page.count(f'data-copy="Look &lt;here&gt;: {settings.BASE_URL}/s/{row.code}"') == 1
