"""`coterie simulate`."""

from pathlib import Path

import click
import yaml

from coterie.cli.answer import Answer, answering_of_file
from coterie.growth.rules.campaign_file import campaign_of
from coterie.growth.rules.forecast import RUNS, forecast
from coterie.kit.errors import Invalid

MOST_BYTES = 65_536


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--runs", type=click.IntRange(2, 100_000), default=RUNS, show_default=True, help="How often the campaign is run."
)
@answering_of_file
def simulate(file: Path, runs: int) -> Answer:
    """Forecast the campaign in FILE: members, cost and profit, before anything is spent."""
    return forecast(campaign_of(written(file)), runs=runs).figures


def written(file: Path) -> object:
    """Return what a YAML file says. Raises Invalid when it is none, with the line."""
    if file.stat().st_size > MOST_BYTES:
        raise Invalid(f"a campaign has at most {MOST_BYTES:,} bytes")
    try:
        return yaml.safe_load(file.read_bytes())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Invalid(f"not YAML: line {line}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Invalid("not YAML") from error
