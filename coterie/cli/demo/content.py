"""Two columns in the demo: one that fewer and fewer read, and one of pictures; a library, ideas, a draft that waits."""

import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from coterie.cli.demo import readings
from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Person, Stage
from coterie.communities.queries.profiles import published_profiles
from coterie.joining.designs.card import card
from coterie.joining.queries.brand import brand_of
from coterie.kit.actor import VISITOR, Actor
from coterie.kit.sheet.raster import picture
from coterie.rituals.domain.column import create_column, watch_columns
from coterie.rituals.domain.material import add_material, set_picture
from coterie.rituals.domain.piece import approve_piece, submit_piece, write_piece
from coterie.rituals.domain.piece_reader import see_piece
from coterie.rituals.domain.publication import publish_piece
from coterie.rituals.domain.spark import drop_spark, note_spark
from coterie.rituals.models import Column, Piece
from coterie.rituals.queries.columns import columns_run_by
from coterie.rituals.queries.pieces import pieces_run_by, public_pieces
from coterie.talk.domain.reaction import react

BEGINS, PICTURES_BEGIN, WRITTEN, MONDAY, THURSDAY, MISSED = 1, 50, 89, 0, 3, 5
"""Days of the story on which the columns begin and a draft waits; days of the week; a week without its line."""
FIRST, FALL, LIKED = 84.0, 0.8, 46.0
"""Readers of the first line, what is left of them from line to line, and readers of a picture."""
FRESH, HALVED = timedelta(days=7), 1.6
BY_MEMBERS = 0.4

Deed = tuple[datetime, Callable[[datetime], None]]


def publishing(stage: Stage, day: int, morning: datetime) -> Iterator[Deed]:
    """Let the columns come out on their days, and people read."""
    nine = morning + timedelta(hours=1)
    if day == BEGINS:
        yield morning, partial(begin, stage)
    if day == PICTURES_BEGIN:
        yield morning, partial(promise, stage, readings.WINDOW, THURSDAY, "picture")
    if day > BEGINS and morning.weekday() == MONDAY:
        yield nine, partial(take_apart, stage, day // 7)
    if day > PICTURES_BEGIN and morning.weekday() == THURSDAY:
        yield nine, partial(show, stage)
    if day == WRITTEN:
        yield morning + timedelta(hours=2), partial(write_ahead, stage)
    yield morning + timedelta(hours=13), partial(read, stage)


def begin(stage: Stage, at: datetime) -> None:
    """Promise a line every Monday, fill the library, note ideas."""
    promise(stage, readings.LINE, MONDAY, "text", at)
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    for material in readings.MATERIALS:
        add_material(**facts, **material)
    ideas = [note_spark(text=text, link=link, hot=hot, **facts) for text, link, hot in readings.IDEAS]
    drop_spark(spark=ideas[-1].pk, on=True, actor=stage.owner, now=at)


def promise(stage: Stage, name: str, weekday: int, kind: str, at: datetime) -> None:
    """Make a column."""
    face = published_profiles(stage.community.pk)[0].pk
    facts: dict[str, Any] = {"community": stage.community.pk, "actor": stage.owner, "now": at}
    create_column(name=name, weekdays=[weekday], format=kind, profile=face, **facts)


def column_of(stage: Stage, name: str) -> Column:
    """Return a column of the story."""
    return columns_run_by(stage.owner, stage.community.pk).get(name=name)


def take_apart(stage: Stage, week: int, at: datetime) -> None:
    """Publish the line of the week; in one week nobody did."""
    column = column_of(stage, readings.LINE)
    if week != MISSED:
        title, body = readings.LINES[number_of(stage, column) % len(readings.LINES)]
        publish(stage, at, column=column.pk, title=title, body=body)


def show(stage: Stage, at: datetime) -> None:
    """Publish a picture."""
    column = column_of(stage, readings.WINDOW)
    title, body = readings.WINDOWS[number_of(stage, column) % len(readings.WINDOWS)]
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    row = add_material(
        community=stage.community.pk, kind="picture", title=title, rights="own", tags=["signs"], source="", **facts
    )
    drawn = picture(card(brand_of(stage.community.pk), title, readings.WINDOW), width=1200)
    set_picture(material=row.pk, picture=drawn, **facts)
    publish(stage, at, column=column.pk, title=title, body=body, format="picture", materials=[row.pk])


def number_of(stage: Stage, column: Column) -> int:
    """Return how many pieces of a column are out."""
    return pieces_run_by(stage.owner, stage.community.pk, state="published").filter(column=column).count()


def approved(stage: Stage, at: datetime, **facts: Any) -> Piece:
    """Let the host write a piece for everybody, and the owner approve it."""
    row = handed_in(stage, at, is_public=True, to_feed=True, to_mail=True, **facts)
    return approve_piece(piece=row.pk, actor=stage.owner, now=at)


def handed_in(stage: Stage, at: datetime, **facts: Any) -> Piece:
    """Let the host write a piece and hand it in."""
    host, groups = stage.seats["basic"][1].actor, [stage.groups["basic"].pk]
    row = write_piece(community=stage.community.pk, groups=groups, **facts, actor=host, now=at)
    return submit_piece(piece=row.pk, actor=host, now=at)


def publish(stage: Stage, at: datetime, **facts: Any) -> None:
    """Let a piece out, and look after the columns."""
    publish_piece(piece=approved(stage, at, **facts).pk, actor=stage.owner, now=at)
    watch_columns(actor=Actor.of_system(), now=at)


def write_ahead(stage: Stage, at: datetime) -> None:
    """Approve a piece for the day after tomorrow, and let another wait."""
    column = column_of(stage, readings.LINE).pk
    for words, verb in ((readings.COMING, approved), (readings.WAITING, handed_in)):
        title, body = words
        planned = at + timedelta(days=2 if verb is approved else 9)
        verb(stage, at, column=column, title=title, body=body, planned_at=planned)


def read(stage: Stage, at: datetime) -> None:
    """Let people read what came out within the week: most on its first day, members and strangers."""
    dice = Random(f"reading {at}")  # noqa: S311 - dice of a story, beside those of the play
    members = keen(stage, at)
    for row in public_pieces(stage.community.pk).filter(published_at__gt=at - FRESH, published_at__lt=at):
        age = (at - row.published_at).days if row.published_at else 0
        mean = readers_of(stage, row) * math.exp(-age / HALVED) * (1 - math.exp(-1 / HALVED))
        for _one in range(round(max(0.0, dice.gauss(mean, math.sqrt(mean) / 2)))):
            moment = at - timedelta(hours=dice.random() * 10)
            look(row, members, dice, moment)


def readers_of(stage: Stage, row: Piece) -> float:
    """Return how many readers a piece can expect."""
    if row.column.name == readings.WINDOW:
        return LIKED
    before = pieces_run_by(stage.owner, stage.community.pk, state="published").filter(column=row.column_id)
    return FIRST * FALL ** before.filter(published_at__lt=row.published_at).count()


def look(row: Piece, members: list[Person], dice: Random, at: datetime) -> None:
    """Let a member or a stranger read a piece."""
    if members and dice.random() < BY_MEMBERS:
        one = dice.choice(members)
        see_piece(piece=row, visitor=None, member=one.member, actor=one.actor, now=at)
        if row.said and dice.random() < 0.3:
            react(message=row.said[0], member=one.member, emoji="👍", actor=one.actor, now=at)
    else:
        see_piece(piece=row, visitor=dice.getrandbits(62) | 1, member=None, actor=VISITOR, now=at)
