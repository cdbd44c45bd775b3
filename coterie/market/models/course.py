"""What a course holds, and how far its buyers are."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import LectureKind


class Chapter(models.Model):
    """A part of a course, with a title; its lectures follow one another."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_chapters"
        constraints = (models.CheckConstraint(condition=~models.Q(title=""), name="market_chapter_named"),)

    def __str__(self) -> str:
        return self.title


class Lecture(models.Model):
    """One thing to read, hear, watch or keep; it opens at once, on a day, or some days after one has bought."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    chapter = models.ForeignKey("market.Chapter", on_delete=models.CASCADE, related_name="lectures")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    kind = models.CharField(max_length=5, choices=LectureKind)
    text = models.TextField(max_length=20_000, blank=True)
    file = models.CharField(max_length=64, blank=True)
    """Key of a stored file."""
    file_name = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    preview = models.BooleanField(default=False)
    """Whether everybody may have it."""
    opens_on = models.DateField(null=True)
    """A day of the community's own calendar."""
    after_days = models.PositiveSmallIntegerField(null=True)
    """How many days after the access began."""
    removed_at = models.DateTimeField(null=True)
    """Taken out after somebody had begun it."""

    class Meta:
        db_table = "market_lectures"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="market_lecture_named"),
            models.CheckConstraint(
                condition=models.Q(opens_on=None) | models.Q(after_days=None), name="market_lecture_opens_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """That a member began a lecture, and when it was done."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    lecture = models.ForeignKey("market.Lecture", on_delete=models.CASCADE, related_name="progress")
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_progress"
        constraints = (models.UniqueConstraint(fields=["member", "lecture"], name="market_progress_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} in {self.lecture_id}"


class Note(models.Model):
    """What a member wrote down at a lecture, for nobody else."""

    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    lecture = models.ForeignKey("market.Lecture", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=4000)
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "market_notes"
        constraints = (models.UniqueConstraint(fields=["member", "lecture"], name="market_note_once"),)

    def __str__(self) -> str:
        return f"{self.member_id} at {self.lecture_id}"


class Question(models.Model):
    """What a member asked the teacher at a lecture, and the answer: for who asked, or for all buyers."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    lecture = models.ForeignKey("market.Lecture", on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(max_length=1000)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    for_all = models.BooleanField(default=False)

    class Meta:
        db_table = "market_questions"
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="market_question_said"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None) | (~models.Q(answer="") & ~models.Q(answered_at=None)),
                name="market_question_answered_when",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Certificate(models.Model):
    """That a member has done all of a course; numbered within it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+", db_index=False)
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, related_name="certificates", db_index=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "market_certificates"
        constraints = (
            models.UniqueConstraint(fields=["member", "offer"], name="market_certificate_once"),
            models.UniqueConstraint(fields=["offer", "number"], name="market_certificate_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.offer_id}, {self.number}"
