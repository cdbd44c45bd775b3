"""The live code."""

from django.db import models

from coterie.joining.enums import CodeState, Strategy


class LiveCode(models.Model):
    """A printed code that never expires; the lock on its row orders all seats behind it."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=7, unique=True)
    title = models.CharField(max_length=60)
    folder = models.CharField(max_length=40, blank=True)
    """Where operators keep it; a folder is there while a code is in it."""
    channel = models.ForeignKey("joining.Channel", on_delete=models.SET_NULL, null=True, related_name="codes")
    bait = models.ForeignKey("joining.Bait", on_delete=models.SET_NULL, null=True, related_name="codes")
    """What everybody gets who joins by it."""
    strategy = models.CharField(max_length=16, choices=Strategy, default=Strategy.FILL_IN_ORDER)
    state = models.CharField(max_length=8, choices=CodeState, default=CodeState.ON)
    hold_minutes = models.PositiveIntegerField(default=60)
    """How long a seat is kept for a visitor who has not joined yet."""
    fallback_text = models.CharField(max_length=300, blank=True)
    fallback_contact = models.CharField(max_length=120, blank=True)
    new_group_name = models.CharField(max_length=50, blank=True)
    """How groups are called that open by themselves when no slot has room, `{n}` being a number; nothing: none do."""
    new_group_capacity = models.PositiveIntegerField(default=200)
    most_new_groups = models.PositiveIntegerField(default=10)
    """So many at the most, however many come."""
    is_front_door = models.BooleanField(default=False)
    """The way in for people who join from the public page without a code."""
    dark = models.CharField(max_length=7, default="#000000")
    light = models.CharField(max_length=7, default="#ffffff")
    """The colours of its picture; phones can read them."""
    sealed = models.BooleanField(default=False)
    """Whether the community's sign stands in the middle of the picture."""
    created_at = models.DateTimeField()
    views = models.PositiveBigIntegerField(default=0)
    """Looks by people, the first and the repeated ones."""
    visitors = models.PositiveBigIntegerField(default=0)
    """Tickets: different people."""
    joins = models.PositiveBigIntegerField(default=0)
    """Confirmed joins."""
    machine_looks = models.PositiveBigIntegerField(default=0)
    """Looks by bots, link previews and prefetching; they take no seat."""
    waiting = models.PositiveIntegerField(default=0)
    """Tickets in the waiting line: kept under the lock, equal to the tickets (tested)."""

    class Meta:
        db_table = "joining_codes"
        constraints = (
            models.UniqueConstraint(
                fields=["community"], condition=models.Q(is_front_door=True), name="joining_one_front_door"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="joining_code_titled"),
            models.CheckConstraint(condition=models.Q(hold_minutes__gte=1), name="joining_code_holds"),
            models.CheckConstraint(condition=models.Q(new_group_capacity__gte=1), name="joining_code_new_room"),
            models.CheckConstraint(
                condition=~models.Q(is_front_door=True, state=CodeState.ARCHIVED), name="joining_front_door_stays"
            ),
        )

    def __str__(self) -> str:
        return self.slug
