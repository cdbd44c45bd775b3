"""Events of times and bookings."""

from coterie.platform.events.event import Event


class AppointmentsMade(Event):
    """Times of a service can be booked; `subject` is the offer; `data`: how many."""

    kind = "appointments_made"


class AppointmentChanged(Event):
    """A time of a service was changed; `subject` is its number; `data`: the fields."""

    kind = "appointment_changed"


class AppointmentCancelled(Event):
    """A time of a service was called off; who booked is moved or gets money back. `data`: the offer."""

    kind = "appointment_cancelled"


class AppointmentRemoved(Event):
    """A time of a service that nobody booked was taken away; `data`: the offer."""

    kind = "appointment_removed"


class BookingMoved(Event):
    """A booking was moved; `subject` is its number; `data`: from which time to which, and whether staff did it."""

    kind = "booking_moved"


class BookingReminded(Event):
    """Who booked was reminded the day before; `data`: whether by letter."""

    kind = "booking_reminded"
