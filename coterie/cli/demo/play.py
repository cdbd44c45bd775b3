"""The story, day by day."""

import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.db import transaction

from coterie.cli.demo import lines
from coterie.cli.demo.arrival import arrive, greet
from coterie.cli.demo.asking import ask
from coterie.cli.demo.asks import POLL_DAY, QUESTION_DAY, ask_for_an_hour, ask_how_long
from coterie.cli.demo.bundle import BUNDLED, SET_BACK, SETS_BOUGHT, sell_a_set, take_a_set
from coterie.cli.demo.by_card import (
    CARDS_TAKEN,
    COMPARED,
    GONE_AWAY,
    PAID_BY_CARD,
    compare,
    go_away,
    pay_by_card,
    take_cards,
)
from coterie.cli.demo.channels import NOTE_DAYS, NOTES, open_channels
from coterie.cli.demo.content import publishing
from coterie.cli.demo.draw_in import LANDING_TEST, draw_in, try_another_title
from coterie.cli.demo.elsewhere import lead_out
from coterie.cli.demo.entry import ask_to_be_let_in, guard
from coterie.cli.demo.faces import SHOWN, followings, show_founder
from coterie.cli.demo.fund import (
    FORGOTTEN,
    MISSED,
    PRINTED,
    ROOM,
    WRITTEN,
    ask_for_the_book,
    ask_for_the_room,
    ask_for_the_tool,
    the_book_is_paid,
    the_tool_is_missed,
)
from coterie.cli.demo.gatherings import (
    FIRST_SUPPER,
    SECOND_SUPPER,
    first_supper,
    second_supper,
    sit_down,
    somebody_cannot_come,
)
from coterie.cli.demo.guests import HELD, NEXT, PLANNED, hold_guest, plan_guest, plan_next_guest
from coterie.cli.demo.hours import BOOKED, BOOKED_LAST, HOURS_OPEN, book_hours, book_last, open_hours
from coterie.cli.demo.lesson import ASKED_AGAIN, TAUGHT, ask_again, teach
from coterie.cli.demo.newcomers import receive
from coterie.cli.demo.onlookers import glances
from coterie.cli.demo.partner_kit import PARTNERS
from coterie.cli.demo.prices import TESTED, lookings, try_prices
from coterie.cli.demo.rewards import (
    BEGUN,
    LAST,
    SHOPPED,
    THANKED,
    begin_points,
    hear_of_deeds,
    shop,
    thank_again,
    thank_all,
)
from coterie.cli.demo.rituals import FIRST_DAY, plan_rituals, sessions
from coterie.cli.demo.sale import (
    GIVEN,
    PAID_WITH_POINTS,
    RETURNED,
    WAITING,
    bring_one_back,
    give_a_course,
    pay_with_points,
    sell,
    wait_at_the_till,
)
from coterie.cli.demo.seeds import (
    FIRST_RALLY,
    INVITED,
    INVITED_AGAIN,
    PROMOTED,
    RALLIED,
    first_rally,
    invite_first,
    invite_one_more,
    promote_one,
    rally,
)
from coterie.cli.demo.shop import PLANS_OPEN, SHOP_OPENS, open_shop, sell_plans
from coterie.cli.demo.stage import SLUG, Person, Stage, set_stage
from coterie.cli.demo.talk import dispute, say_something, seat_crew
from coterie.cli.demo.teams import SOLD_TOGETHER, WAITS_FOR_ONE, sell_together, wait_for_one
from coterie.cli.demo.together import DRIVES
from coterie.cli.demo.trials import (
    CHOSEN,
    OFFERED,
    OFFERED_AGAIN,
    TRIED,
    give_places,
    offer_book,
    offer_cards,
    say_how_it_was,
)
from coterie.cli.demo.vip import PLANS_CHANGED, PLANS_TAKEN, evenings, take_plans, think_again
from coterie.cli.demo.votes import FIRST_VOTE, SECOND_VOTE, ask_for_a_book, ask_for_a_name, count
from coterie.members.domain.member import leave_community
from coterie.talk.domain.announcement import pin_message

__all__ = ["SLUG", "play"]

DAYS = 90
BOOK_OPENS, BOOK_FALLS_SILENT = 20, 58
VIP_OPENS = 30
DISPUTE = 71
LED_OUT = DAYS - 2
GUARDED = DAYS - 1

Deed = tuple[datetime, Callable[[datetime], None]]


