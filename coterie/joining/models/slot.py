"""Where a live code leads."""

from django.db import models

from coterie.joining.enums import Target, Whom


class Slot(models.Model):
    """Some seats of one target behind a live code."""

    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveIntegerField()
    """Given once per code, from 1; what the visitor's answer and the posters say."""
    target = models.CharField(max_length=8, choices=Target, default=Target.GROUP)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, null=True, related_name="+")
    external_url = models.URLField(max_length=500, blank=True)
    """Where the seat is when it is not in a group of ours."""
    picture = models.CharField(max_length=12, blank=True)
    """Key of the stored picture of another group's QR code."""
    picture_text = models.CharField(max_length=500, blank=True)
    """What that QR code says, read from the picture."""
    room = models.CharField(max_length=200, blank=True)
    """A chat network's name for one of its rooms."""
    capacity = models.PositiveIntegerField()
    reserve = models.PositiveIntegerField(default=0)
    """Seats that scanning never gives away."""
    corrected = models.IntegerField(default=0)
    """People inside whom no ticket counts, as a host counted them; negative when some have left unseen."""
    weight = models.PositiveIntegerField(default=1)
    languages = models.CharField(max_length=60, blank=True)
    """Only visitors who read one of these (`zh,en`); nothing: all."""
    from_minute = models.PositiveIntegerField(null=True)
    """Only from this minute of the community's day on; with `to_minute`, which may lie after midnight."""
    to_minute = models.PositiveIntegerField(null=True)
    whom = models.CharField(max_length=10, choices=Whom, blank=True, default=Whom.ANYBODY)
    valid_from = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    order = models.IntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    """Tickets held or joined: kept under the code's lock, equal to the tickets (tested)."""
    joined = models.PositiveIntegerField(default=0)
    """Tickets joined, in the same way."""
    turn = models.PositiveBigIntegerField(default=0)
    """When it gave its latest seat, counted in seats of the code; who waited longest is next in turn."""
    grown = models.BooleanField(default=False)
    """Whether it opened by itself because no other had room."""

    class Meta:
        db_table = "joining_slots"
        constraints = (
            models.UniqueConstraint(fields=["code", "number"], name="joining_slot_number_once"),
            models.CheckConstraint(condition=models.Q(joined__lte=models.F("taken")), name="joining_slot_joined_taken"),
            models.CheckConstraint(
                condition=(models.Q(target=Target.GROUP, external_url="", picture="", room="") & ~models.Q(group=None))
                | (models.Q(target=Target.LINK, group=None, picture="", room="") & ~models.Q(external_url=""))
                | (models.Q(target=Target.PICTURE, group=None, external_url="", room="") & ~models.Q(picture=""))
                | (models.Q(target=Target.ROOM, group=None, external_url="", picture="") & ~models.Q(room="")),
                name="joining_slot_one_target",
            ),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="joining_slot_weighs"),
            models.CheckConstraint(
                condition=models.Q(from_minute=None, to_minute=None)
                | models.Q(from_minute__lt=1440, to_minute__lt=1440),
                name="joining_slot_hours",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code_id}#{self.number}"
