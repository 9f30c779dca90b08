"""What holds for every test: its own home, no network, no leaks, no word from Qt, invariants listed.

This module is imported before any test module, so the environment is set before Qt or the program reads it.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHONHASHSEED"] = os.environ.get("PYTHONHASHSEED", "0")
HOME = Path(tempfile.mkdtemp(prefix="omnitill-home-"))
for _variable, _folder in {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "APPDATA": "config",
    "LOCALAPPDATA": "data",
    "ESCPOS_CAPABILITIES_PICKLE_DIR": "cache",
}.items():
    _path = HOME / _folder
    _path.mkdir(mode=0o700, exist_ok=True)
    os.environ[_variable] = str(_path)

import pytest  # noqa: E402
from _pytest.terminal import TerminalReporter  # noqa: E402
from hypothesis import settings  # noqa: E402

from tests.support.leaks import Leaks  # noqa: E402
from tests.support.network import forbid_network  # noqa: E402

# A shared machine may be slow at any moment: pytest's own timeout bounds a test, hypothesis does not
settings.register_profile("omnitill", deadline=None, print_blob=True)
settings.load_profile("omnitill")

PASSED = pytest.StashKey[bool]()
_proved: dict[int, list[int]] = {}  # by invariant: tests passed, tests failed


def pytest_configure(config: pytest.Config) -> None:
    """Shut the network, make sure that translations are compiled once before any process needs them."""
    forbid_network()
    if not hasattr(config, "workerinput"):
        from devkit import translations  # noqa: PLC0415 # the workers need none of it

        translations.compile_stale()


def pytest_collection_finish() -> None:
    """Set aside what exists once all test modules are imported, so that each test's leak check looks at less."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Remove this process's home."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep whether the test passed for the leak check, and which invariants it proves for the listing."""
    report = yield
    if report.when == "call":
        item.stash[PASSED] = report.passed
        report.user_properties.extend(
            ("invariant", number) for mark in item.iter_markers("invariant") for number in mark.args
        )
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count passed and failed proofs of each invariant (on the controller these come from the workers)."""
    if report.when == "call":
        for name, number in report.user_properties:
            if name == "invariant":
                _proved.setdefault(int(str(number)), [0, 0])[0 if report.passed else 1] += 1


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """List the invariants of the sync design that this run proved, and by how many tests."""
    if _proved:
        terminalreporter.section("invariants")
        for number, (passed, failed) in sorted(_proved.items()):
            verdict = f", {failed} FAILED" if failed else ""
            terminalreporter.write_line(f"invariant {number}: {passed} tests passed{verdict}")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """As `make_application` makes the application."""
    return ["omnitill", "-style", "Fusion"]


@pytest.fixture(autouse=True)
def nothing_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a passed test that leaves a thread, a Qt thread, an active timer or a top-level widget behind."""
    leaks = Leaks()
    yield
    # a failed test's traceback keeps its objects alive: one complaint is enough
    if request.node.stash.get(PASSED, False):
        left = leaks.left()
        if left:
            pytest.fail("left behind: " + "; ".join(left), pytrace=False)
