"""Keyword replies: which one answers, what is promised, what is remembered."""

import string
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.joining.domain.bait import create_bait
from coterie.joining.domain.channel import create_channel
from coterie.joining.domain.reply import create_reply, dismiss_word, edit_reply, forget_old_words, switch_reply
from coterie.joining.domain.reply_asking import MOST_UNKNOWN, answer_keyword
from coterie.joining.enums import Match
from coterie.joining.models import BaitDelivery, PromisedBait, Reply, UnknownWord
from coterie.joining.queries.reply_matcher import Called, Matcher, plain, slips
from coterie.kit.errors import Forbidden, Invalid, NotFound
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, scan
from tests.joining.test_join import enter


def reply(cast: Cast, *words: str, who: str = "alice", **facts: object) -> Reply:
    usual = {"text": f"{words[0]}!", **facts} if words else facts
    return create_reply(community=cast.table.pk, words=words, actor=cast.actor(who), now=NOW, **usual)


def ask(cast: Cast, text: str, **facts: object) -> str | None:
    answer = answer_keyword(community=cast.table.pk, text=text, now=NOW, **facts)
    return answer.text if answer else None


# Which one answers


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("  ＰＲＩＣＥ？！ ", "price"),
        ("「讀書會」", "读书会"),
        ("pri\u200bce", "price"),
        ("how   much", "how much"),
        ("C++", "c"),
        ("??", ""),
        ("", ""),
    ],
)
def test_texts_are_compared_without_width_case_script_and_marks(written: str, compared: str) -> None:
    assert plain(written) == compared
    assert plain(plain(written)) == compared


def test_stricter_match_answers_then_the_longer_word_then_the_channels_own_then_the_order(cast: Cast) -> None:
    facts = {"actor": cast.actor("alice"), "now": NOW}
    shops = create_channel(community=cast.table.pk, name="Shops", platform="print", **facts).pk
    reply(cast, "tea", match="contains", text="contains tea")
    reply(cast, "green tea", match="contains", text="contains green tea")
    reply(cast, "green tea", match="contains", text="earlier", order=5)
    reply(cast, "green tea", match="contains", text="in shops", channel=shops, order=900)
    reply(cast, "green tea please", text="exact")
    reply(cast, "coffee", match="fuzzy", text="fuzzy")

    assert ask(cast, "Green tea please!") == "exact"
    assert ask(cast, "a green tea") == "earlier"
    assert ask(cast, "a green tea", channel=shops) == "in shops"
    assert ask(cast, "tea?") == "contains tea"
    assert ask(cast, "cofee") == "fuzzy"
    assert ask(cast, "toffee nuts") is None


WORDS = st.text(alphabet="ab茶讀 ?", min_size=1, max_size=9)
CALLED = st.builds(
    Called,
    id=st.integers(1, 9),
    words=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    match=st.sampled_from(Match.values),
    channel=st.sampled_from([None, 1, 2]),
    order=st.integers(0, 2),
)


def distance(one: str, other: str) -> int:
    """Return the least number of signs put in, taken out, changed or swapped with a neighbour."""
    rows: dict[tuple[int, int], int] = {}
    last: dict[str, int] = {}
    most = len(one) + len(other)
    rows[-1, -1] = most
    for i in range(len(one) + 1):
        rows[i, -1], rows[i, 0] = most, i
    for j in range(len(other) + 1):
        rows[-1, j], rows[0, j] = most, j
    for i in range(1, len(one) + 1):
        place = 0
        for j in range(1, len(other) + 1):
            k, m = last.get(other[j - 1], 0), place
            same = one[i - 1] == other[j - 1]
            place = j if same else place
            rows[i, j] = min(
                rows[i - 1, j - 1] + (not same),
                rows[i, j - 1] + 1,
                rows[i - 1, j] + 1,
                rows[k - 1, m - 1] + (i - k - 1) + 1 + (j - m - 1),
            )
        last[one[i - 1]] = i
    return rows[len(one), len(other)]


def slow(replies: list[Called], text: str, channel: int | None) -> list[tuple[int, str]]:
    """Return what a text calls for, looked up the long way."""
    wanted, found = plain(text), {}
    for each in replies:
        for word in filter(None, map(plain, each.words)):
            fits = {
                Match.EXACT: word == wanted,
                Match.CONTAINS: word in wanted,
                Match.FUZZY: distance(word, wanted) <= slips(word),
            }[Match(each.match)]
            if wanted and fits and each.channel in (None, channel):
                place = (Match.values.index(each.match), -len(word), each.channel is None, each.order, each.id)
                found[each.id] = min(found.get(each.id, (place, word)), (place, word))
    return [(reply, word) for (_place, word), reply in sorted((value, key) for key, value in found.items())]


@settings(max_examples=300)
@given(st.lists(CALLED, max_size=8, unique_by=lambda each: each.id), WORDS, st.sampled_from([None, 1, 2]))
def test_quick_way_finds_what_the_long_way_finds(replies: list[Called], text: str, channel: int | None) -> None:
    found = Matcher(replies).find(text, channel)

    assert [(one.reply, one.word) for one in found] == slow(replies, text, channel)


@pytest.mark.parametrize(("word", "text"), [("乾", "乾隆"), ("藉", "藉口"), ("讀書", "我们读书会")])
def test_word_is_found_inside_a_text_of_either_script(word: str, text: str) -> None:
    assert Matcher([Called(1, (word,), "contains", None, 0)]).find(text, None)


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    matcher = Matcher([Called(1, ("tea",), "contains", None, 0), Called(2, ("coffee",), "fuzzy", None, 0)])

    assert len(matcher.find(text, None)) <= 2


