"""Courses as the API takes and shows them to who teaches."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from coterie.api.paging import Slice
from coterie.market.enums import LectureKind, Opens


class ChapterIn(Schema):
    """A chapter."""

    title: str = Field(min_length=1, max_length=80)


class LectureIn(Schema):
    """A lecture; `opens_on` and `after_days` count where `opens` says so."""

    title: str = Field(min_length=1, max_length=80)
    kind: LectureKind
    text: str = Field("", max_length=20_000)
    file: str = Field("", max_length=64, description="key of a file that was handed in for this course")
    file_name: str = Field("", max_length=120)
    link: str = Field("", max_length=500)
    minutes: int = Field(0, ge=0, le=600)
    preview: bool = False
    opens: Opens = Opens.NOW
    opens_on: date | None = None
    after_days: int | None = Field(None, ge=1, le=3660)


class LectureOut(LectureIn):
    """A lecture, and how many began it and are done."""

    key: str
    begun: int
    finished: int


class ChapterOut(ChapterIn):
    """A chapter with its lectures."""

    key: str
    lectures: list[LectureOut]


class CourseOut(Schema):
    """A course in a list."""

    key: str
    slug: str
    title: str
    state: str
    lecture_count: int
    waits: bool


class WholeCourseOut(CourseOut):
    """A course with all that it holds."""

    chapters: list[ChapterOut]


class Move(Schema):
    """Where something goes."""

    to: Literal["up", "down"]


class FileOut(Schema):
    """A file that can be named by a lecture."""

    key: str
    media_type: str
    size: int


class LearnerOut(Schema):
    """A buyer, and how far they are."""

    member: str
    since: datetime
    done: int
    last_at: datetime | None
    certificate: int | None


class QuestionOut(Schema):
    """What a buyer asked, and the answer."""

    key: str
    course: str
    lecture: str
    member: str
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    for_all: bool


class Asked(Slice):
    """Which questions."""

    state: Literal["waiting", "answered"] | None = None


class AnswerIn(Schema):
    """An answer, to who asked or to all buyers."""

    answer: str = Field(min_length=1, max_length=4000)
    for_all: bool = False
