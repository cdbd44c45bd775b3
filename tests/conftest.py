"""What every test stands on: a folder of its own, a clean environment, and Django set up before anything else.

`TEST_DATABASE=postgres pytest` runs the tests that touch the database on a throw-away PostgreSQL.
"""

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import needs, postgres
from tests.once import forget_all

if TYPE_CHECKING:
    from tests.cast import Cast

ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgres"
NOTHING_IS_SKIPPED = os.environ.get("CI") == "true"
ENDED = contextlib.ExitStack()
atexit.register(ENDED.close)


def prepare() -> None:
    """Give this process a new data folder and nothing of the caller's settings; then start Django."""
    for name in [name for name in os.environ if name.startswith("COTERIE_")]:
        del os.environ[name]
    data = tempfile.mkdtemp(prefix="coterie-test-")
    ENDED.callback(shutil.rmtree, data, ignore_errors=True)
    os.environ["COTERIE_DATA"] = data
    os.environ["DJANGO_SETTINGS_MODULE"] = "coterie.settings"
    if ON_POSTGRES:
        os.environ["COTERIE_DATABASE_URL"] = postgres_address()
    import django

    django.setup()
    empty_tables_without_ceremony()
    if ON_POSTGRES:
        empty_all_tables_together()
    # Worker processes inherit our environment; with this left in it, they would load the settings of our folder.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def empty_tables_without_ceremony() -> None:
    """Spare each transactional test the half second in which Django makes its content types and permissions anew.

    Nobody here uses those permissions, and a content type that is asked for makes itself.
    """
    from django.core.management.commands import flush

    flush.emit_post_migrate_signal = lambda *_given, **_options: None


def empty_all_tables_together() -> None:
    """Let Django empty tables between tests though others refer to them: a search index is no model of its own."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.sql_flush
    DatabaseOperations.sql_flush = lambda *given, **options: flush(*given, **(options | {"allow_cascade": True}))


def postgres_address() -> str:
    """Return the throw-away server's address; processes started by this one share it.

    Each worker of the test run has a server of its own: a transaction that is open in any database of a server keeps
    the readers of the event log waiting in all of them.
    """
    name = f"TEST_POSTGRES_URL_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    if name not in os.environ:
        os.environ[name] = ENDED.enter_context(postgres.cluster())
    return os.environ[name]


prepare()

# A busy machine is no failure: what takes too long is stopped by the time limit of each test.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_cheap() -> None:
    """Hash passwords in a moment; how dear the real hash is, is a setting and no logic of ours."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


@pytest.fixture(scope="session", autouse=True)
def _pages_are_fresh() -> None:
    """Show every page as it is; that some may be a moment old has tests of its own."""
    from coterie.review.queries import glance
    from coterie.rewards.queries import ranks
    from coterie.web import guests

    glance.LONGEST_S = guests.LASTS_S = ranks.LASTS_S = 0.0


@pytest.fixture(autouse=True)
def _speaks_english() -> Iterator[None]:
    """Forget the language of the last page: a request leaves its own behind in the thread."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _windows_are_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test opened in the browser of all: pages that stay open go on asking servers that are gone."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """Address of a new, empty PostgreSQL database for a test marked `postgres`."""
    with postgres.database(postgres_address()) as address:
        yield address


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Address of a Redis of our own for tests marked `redis`."""
    with needs.redis_server() as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Use the system's Chromium, which needs no sandbox of its own when run by root, and wait for a busy machine."""
    needs.browsers_wait_long()
    return {
        "executable_path": needs.chromium(),
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    }


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the programs that its fixtures need, so that nobody has to say it twice."""
    for need in needs.ALL:
        if need.fixtures & set(getattr(item, "fixturenames", ())):
            item.add_marker(need.name)


def touches_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures)


def belongs_here(item: pytest.Item) -> bool:
    """Return whether a test can say anything about this database; SQLite's one writer is a guard of its own.

    Whole servers bring their database with them, so they are run once.
    """
    if ON_POSTGRES:
        once = item.get_closest_marker("browser") or item.get_closest_marker("one_database")
        return touches_database(item) and not once
    return item.get_closest_marker("many_writers") is None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, and put the browser last.

    The browser's event loop stays for the rest of its process, where other tests could not start theirs.
    """
    kept = [item for item in items if belongs_here(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
    for need in needs.ALL:
        if not need.here():
            for item in items:
                if item.get_closest_marker(need.name):
                    item.add_marker(pytest.mark.skip(reason=f"no {need.title} here"))
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser"):
        # The same thread runs the browser's loop and the test's queries, one after the other.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which optional tests did not run, and how to get them."""
    for need in needs.ALL:
        if not need.here():
            terminalreporter.write_line(f"Not run: tests marked `{need.name}`. To run them, {need.how}.", yellow=True)
    if NOTHING_IS_SKIPPED and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Skipped tests count as failures where CI=true.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything can be installed, a skipped test is a failure. What the run shared is not needed any more."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        forget_all()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if NOTHING_IS_SKIPPED and reporter and reporter.stats.get("skipped") and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Hang the live bus up before the database goes that it listens to."""
    yield

    from coterie.platform.live import bus

    bus.stop()


@pytest.fixture
def cast(db: None) -> "Cast":
    """Everybody of `tests.cast`, on the stage of this test."""
    from tests.cast import call_cast

    return call_cast()
