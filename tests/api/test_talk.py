"""Messages through the API: what stands on them, who sees them, and what they said before."""

from coterie.communities.domain.community import close_community
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.talk.speech import say


def message(cast: Cast, key: str, who: str = "dan") -> dict:
    return call("GET", f"/communities/table/messages/{key}", token_of(cast, who)).json()


def test_message_shows_what_stands_on_it(cast: Cast) -> None:
    asked = say(cast, "dan", "Tea, @Carol?")
    say(cast, "carol", "Yes.", reply_to=asked.pk)
    place = f"/communities/table/messages/{asked.key}/reactions"
    for who, emoji in (("carol", "👍"), ("nina", "👍"), ("nina", "❤️")):
        assert call("PUT", f"{place}/{emoji}", token_of(cast, who)).status_code == 204

    seen = message(cast, asked.key, "carol")

    facts = {"group": cast.group.key, "member": cast.members["dan"].key, "name": "Dan", "number": 2, "replies": 1}
    assert {name: seen[name] for name in facts} == facts
    assert seen["mentions"] == [[5, 11]]
    assert [(one["emoji"], one["number"], one["mine"]) for one in seen["reactions"]] == [
        ("👍", 2, True),
        ("❤️", 1, False),
    ]


def test_deleted_message_keeps_only_its_place(cast: Cast) -> None:
    said = say(cast, "dan", "@Carol oops")

    gone = call("DELETE", f"/communities/table/messages/{said.key}", token_of(cast, "dan")).json()

    assert (gone["text"], gone["mentions"], gone["deleted_at"] is None) == ("", [], False)
    assert message(cast, said.key, "carol") == gone


def test_versions_are_for_the_author_and_who_moderates(cast: Cast) -> None:
    said = say(cast, "dan", "Coffee?")
    path = f"/communities/table/messages/{said.key}"
    for text in ("Tea?", "Green tea?"):
        call("PATCH", path, token_of(cast, "dan"), {"text": text})

    pages = [call("GET", f"{path}/versions", token_of(cast, who)) for who in ("dan", "bob", "carol")]

    assert [page.status_code for page in pages] == [200, 200, 403]
    assert [[one["text"] for one in page.json()["items"]] for page in pages[:2]] == [["Tea?", "Coffee?"]] * 2


def test_announcement_is_read(cast: Cast) -> None:
    said = say(cast, "dan", "Tea at nine.")
    path, secret = f"/communities/table/groups/{cast.group.key}/announcement", token_of(cast, "nina")
    before = call("GET", path, secret)

    call("PUT", f"/communities/table/messages/{said.key}/announcement", token_of(cast, "bob"))
    after = call("GET", path, secret).json()

    assert (before.status_code, before.json()) == (200, None)
    assert (after["key"], after["text"], after["name"]) == (said.key, "Tea at nine.", "Dan")


def test_members_of_a_closed_community_keep_their_groups(cast: Cast) -> None:
    said = say(cast, "dan", "Tea?")
    close_community(community=cast.table.pk, actor=cast.actor("alice"), now=NOW)
    path = f"/communities/table/groups/{cast.group.key}/messages"

    answers = {who: call("GET", path, token_of(cast, who)).status_code for who in ("carol", "bob", "eve", "stranger")}

    assert answers == {"carol": 200, "bob": 200, "eve": 404, "stranger": 404}
    assert message(cast, said.key, "carol")["text"] == "Tea?"
