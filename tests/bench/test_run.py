"""The measurements answer in the form that others rely on; how fast they are is no test's matter."""

import importlib
import json

import pytest

from coterie.kit.errors import NotFound

run = importlib.import_module("bench.run")
CONTRACT = {"name", "floor", "ours", "ratio", "unit", "spread", "machine", "versions", "repeats"}


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("join", {"joins": 2, "repeats": 1}),
        ("post", {"messages": 8, "repeats": 1}),
        ("redenv", {"grabs": 50, "repeats": 1}),
        ("import", {"lines": 2_000, "repeats": 1}),
        ("fold", {"lines": 1_000, "inviters": 20, "repeats": 1}),
        ("simulate", {"runs": 100, "repeats": 1}),
    ],
)
def test_a_tiny_run_answers_in_the_form_of_the_contract(name: str, size: dict[str, int]) -> None:
    figure = run.measure(name, **size)

    assert figure.keys() >= CONTRACT
    assert figure["name"] == name
    assert figure["ratio"] > 0
    assert json.loads(json.dumps(figure)) == figure


def test_live_counts_what_it_sent_and_lost() -> None:
    figure = run.measure("live", streams=3, seconds=0.2, repeats=1)

    assert CONTRACT | {"sent", "delivered", "lost", "p50_ms", "p99_ms"} <= figure.keys()
    assert (figure["delivered"], figure["lost"]) == (3 * figure["sent"], 0)


def test_unknown_measurement_names_those_there_are() -> None:
    with pytest.raises(NotFound, match="rescan"):
        run.measure("sacn")


def test_what_became_worse_is_said_and_fails_nothing(tmp_path, monkeypatch, capsys) -> None:
    accepted = tmp_path / "accepted.json"
    accepted.write_text('{"join": {"ratio": 0.5}, "post": {"ratio": 0.5}}')
    monkeypatch.setattr(run, "ACCEPTED", accepted)

    run.compare([{"name": "join", "ratio": 0.2}, {"name": "post", "ratio": 0.45}])

    assert capsys.readouterr().err == "regressed: join has ratio 0.2, accepted was 0.5\n"
