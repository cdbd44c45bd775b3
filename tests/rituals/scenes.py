"""What the permission matrix puts on the stage for rituals, and who may do what with them."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from coterie.kit.clock import now
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.domain.tag import tag_members
from coterie.rituals.domain.audience import ask_guest, take_question
from coterie.rituals.domain.ballot import cast_vote, count_due, open_ballot
from coterie.rituals.domain.challenge import create_challenge
from coterie.rituals.domain.check_in import Shown, check_in, join_challenge
from coterie.rituals.domain.cue import run_due
from coterie.rituals.domain.gathering import add_photo, create_gathering
from coterie.rituals.domain.guest import add_guest, set_photo
from coterie.rituals.domain.idea import propose_idea
from coterie.rituals.domain.occurrence import cancel_occurrence
from coterie.rituals.domain.place import take_place
from coterie.rituals.domain.rally import call_rally
from coterie.rituals.domain.ritual import create_ritual
from coterie.rituals.domain.trial import choose_for_trial, create_trial
from coterie.rituals.domain.trial_part import apply_for_trial
from coterie.rituals.models import (
    Appearance,
    Ballot,
    Challenge,
    Gathering,
    Guest,
    Occurrence,
    Rally,
    Ritual,
    Trial,
    TrialApplication,
)
from coterie.talk.domain.message import post_message
from tests.cast import Cast, today
from tests.rituals.plans import SYSTEM, seat_alice
from tests.talk.speech import PNG

Words = Mapping[str, object]
HOUR = timedelta(hours=1)


def plan(cast: Cast, **facts: Any) -> Ritual:
    """Plan a daily session in the basic group, with a run of the show."""
    usual: dict[str, Any] = {
        "kind": "topic", "title": "Topic", "groups": [cast.group.pk], "rule": "weekly", "weekdays": list(range(7)),
        "first_on": date(2026, 3, 3), "at": time(21), "checklist": [{"minute": 0, "text": "Welcome"}],
    }  # fmt: skip
    return create_ritual(community=cast.table.pk, **{**usual, **facts}, actor=cast.actor("alice"), now=now())


def coming(cast: Cast) -> Occurrence:
    """Plan a ritual; return its first time."""
    return plan(cast).occurrences.order_by("starts_at")[0]


def going_on(cast: Cast) -> tuple[Occurrence, str]:
    """Let a session be open in which paul has said something; return both."""
    row = coming(cast)
    Occurrence.objects.filter(pk=row.pk).update(starts_at=now() - HOUR, ends_at=now() + HOUR)
    run_due(actor=SYSTEM, now=now() - HOUR)
    paul = cast.members["paul"].pk
    said = post_message(group=cast.group.pk, member=paul, text="Bread", actor=cast.actor("paul"), now=now())
    return row, said.key


def with_ritual(scene: Any) -> Words:
    """Plan a ritual."""
    return {"key": plan(scene.cast).key}


def with_time(scene: Any) -> Words:
    """Plan a ritual; its first time."""
    return {"key": coming(scene.cast).key, "number": 0}


def with_cancelled(scene: Any) -> Words:
    """Cancel a time."""
    row = coming(scene.cast)
    cancel_occurrence(occurrence=row.pk, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key}


def with_session(scene: Any) -> Words:
    """Let paul say something in a session."""
    row, message = going_on(scene.cast)
    return {"key": row.key, "message": message}


def with_idea(scene: Any) -> Words:
    """Let paul wish for a topic."""
    row = coming(scene.cast)
    idea = propose_idea(ritual=row.ritual_id, text="Soup", actor=scene.cast.actor("paul"), now=now())
    return {"key": row.key, "idea": idea.key}


def challenged(cast: Cast, **facts: Any) -> Challenge:
    """Begin a challenge that goes on now."""
    usual: dict[str, Any] = {
        "title": "Pages", "first_on": today() - timedelta(days=3), "last_on": today() + timedelta(days=9), **facts,
    }  # fmt: skip
    group, community = cast.group.pk, cast.table.pk
    return create_challenge(community=community, group=group, **usual, actor=cast.actor("alice"), now=now())


def with_challenge(scene: Any) -> Words:
    """Begin a challenge."""
    return {"key": challenged(scene.cast).key}


def with_dan_in_it(scene: Any) -> Words:
    """Let dan take part in a challenge."""
    row = challenged(scene.cast)
    dan = scene.cast.members["dan"].pk
    join_challenge(challenge=row.pk, member=dan, actor=scene.cast.actor("dan"), now=now())
    return {"key": row.key}


def with_certificate(scene: Any) -> Words:
    """Let dan pass a challenge that is over."""
    today = now().date()
    row = challenged(scene.cast, first_on=today - timedelta(days=4), last_on=today - timedelta(days=4), says=False)
    at, dan = now() - timedelta(days=4), scene.cast.members["dan"].pk
    facts: dict[str, Any] = {"actor": scene.cast.actor("dan"), "now": at}
    one = join_challenge(challenge=row.pk, member=dan, zone="UTC", **facts)
    check_in(enrolment=one.pk, shown=Shown(text="Done"), **facts)
    return {"key": row.key}


def supper(cast: Cast, places: int = 9, **facts: Any) -> Gathering:
    """Invite every member to a supper tomorrow."""
    begins = now() + timedelta(days=1)
    usual: dict[str, Any] = {"title": "Supper", "starts_at": begins, "ends_at": begins + 3 * HOUR, "places": places}
    return create_gathering(community=cast.table.pk, **{**usual, **facts}, actor=cast.actor("alice"), now=now())


def with_gathering(scene: Any) -> Words:
    """Invite to a supper."""
    return {"key": supper(scene.cast).key}


def with_dans_ticket(scene: Any) -> Words:
    """Let dan take a place."""
    row = supper(scene.cast)
    ticket = take_place(gathering=row.pk, actor=scene.cast.actor("dan"), now=now())
    return {"key": row.key, "secret": ticket.secret}


def with_photo(scene: Any) -> Words:
    """Show a picture of a supper."""
    row = supper(scene.cast)
    row = add_photo(gathering=row.pk, picture=PNG, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key, "file": row.photos[0]}


def asked(cast: Cast, **facts: Any) -> Ballot:
    """Let the basic group vote on a name until tomorrow."""
    usual: dict[str, Any] = {
        "title": "Which name?", "options": ["Rice", "Tea"], "group": cast.group.pk,
        "closes_at": now() + timedelta(days=1), **facts,
    }  # fmt: skip
    return open_ballot(community=cast.table.pk, **usual, actor=cast.actor("alice"), now=now())


def with_ballot(scene: Any) -> Words:
    """Let the basic group vote."""
    return {"key": asked(scene.cast).key}


def with_tie(scene: Any) -> Words:
    """Let two vote differently, and leave it to the operators."""
    row = asked(scene.cast, tie_rule="decide")
    for choice, who in enumerate(("dan", "nina")):
        cast_vote(ballot=row.pk, choice=choice, actor=scene.cast.actor(who), now=now())
    count_due(actor=SYSTEM, now=now() + timedelta(days=2))
    return {"key": row.key}


def with_result(scene: Any) -> Words:
    """Let dan vote, and count."""
    row = asked(scene.cast)
    cast_vote(ballot=row.pk, choice=1, actor=scene.cast.actor("dan"), now=now())
    count_due(actor=SYSTEM, now=now() + timedelta(days=2))
    return {"key": row.key}


def guest_session(cast: Cast, **facts: Any) -> Occurrence:
    """Plan a session with a guest who was invited."""
    row = going_on(cast)[0] if facts.pop("open", False) else coming(cast)
    Ritual.objects.filter(pk=row.ritual_id).update(kind="guest")
    guest = add_guest(
        community=cast.table.pk, name="Lena", headline="Baker", contact="+49 30 5550100", actor=cast.actor("alice"),
        now=now(),
    )  # fmt: skip
    Appearance.objects.create(occurrence=row, guest=guest, asked_at=now())
    return row


def with_guest(scene: Any) -> Words:
    """Write somebody into the guest book."""
    facts = {"community": scene.cast.table.pk, "actor": scene.cast.actor("alice"), "now": now()}
    return {"key": add_guest(name="Lena", **facts).key}


def with_guest_session(scene: Any) -> Words:
    """Plan a session with a guest, with a question of carol's."""
    row = guest_session(scene.cast)
    asked = ask_guest(occurrence=row.pk, text="How?", actor=scene.cast.actor("carol"), now=now())
    return {"key": row.key, "question": asked.key}