def play(*, seed: int, until: datetime) -> Iterator[int]:
    """Tell 90 days that end at `until`, yielding the number of each day that is written."""
    dice = Random(seed)  # noqa: S311 - dice of a story
    first = (until - timedelta(days=DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        stage = set_stage(dice, first)
        open_channels(stage, first)
        draw_in(stage, first)
        seat_crew(stage, first)
        receive(stage, first)
    for day in range(DAYS + 1):
        with transaction.atomic():
            live_day(stage, day, first + timedelta(days=day), until)
        hear_of_deeds(min(until, first + timedelta(days=day + 1)))
        if day < DAYS:
            yield day


def live_day(stage: Stage, day: int, morning: datetime, until: datetime) -> None:
    """Let people come, talk, buy and go on one day."""
    deeds: list[Deed] = [*comings(stage, day, morning), *words(stage, day, morning), *goings(stage, morning)]
    deeds += [*sales(stage, day, morning), *sessions(stage, day, morning), *landmarks(stage, day, morning)]
    deeds += followings(stage, day, morning)
    deeds += publishing(stage, day, morning)
    for at, deed in sorted(deeds, key=lambda one: one[0]):
        if at <= until:
            deed(at)


def landmarks(stage: Stage, day: int, morning: datetime) -> Iterator[Deed]:
    """What happens on one day of the story and on no other."""
    for on, hour, deed in LANDMARKS:
        if on == day:
            yield morning + timedelta(hours=hour), partial(deed, stage)


def moment(dice: Random, morning: datetime) -> datetime:
    """Return a moment of the day as people live in Shanghai: few at night, most after work (times are UTC)."""
    hour = dice.choices(
        range(24), weights=[4, 5, 5, 4, 6, 4, 3, 3, 4, 4, 5, 7, 10, 12, 7, 3, 1, 1, 0.5, 0.5, 0.5, 0.5, 1, 3]
    )
    return morning + timedelta(hours=hour[0], minutes=dice.random() * 60)


def comings(stage: Stage, day: int, morning: datetime) -> Iterator[Deed]:
    """Visitors at the codes: more at the beginning of a month, and into the paid groups once these are open."""
    mean = 5 + 3 * math.sin(day / 9) + (6 if 40 <= day < 47 else 0)
    for _one in range(poisson(stage.dice, mean)):
        code = stage.dice.choices(["Library doors", "Bookshop counter", "Newsletter"], weights=[5, 3, 2])[0]
        yield moment(stage.dice, morning), partial(arrive, stage, code, "basic")
    for _one in range(poisson(stage.dice, 1.5) if day in NOTE_DAYS else 0):
        yield moment(stage.dice, morning), partial(arrive, stage, NOTES, "basic")
    if day >= BOOK_OPENS and stage.dice.random() < (0.9 if day < BOOK_FALLS_SILENT else 0.5):
        yield moment(stage.dice, morning), lambda at: arrive(stage, "book", "book", at)
    if day >= VIP_OPENS and stage.dice.random() < 0.35:
        yield moment(stage.dice, morning), lambda at: arrive(stage, "vip", "vip", at)


def words(stage: Stage, day: int, morning: datetime) -> Iterator[Deed]:
    """What is said: the book's group falls silent when the book is printed."""
    for name, seats in stage.seats.items():
        loud = {"basic": 1.0, "book": 0.9 if day < BOOK_FALLS_SILENT else 0.0, "vip": 0.7}[name]
        for person in list(seats):
            if person.keen_until >= morning:
                for _one in range(poisson(stage.dice, person.talk * loud)):
                    yield moment(stage.dice, morning), partial(say_something, stage, name, person)


def sales(stage: Stage, day: int, morning: datetime) -> Iterator[Deed]:
    """A sale a day, more or less, once the shop is open; the transfers of the last days are on their way."""
    for number in range(poisson(stage.dice, 1.2) if day >= SHOP_OPENS else 0):
        yield moment(stage.dice, morning), partial(sell, stage, f"D{day:03}-{number}", is_seen=day < WAITING)
    yield from lookings(stage, morning)
    yield from glances(stage, morning)
    yield from evenings(day, stage, morning)


def goings(stage: Stage, morning: datetime) -> Iterator[Deed]:
    """A few who have lost interest leave."""
    for person in list(stage.seats["basic"]):
        if person.keen_until < morning and stage.dice.random() < 0.004:
            yield moment(stage.dice, morning), partial(go, stage, person)


def go(stage: Stage, person: Person, at: datetime) -> None:
    """Let a person leave for good."""
    if any(person in seats for seats in stage.seats.values()):
        leave_community(member=person.member, actor=person.actor, now=at)
        for seats in stage.seats.values():
            if person in seats:
                seats.remove(person)


def announce(stage: Stage, at: datetime) -> None:
    """Pin what happens on Tuesday."""
    host = stage.seats["basic"][0]
    message = greet(stage, "basic", host, lines.ANNOUNCEMENT, at)
    pin_message(message=message, actor=stage.owner, now=at)


def poisson(dice: Random, mean: float) -> int:
    """Draw a count (Knuth's multiplication of uniforms; fine for small means)."""
    limit, count, product = math.exp(-max(mean, 0)), 0, dice.random()
    while product > limit:
        count, product = count + 1, product * dice.random()
    return count


LANDMARKS: tuple[tuple[int, int, Callable[[Stage, datetime], None]], ...] = (
    (FIRST_DAY, 0, plan_rituals),
    (LANDING_TEST, 1, try_another_title),
    (DISPUTE, 13, dispute),
    (DAYS - 3, 9, announce),
    (LED_OUT, 5, lead_out),
    (LED_OUT, 6, ask),
    (FIRST_VOTE, 9, ask_for_a_name),
    (FIRST_VOTE + 4, 10, count),
    (SECOND_VOTE, 9, ask_for_a_book),
    (POLL_DAY, 10, ask_for_an_hour),
    (QUESTION_DAY, 3, ask_how_long),
    (FIRST_SUPPER, 9, first_supper),
    (FIRST_SUPPER + 7, 11, sit_down),
    (SECOND_SUPPER, 9, second_supper),
    (SECOND_SUPPER + 3, 8, somebody_cannot_come),
    (PLANNED, 9, plan_guest),
    (HELD, 12, hold_guest),
    (NEXT, 10, plan_next_guest),
    (OFFERED, 3, offer_book),
    (CHOSEN, 4, give_places),
    (TRIED, 5, say_how_it_was),
    (OFFERED_AGAIN, 3, offer_cards),
    (RALLIED, 0, rally),
    (BEGUN, 2, begin_points),
    (THANKED, 13, thank_all),
    (SHOPPED, 12, shop),
    (LAST, 13, thank_again),
    (SHOWN, 2, show_founder),
    (INVITED, 2, invite_first),
    (FIRST_RALLY, 1, first_rally),
    (PROMOTED, 2, promote_one),
    (INVITED_AGAIN, 2, invite_one_more),
    (TAUGHT, 3, teach),
    (WRITTEN, 3, ask_for_the_book),
    (PRINTED, 4, the_book_is_paid),
    (MISSED, 3, ask_for_the_tool),
    (FORGOTTEN, 4, the_tool_is_missed),
    (GUARDED, 1, guard),
    (GUARDED, 2, ask_to_be_let_in),
    (SHOP_OPENS, 0, open_shop),
    (PLANS_OPEN, 0, sell_plans),
    *((day, 12, partial(take_plans, takers=takers)) for day, takers in PLANS_TAKEN.items()),
    (PLANS_CHANGED, 12, think_again),
    (TESTED, 0, try_prices),
    (BUNDLED, 2, sell_a_set),
    *((day, 7, take_a_set) for day in SETS_BOUGHT),
    (SET_BACK, 7, partial(take_a_set, comes_back=True)),
    (GIVEN, 6, give_a_course),
    (PAID_WITH_POINTS, 6, pay_with_points),
    (RETURNED, 6, bring_one_back),
    (ROOM, 3, ask_for_the_room),
    (ASKED_AGAIN, 4, ask_again),
    (WAITING, 7, wait_at_the_till),
    (HOURS_OPEN, 2, open_hours),
    *((day, 4, book_hours) for day in BOOKED),
    (BOOKED_LAST, 8, book_last),
    (CARDS_TAKEN, 1, take_cards),
    *((day, 5, pay_by_card) for day in PAID_BY_CARD),
    (GONE_AWAY, 10, go_away),
    (COMPARED, 9, compare),
    *DRIVES,
    *PARTNERS,
    (SOLD_TOGETHER, 2, sell_together),
    (WAITS_FOR_ONE, 2, wait_for_one),
)
"""Days of the story, hours of the day, and what happens then."""
