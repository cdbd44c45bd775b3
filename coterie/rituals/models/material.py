"""What texts are made of: the library, and the inbox of ideas."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import MaterialKind, Rights


class Material(models.Model):
    """A text, a picture or a link that pieces are made of, with where it is from and whether it may be used."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=MaterialKind)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4000, blank=True)
    link = models.URLField(max_length=500, blank=True)
    picture = models.CharField(max_length=64, blank=True)
    """The key of a stored picture."""
    source = models.CharField(max_length=200, blank=True)
    rights = models.CharField(max_length=8, choices=Rights)
    tags = models.JSONField(default=list)
    """Short texts, in the order of the alphabet."""
    tag_line = models.TextField(blank=True)
    """The tags as they are looked for: `|soup|tea|`."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_materials"
        constraints = (models.CheckConstraint(condition=~models.Q(title=""), name="rituals_material_named"),)
        indexes = (models.Index(fields=["community", "archived_at"], name="rituals_materials_of"),)

    def __str__(self) -> str:
        return self.title


class Spark(models.Model):
    """An idea or a hot topic for a piece, until it is used or dropped."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    link = models.URLField(max_length=500, blank=True)
    hot = models.BooleanField(default=False)
    """People talk of it now; it will not keep."""
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()
    piece = models.ForeignKey("rituals.Piece", on_delete=models.SET_NULL, null=True, related_name="sparks")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_sparks"
        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="rituals_spark_said"),)
        indexes = (models.Index(fields=["community", "-noted_at"], name="rituals_sparks_of"),)

    def __str__(self) -> str:
        return self.text