def with_open_guest_session(scene: Any) -> Words:
    """Let a session with a guest go on, with a question that was put."""
    seat_alice(scene.cast)
    row = guest_session(scene.cast, open=True)
    asked = ask_guest(occurrence=row.pk, text="How?", actor=scene.cast.actor("carol"), now=now())
    take_question(question=asked.pk, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key, "question": asked.key}


def with_past_guest_session(scene: Any) -> Words:
    """Let a session with a guest be over."""
    row = guest_session(scene.cast, open=True)
    run_due(actor=SYSTEM, now=row.ends_at + HOUR)
    return {"key": row.key}


def with_guest_photo(scene: Any) -> Words:
    """Plan a session with a guest who has a portrait."""
    row = guest_session(scene.cast)
    set_photo(guest=row.appearance.guest_id, picture=PNG, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key}


def with_invitation(scene: Any) -> Words:
    """Invite a guest."""
    return {"secret": guest_session(scene.cast).appearance.secret}


def new_guest_id(scene: Any) -> Words:
    """Name a guest of the book as a form does."""
    with_guest(scene)
    return {"guest": str(Guest.objects.order_by("-pk")[0].pk)}


def tried(cast: Cast, **facts: Any) -> Trial:
    """Offer tea to be tried by two of the basic group."""
    usual: dict[str, Any] = {
        "title": "Tea", "places": 2, "group": cast.group.pk, "questions": ["Taste?", "Price?"],
        "apply_until": now() + timedelta(days=1), "feedback_until": now() + timedelta(days=9), **facts,
    }  # fmt: skip
    return create_trial(community=cast.table.pk, **usual, actor=cast.actor("alice"), now=now())


