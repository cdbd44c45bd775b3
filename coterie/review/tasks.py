"""What the review does by itself."""

from django_tasks import task

from coterie.kit import clock
from coterie.platform.jobs.schedule import every


@every(hours=1)
@task()
def roll() -> int:
    """Roll what was written since the last time into the lake; return how many events that were."""
    # Arrow and Parquet are loaded only in the process that needs them.
    from coterie.review.domain.lake import roll_lake

    return roll_lake(now=clock.now())
