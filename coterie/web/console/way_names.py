"""What channels and placements are called, between the log's numbers and the address's keys."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from coterie.joining.queries.channels import channels_visible_to, placements_visible_to
from coterie.kit.actor import Actor

NOWHERE = "none"
"""Stands in addresses for people who came without a channel."""


@dataclass(frozen=True, slots=True)
class Called:
    """Names and keys of a community's channels by number, and of placements by the number of their code."""

    channels: dict[int | None, str]
    places: dict[int | None, str]
    channel_keys: dict[int | None, str]
    place_keys: dict[int | None, str]
    platforms: dict[int | None, str]

    def is_on(self, channel: int | None, platform: str) -> bool:
        """Tell whether a channel is on a platform; every one is on none in particular."""
        return not platform or self.platforms.get(channel) == platform

    def asked(self, channel: str, place: str) -> tuple[int | None, int | None]:
        """Return the numbers of a channel and a placement's code that an address names."""
        numbers = {key: number for number, key in self.channel_keys.items()}
        codes = {key: code for code, key in self.place_keys.items()}
        if channel not in numbers or (place and place not in codes):
            raise Http404
        return numbers[channel], codes[place] if place else None

    def named(self, channel: int | None, code: int | None) -> str:
        """Return what a way is called."""
        return self.channels[channel] + (f" · {self.places[code]}" if code is not None else "")


def called_in(actor: Actor, community: int) -> Called:
    """Return the names of a community's channels and placements, those that are put away too."""
    rows = list(channels_visible_to(actor, community))
    places = list(placements_visible_to(actor, community))
    return Called(
        channels={None: _("Without a channel")} | {row.pk: row.name for row in rows},
        places={place.code_id: place.name for place in places},
        channel_keys={None: NOWHERE} | {row.pk: row.key for row in rows},
        place_keys={place.code_id: place.key for place in places},
        platforms={row.pk: row.platform for row in rows},
    )