def wanted_by(cast: Cast, row: Trial, *names: str) -> list[TrialApplication]:
    """Let members want to take part in a trial."""
    return [
        apply_for_trial(trial=row.pk, member=cast.members[who].pk, why="I like it", actor=cast.actor(who), now=now())
        for who in names
    ]


def with_trial(scene: Any) -> Words:
    """Offer tea to be tried."""
    return {"key": tried(scene.cast).key}


def with_applicant(scene: Any) -> Words:
    """Offer tea to be tried, and let dan want to."""
    row = tried(scene.cast)
    [application] = wanted_by(scene.cast, row, "dan")
    return {"key": row.key, "application": application.key}


def with_lot(scene: Any) -> Words:
    """Offer tea to be tried, and let the time to apply be over."""
    words = with_applicant(scene)
    Trial.objects.filter(key=words["key"]).update(apply_until=now() - timedelta(hours=1))
    return words


def with_dan_trying(scene: Any) -> Words:
    """Let dan try tea."""
    row = tried(scene.cast)
    rows = [one.pk for one in wanted_by(scene.cast, row, "dan")]
    choose_for_trial(trial=row.pk, applications=rows, on=True, actor=scene.cast.actor("alice"), now=now())
    return {"key": row.key}


def rallied(cast: Cast, *names: str, **facts: Any) -> Rally:
    """Give a tag to some members, and call them."""
    alice = cast.actor("alice")
    tag_members(
        community=cast.table.pk, members=[cast.members[who].pk for who in names], tag="seed", actor=alice, now=now()
    )
    usual: dict[str, Any] = {
        "title": "Launch", "task": "Speak first", "tag": "seed", "closes_at": now() + timedelta(days=1), **facts,
    }  # fmt: skip
    return call_rally(community=cast.table.pk, **usual, actor=alice, now=now())


def with_rally(scene: Any) -> Words:
    """Call dan."""
    return {"key": rallied(scene.cast, "dan").key}


def with_letters(scene: Any) -> Words:
    """Let dan wish for letters."""
    facts = {"member": scene.cast.members["dan"].pk, "actor": scene.cast.actor("dan"), "now": now()}
    return {"secret": wish_for_letters(digest="daily", calls=True, **facts).secret}
