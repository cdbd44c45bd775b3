"""What is published, and who read it."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import PieceFormat


class Piece(models.Model):
    """A text, picture, sound or film of a column: written, looked at by another, published in its places."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    column = models.ForeignKey("rituals.Column", on_delete=models.RESTRICT, related_name="pieces")
    title = models.CharField(max_length=120)
    body = models.TextField(max_length=20_000, blank=True)
    """Plain paragraphs."""
    format = models.CharField(max_length=8, choices=PieceFormat, default=PieceFormat.TEXT)
    author = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    materials = models.ManyToManyField("rituals.Material", related_name="pieces", db_table="rituals_piece_materials")
    groups = models.ManyToManyField("groups.Group", related_name="+", db_table="rituals_piece_groups")
    """In which it is told of."""
    is_public = models.BooleanField(default=False)
    to_mail = models.BooleanField(default=False)
    to_feed = models.BooleanField(default=False)
    planned_at = models.DateTimeField(null=True)
    """When it publishes itself, once it is approved."""
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    """What the reviewer wants otherwise."""
    published_at = models.DateTimeField(null=True)
    said = models.JSONField(default=list)
    """The messages that told of it in the groups."""
    withdrawn_at = models.DateTimeField(null=True)
    """Since when nobody can read it any more."""
    created_at = models.DateTimeField()

    class Meta:
        db_table = "rituals_pieces"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="rituals_piece_named"),
            models.CheckConstraint(
                condition=models.Q(approved_at=None) | models.Q(submitted_at__isnull=False),
                name="rituals_piece_approved_once_submitted",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(approved_at__isnull=False),
                name="rituals_piece_published_once_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(to_feed=False) | models.Q(is_public=True), name="rituals_piece_feed_is_public"
            ),
        )
        indexes = (
            models.Index(fields=["community", "-published_at"], name="rituals_pieces_out"),
            models.Index(fields=["column", "-published_at"], name="rituals_pieces_of_column"),
            models.Index(
                fields=["planned_at"], condition=models.Q(published_at=None), name="rituals_pieces_to_publish"
            ),
        )

    def __str__(self) -> str:
        return self.title


class PieceReader(models.Model):
    """Somebody who saw a piece: a visitor of the public page, a member, or first the one and then the other."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    piece = models.ForeignKey("rituals.Piece", on_delete=models.CASCADE, related_name="readers", db_index=False)
    visitor = models.BigIntegerField(null=True)
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    seen_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    """When they first read it as a member."""
    joined_at = models.DateTimeField(null=True)
    """When they joined, of the piece that they saw first of all."""

    class Meta:
        db_table = "rituals_piece_readers"
        constraints = (
            models.UniqueConstraint(fields=["piece", "visitor"], name="rituals_reader_once_per_visitor"),
            models.UniqueConstraint(fields=["piece", "member"], name="rituals_reader_once_per_member"),
            models.CheckConstraint(
                condition=models.Q(visitor__isnull=False) | models.Q(member__isnull=False), name="rituals_reader_known"
            ),
        )
        indexes = (
            models.Index(fields=["community", "visitor"], name="rituals_readings_of_visitor"),
            models.Index(fields=["member", "seen_at"], name="rituals_readings_of_member"),
        )

    def __str__(self) -> str:
        return f"{self.piece_id} by {self.member_id or self.visitor}"


class PieceOrder(models.Model):
    """An order of somebody who had read a piece."""

    piece = models.ForeignKey("rituals.Piece", on_delete=models.CASCADE, related_name="orders", db_index=False)
    order = models.BigIntegerField()
    """The order's number in the event log."""
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    paid_at = models.DateTimeField()

    class Meta:
        db_table = "rituals_piece_orders"
        constraints = (models.UniqueConstraint(fields=["piece", "order"], name="rituals_order_once_per_piece"),)

    def __str__(self) -> str:
        return f"{self.order} after {self.piece_id}"
