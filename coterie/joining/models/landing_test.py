"""Two versions of a page against each other."""

from django.db import models

from coterie.joining.enums import Arm


class LandingTest(models.Model):
    """Half of the visitors see version `a`, half see `b`, each always the same."""

    page = models.ForeignKey("joining.LandingPage", on_delete=models.CASCADE, related_name="tests")
    a = models.ForeignKey("joining.LandingVersion", on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey("joining.LandingVersion", on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    kept = models.CharField(max_length=1, choices=Arm, blank=True)

    class Meta:
        db_table = "joining_landing_tests"
        constraints = (
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(ended_at=None), name="joining_one_landing_test"
            ),
        )

    def __str__(self) -> str:
        return f"{self.page_id}: {self.a_id} against {self.b_id}"


class LandingVisit(models.Model):
    """A visitor of a test: a fold over `page_seen` and `member_joined`."""

    test = models.ForeignKey("joining.LandingTest", on_delete=models.CASCADE, related_name="visits")
    visitor = models.BigIntegerField()
    arm = models.CharField(max_length=1, choices=Arm)
    seen_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_landing_visits"
        constraints = (models.UniqueConstraint(fields=["test", "visitor"], name="joining_landing_visit_once"),)
        indexes = (models.Index(fields=["visitor"], name="joining_landing_visitor"),)

    def __str__(self) -> str:
        return f"{self.visitor} {self.arm}"
