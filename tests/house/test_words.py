"""What no file of ours may say."""

import re
import subprocess

import pytest

from tests.house.plan import ROOT

# Written apart, so that this file does not say them itself.
HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npm" + "js", "npmjs" + ".org", "deb." + "debian.org"]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "lorem " + "ipsum", "coming " + "soon"]
TEXTS = {".py", ".md", ".toml", ".ini", ".txt", ".lock", ".js", ".css", ".html", ".json", ".po", ".yaml", ".yml", ""}


def texts():
    """Yield every file that is or may be committed, with its text."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
        path = ROOT / name
        if path.suffix in TEXTS and path.is_file():
            yield name, path.read_text(encoding="utf-8")


def found(words):
    pattern = re.compile("|".join(re.escape(word) for word in words))
    for name, text in texts():
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield f"{name}:{number} {line.strip()[:100]}"


@pytest.mark.parametrize(("rule", "words"), [("names a host of packages", HOSTS), ("is unfinished", UNFINISHED)])
def test_no_text(rule, words):
    assert list(found(words)) == [], rule