# Made, changed, put away


def test_change_is_heard_at_once(cast: Cast) -> None:
    row = reply(cast, "price", text="Nine.")
    facts = {"reply": row.pk, "actor": cast.actor("alice")}
    assert ask(cast, "price") == "Nine."

    edit_reply(**facts, text="Ten.", now=NOW + timedelta(seconds=1))
    changed = ask(cast, "price")
    switch_reply(**facts, on=False, now=NOW + timedelta(seconds=2))
    away = ask(cast, "price")
    switch_reply(**facts, on=True, now=NOW + timedelta(seconds=3))

    assert (changed, away, ask(cast, "price")) == ("Ten.", None, "Ten.")
    fields = LoggedEvent.objects.filter(kind="reply_changed").order_by("id").values_list("data", flat=True)
    assert [each["fields"] for each in fields] == [["made"], ["text"], ["archived_at"], ["archived_at"]]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"words": []}, "words"),
        ({"words": ["??", " "]}, "words"),
        ({"words": ["a" * 61]}, "words"),
        ({"words": ["a"], "text": " "}, "text"),
        ({"words": ["a"], "match": "regex"}, "match"),
        ({"words": ["a"], "order": 1001}, "order"),
        ({"words": ["a"], "code": 10**9}, "code"),
    ],
)
def test_wrong_reply_is_refused_and_changes_nothing(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises((Invalid, NotFound)) as refused:
        create_reply(community=cast.table.pk, actor=cast.actor("alice"), now=NOW, **{"text": "A", **facts})

    assert refused.value.field == field
    assert not Reply.objects.exists()


def test_who_may_not_edit_codes_makes_no_replies(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        reply(cast, "price", who="ann")
    with pytest.raises(NotFound):
        reply(cast, "price", who="mallory")


# Baits and codes


def test_bait_of_an_answer_is_given_to_who_joins(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    bait = create_bait(kind="text", title="List", text="One, two.", **facts)
    code = code_of(cast, slots=1)
    reply(cast, "list", text="", bait=bait.pk, code=code.pk)

    for _again in range(2):
        answer = answer_keyword(community=cast.table.pk, text="list", visitor=7, now=NOW)
    scan(code, 7)
    enter(cast, code, visitor=7, name="Nina")
    scan(code, 8)
    enter(cast, code, visitor=8, name="Omar")

    assert (answer.bait, answer.code) == (bait, code)
    assert PromisedBait.objects.count() == 1
    assert list(BaitDelivery.objects.values_list("member__name", flat=True)) == ["Nina"]


def test_bait_that_is_out_and_code_that_is_paused_are_not_shown(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    bait = create_bait(kind="text", title="List", text="One.", expires_at=NOW + timedelta(days=1), **facts)
    reply(cast, "list", bait=bait.pk, code=code_of(cast, slots=0).pk)

    later = answer_keyword(community=cast.table.pk, text="list", visitor=7, now=NOW + timedelta(days=2))

    assert (later.text, later.bait, PromisedBait.objects.count()) == ("list!", None, 0)


def test_promise_is_forgotten_after_90_days(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    reply(cast, "list", bait=create_bait(kind="text", title="List", text="One.", **facts).pk)
    answer_keyword(community=cast.table.pk, text="list", visitor=7, now=NOW)

    kept = forget_old_words(now=NOW + timedelta(days=89))

    assert (kept, forget_old_words(now=NOW + timedelta(days=91)), PromisedBait.objects.count()) == (0, 1, 0)


# What nobody could answer


def test_unknown_words_are_counted_once_however_they_are_written(cast: Cast) -> None:
    for text in ("Ticket?", "ＴＩＣＫＥＴ", " ticket "):
        assert ask(cast, text) is None
    ask(cast, "!!")

    row = UnknownWord.objects.get()
    assert (row.text, row.said, row.count) == ("ticket", "ticket", 3)
    assert LoggedEvent.objects.filter(kind="keyword_missed").count() == 4
    assert not [event for event in LoggedEvent.objects.filter(kind="keyword_missed") if event.data]


def test_answer_to_an_unknown_word_takes_it_off_the_list_and_old_ones_are_forgotten(cast: Cast) -> None:
    for text in ("ticket", "parking", "dog"):
        ask(cast, text)

    reply(cast, "Ticket")
    dismiss_word(word=UnknownWord.objects.get(text="dog").pk, actor=cast.actor("alice"), now=NOW)

    assert list(UnknownWord.objects.values_list("text", flat=True)) == ["parking"]
    assert forget_old_words(now=NOW + timedelta(days=91)) == 1


def test_flood_of_nonsense_is_not_kept(cast: Cast) -> None:
    facts = {"community": cast.table, "first_at": NOW, "last_at": NOW}
    UnknownWord.objects.bulk_create(UnknownWord(text=f"w{n}", said="w", **facts) for n in range(MOST_UNKNOWN))

    ask(cast, "one more")

    assert UnknownWord.objects.count() == MOST_UNKNOWN


def test_thousands_of_words_answer_each_their_own() -> None:
    letters = string.ascii_lowercase
    words = [f"{a}{b}{c}word" for a in letters for b in letters[:10] for c in letters[:10]]
    matcher = Matcher(Called(n, (word,), Match.values[n % 3], None, 0) for n, word in enumerate(words))

    for n, word in list(enumerate(words))[::97]:
        text = {"exact": word, "contains": f"please the {word}, thanks", "fuzzy": f"{word}d"}[Match.values[n % 3]]
        assert matcher.find(text, None)[0].reply == n
