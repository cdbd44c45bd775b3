"""What people do brings them points: rituals, the first week, talk; and what is undone takes them back."""

from datetime import timedelta

from coterie.platform.events.pump import catch_up
from coterie.platform.jobs.models import Job
from coterie.platform.ledger.audit import faults
from coterie.rewards.domain.level import set_level
from coterie.rewards.models import Award
from coterie.rituals.domain.check_in import Shown, check_in, join_challenge, make_up
from coterie.rituals.domain.mark import mark_contribution, unmark_contribution
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.question import accept_answer, mark_question, refuse_answer
from coterie.talk.domain.reaction import react, take_reaction_back
from tests.cast import NOW, Cast
from tests.joining.test_onboarding import Nina, receive
from tests.rewards.points import giving, has
from tests.rituals.plans import NINE, at, first, topic
from tests.rituals.test_check_in import challenge
from tests.talk.speech import say

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def given(cast: Cast, who: str) -> list[tuple[str, int, bool]]:
    rows = Award.objects.filter(member=cast.members[who].pk).order_by("id")
    return [(row.deed, row.points, row.revoked_at is not None) for row in rows]


def test_checking_in_brings_points_once_a_day_and_making_up_brings_none(cast: Cast) -> None:
    giving(cast)
    row = challenge(cast, cards=2)
    dan, actor = cast.members["dan"].pk, cast.actor("dan")
    one = join_challenge(challenge=row.pk, member=dan, zone="UTC", actor=actor, now=NOW)
    for day in (2, 2, 3):
        check_in(enrolment=one.pk, shown=Shown(text="Pages"), actor=actor, now=NOW + day * DAY)
    make_up(enrolment=one.pk, on=(NOW + DAY).date(), shown=Shown(text="Late"), actor=actor, now=NOW + 3 * DAY)

    catch_up(now=NOW + 4 * DAY)
    catch_up(now=NOW + 4 * DAY)

    assert [one for one in given(cast, "dan") if one[0] == "check_in"] == [("check_in", 5, False)] * 2
    assert faults() == []


def test_a_session_rewards_what_others_find_good(cast: Cast) -> None:
    giving(cast)
    row = first(topic(cast))
    at(NINE)
    said = say(cast, "dan", "A headline", now=NINE + MINUTE)
    for who in ("carol", "paul"):
        facts = {"occurrence": row.pk, "member": cast.members[who].pk, "message": said.key, "actor": cast.actor(who)}
        mark_contribution(**facts, now=NINE + 2 * MINUTE)
    unmark_contribution(**facts, now=NINE + 3 * MINUTE)
    mark_contribution(**facts, now=NINE + 4 * MINUTE)

    catch_up(now=NINE + DAY)

    assert given(cast, "dan") == [("first_words", 2, False), ("mark", 10, False), ("mark", 10, True)]
    assert has(cast, "dan") == 12, "marking again what one had unmarked brings nothing again"


def test_praise_in_talk_comes_and_goes(cast: Cast) -> None:
    giving(cast)
    asked = say(cast, "carol", "How long is a headline?")
    answer = say(cast, "dan", "Ten words", reply_to=asked.pk)
    mark_question(message=asked.pk, on=True, actor=cast.actor("carol"), now=NOW)
    accept_answer(message=answer.pk, actor=cast.actor("carol"), now=NOW)
    nina, dan = cast.members["nina"].pk, cast.members["dan"].pk
    react(message=answer.pk, member=nina, emoji="👍", actor=cast.actor("nina"), now=NOW)
    react(message=answer.pk, member=dan, emoji="👍", actor=cast.actor("dan"), now=NOW)
    catch_up(now=NOW + DAY)
    before = given(cast, "dan"), has(cast, "dan")

    take_reaction_back(message=answer.pk, member=nina, emoji="👍", actor=cast.actor("nina"), now=NOW + DAY)
    refuse_answer(message=answer.pk, actor=cast.actor("carol"), now=NOW + DAY)
    catch_up(now=NOW + 2 * DAY)

    assert before == ([("first_words", 2, False), ("answer", 15, False), ("reaction", 1, False)], 18)
    assert (given(cast, "dan")[1:], has(cast, "dan")) == ([("answer", 15, True), ("reaction", 1, True)], 2)


def test_a_deleted_message_loses_its_praise(cast: Cast) -> None:
    giving(cast)
    said = say(cast, "dan", "A headline")
    nina = cast.members["nina"].pk
    react(message=said.pk, member=nina, emoji="👍", actor=cast.actor("nina"), now=NOW)
    catch_up(now=NOW + DAY)

    delete_message(message=said.pk, actor=cast.actor("dan"), now=NOW + DAY)
    catch_up(now=NOW + 2 * DAY)

    assert (given(cast, "dan"), has(cast, "dan")) == ([("first_words", 2, False), ("reaction", 1, True)], 2)


def test_the_first_week_brings_the_points_that_were_promised(cast: Cast) -> None:
    giving(cast)
    receive(cast)
    nina = Nina(cast)
    nina.say("Hello")

    catch_up(now=NOW + DAY)

    found = Award.objects.filter(member=nina.member).values_list("deed", "points")
    assert sorted(found) == [("first_week", 5), ("first_words", 2)]


def test_points_let_levels_be_found_out_by_one_job(cast: Cast) -> None:
    giving(cast)
    set_level(community=cast.table.pk, number=1, title="Writer", from_points=2, actor=cast.actor("alice"), now=NOW)
    for who in ("dan", "carol", "paul"):
        say(cast, who, "Hello")

    catch_up(now=NOW + DAY)

    assert Job.objects.filter(task__endswith="recount_levels").count() == 1


def test_another_answer_takes_the_points_of_the_first_and_nobody_rewards_themselves(cast: Cast) -> None:
    giving(cast)
    asked = say(cast, "carol", "How long?")
    mark_question(message=asked.pk, on=True, actor=cast.actor("carol"), now=NOW)
    answers = {who: say(cast, who, "Ten words", reply_to=asked.pk) for who in ("dan", "paul", "carol")}
    for who in ("dan", "paul", "carol"):
        accept_answer(message=answers[who].pk, actor=cast.actor("carol"), now=NOW)
        catch_up(now=NOW + DAY)

    assert [row for who in answers for row in given(cast, who) if row[0] == "answer"] == [("answer", 15, True)] * 2

    accept_answer(message=answers["dan"].pk, actor=cast.actor("carol"), now=NOW)
    mark_question(message=asked.pk, on=False, actor=cast.actor("carol"), now=NOW)
    catch_up(now=NOW + DAY)
    assert [has(cast, who) for who in answers] == [2, 2, 2]


def test_who_takes_one_of_two_signs_back_still_praises(cast: Cast) -> None:
    giving(cast)
    said = say(cast, "dan", "A headline")
    nina = {"message": said.pk, "member": cast.members["nina"].pk, "actor": cast.actor("nina"), "now": NOW}
    for emoji in ("👍", "❤️"):
        react(emoji=emoji, **nina)
    take_reaction_back(emoji="👍", **nina)
    catch_up(now=NOW + DAY)
    kept = given(cast, "dan")[-1]

    take_reaction_back(emoji="❤️", **nina)
    catch_up(now=NOW + DAY)

    assert (kept, given(cast, "dan")[-1]) == (("reaction", 1, False), ("reaction", 1, True))
