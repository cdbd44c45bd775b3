"""Events of courses."""

from coterie.platform.events.event import Event


class LectureBegun(Event):
    """A member opened a lecture for the first time; `subject` is its number; `data`: the offer."""

    kind = "lecture_begun"


class LectureFinished(Event):
    """A member is done with a lecture; `data`: the offer."""

    kind = "lecture_finished"


class CourseFinished(Event):
    """A member has done all of a course; `subject` is the offer; `data`: the number of the certificate."""

    kind = "course_finished"


class CourseQuestionAsked(Event):
    """A member asked the teacher; `subject` is the question; `data`: the offer and the lecture."""

    kind = "course_question_asked"


class CourseQuestionAnswered(Event):
    """A question was answered; `member` is who asked; `data`: the offer, the lecture, and whether all see it."""

    kind = "course_question_answered"
