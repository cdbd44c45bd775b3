"""The linters find nothing; each is also a target of the Makefile."""

import os
import subprocess
import sys

import pytest

from tests.house.plan import ROOT

CLEAN = 0


def run(*command, **settings):
    program = [sys.executable, "-m", *command]
    return subprocess.run(program, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)


def test_ruff_finds_nothing():
    done = run("ruff", "check", "--output-format=concise", ".")

    assert done.returncode == CLEAN, done.stdout


def test_code_has_the_one_form():
    done = run("ruff", "format", "--check", ".")

    assert done.returncode == CLEAN, done.stdout


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_types_hold():
    done = run("mypy", "--no-error-summary")

    assert done.returncode == CLEAN, done.stdout


@pytest.mark.django_db
def test_models_and_migrations_agree():
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
