"""What holds of a group's hours. Pure."""

from datetime import time


def is_quiet(at: time, begin: time, end: time) -> bool:
    """Tell whether a time of day lies in the quiet hours, which go over midnight where they end before they begin."""
    return begin <= at < end if begin <= end else at >= begin or at < end
