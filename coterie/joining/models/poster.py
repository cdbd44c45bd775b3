"""A poster that somebody designed."""

from django.conf import settings
from django.db import models

from coterie.joining.enums import PosterDesign
from coterie.kit.ids import new_key


class Poster(models.Model):
    """The words and the picture around a live code; the sheet itself is drawn when it is asked for."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, related_name="posters")
    design = models.CharField(max_length=8, choices=PosterDesign, default=PosterDesign.QUIET)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    headline = models.CharField(max_length=80)
    line = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=60, blank=True)
    photo = models.CharField(max_length=64, blank=True)
    """The key of a stored file."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "joining_posters"
        constraints = (models.CheckConstraint(condition=~models.Q(headline=""), name="joining_poster_headed"),)
        indexes = (models.Index(fields=["community", "-id"], name="joining_posters_list"),)

    def __str__(self) -> str:
        return self.headline
