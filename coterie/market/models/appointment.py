"""When services are given, and who comes."""

from django.db import models
from django.db.models import F, Q

from coterie.kit.ids import new_key


class Appointment(models.Model):
    """A time at which a service is given, to so many."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, related_name="appointments", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    """How many places are free."""
    host = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who gives it."""
    where = models.CharField(max_length=300, blank=True)
    """A room, a street, a link; told to who has paid."""
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_appointments"
        constraints = (
            models.CheckConstraint(
                condition=Q(places__gte=1, left__lte=F("places"), left__gte=0), name="market_appointment_places"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="market_appointment_lasts"),
        )
        indexes = (models.Index(fields=["offer", "starts_at", "id"], name="market_appointments_of"),)

    def __str__(self) -> str:
        return f"{self.offer_id} {self.starts_at}"


class Booking(models.Model):
    """The places of one line of an order at a time; each piece is a place."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    line = models.OneToOneField("market.OrderLine", on_delete=models.CASCADE, related_name="booking")
    appointment = models.ForeignKey("market.Appointment", on_delete=models.PROTECT, related_name="bookings")
    member = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    places = models.PositiveIntegerField()
    freed_at = models.DateTimeField(null=True)
    """When its places became free again."""
    moves = models.PositiveSmallIntegerField(default=0)
    """How often it was moved: calendars follow the highest number."""
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_bookings"
        constraints = (
            models.CheckConstraint(condition=Q(places__gte=1), name="market_booking_places"),
            models.UniqueConstraint(
                fields=["appointment", "member"], condition=Q(freed_at=None), name="market_booking_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.places} at {self.appointment_id}"
