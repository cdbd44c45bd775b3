"""Money that was spent over some days, day by day to the last minor unit."""


def spread(amount: int, first_day: int, last_day: int, *, since: int, until: int) -> int:
    """Return the part of `amount` that falls on the days from `since` up to, not including, `until`.

    Days are numbers, `last_day` is included. Day i of n carries `floor(amount*(i+1)/n) - floor(amount*i/n)`, so that
    the parts of neighbouring stretches always add up to the whole.
    """
    days = last_day - first_day + 1
    begin = min(max(since - first_day, 0), days)
    end = min(max(until - first_day, 0), days)
    return amount * end // days - amount * begin // days if end > begin else 0
