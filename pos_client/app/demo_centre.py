"""The demo's centre: a program of its own, started by its command line as an operator would. Main thread.

The register never imports the centre. What `init` and `import --demo` make is kept as a template that the next demo
copies, because the import takes some twenty seconds; it is made anew when the sources that it comes from change.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = ("sync", "pos_client/domain", "resources/demo")
PROGRAM: Final = "sync.central.cli"
PART: Final = "part-"
STARTED: Final = re.compile(r"Registers: port (\d+)\. Operators: port (\d+)\.")
CODE: Final = re.compile(r"^  ([A-Z0-9]{4}(?:-[A-Z0-9]{4}){5})$", re.MULTILINE)
STOP_SECONDS: Final = 30.0


class DemoCentreError(Exception):
    """The demo's centre did not do what it was asked to; its words say what it answered."""


class DemoCentre:
    """A centre with the demo chain, in `directory`. As a context it stops, whatever happened."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.port = 0
        self.admin_port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where registers reach it."""
        return f"https://127.0.0.1:{self.port}"

    @property
    def page(self) -> str:
        """Where operators reach its page."""
        return f"http://127.0.0.1:{self.admin_port}"

    def command(self, *arguments: str) -> list[str]:
        """Return its command line with `arguments`."""
        return [sys.executable, "-m", PROGRAM, "--data", str(self.directory), *arguments]

    def run(self, *arguments: str) -> str:
        """Run one of its commands to the end; returns what it said. `DemoCentreError`."""
        done = subprocess.run(self.command(*arguments), cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
        return self.said(arguments, done.returncode, done.stdout, done.stderr)

    @staticmethod
    def said(arguments: tuple[str, ...], code: int, out: str, err: str) -> str:
        """Return what a command said, or raise `DemoCentreError` when it refused."""
        if code:
            raise DemoCentreError(f"omnitill-central {' '.join(arguments)}: {(err or out).strip()[-2000:]}")
        return out.strip()

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin one of its commands, for whoever has something else to do meanwhile."""
        return subprocess.Popen(  # noqa: S603 - our own program
            self.command(*arguments), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def start(self) -> None:
        """Start the service and wait until it serves, on the ports of its first start. `DemoCentreError`."""
        self._listen()
        with (self.directory / "centre.log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603
                self.command("serve"),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # a Ctrl-C is the demo's, which stops it in order
            )
        line = self._process.stdout.readline() if self._process.stdout is not None else ""
        found = STARTED.search(line)
        if found is None:
            self.stop()
            tail = (self.directory / "centre.log").read_text(encoding="utf-8", errors="replace")[-2000:]
            raise DemoCentreError(f"the centre did not start: {tail}")
        self.port, self.admin_port = int(found[1]), int(found[2])

    def stop(self) -> None:
        """Stop the service as systemd does; by force when it does not end."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def code_for(self, register_id: str) -> str:
        """Return a new enrolment code of a register."""
        found = CODE.search(self.run("enrol", register_id))
        if found is None:
            raise DemoCentreError(f"the centre gave no code for {register_id}")
        return found[1]

    def first_token(self) -> str:
        """Return a token for the operators' page."""
        return self.run("operator", "add", "demo").split()[-1]

    def _listen(self) -> None:
        """Write its settings: this machine alone, free ports at first and the same ones later."""
        (self.directory / "centre.toml").write_text(
            f'name = "Demo"\nlisten = "127.0.0.1:{self.port}"\nadmin_listen = "127.0.0.1:{self.admin_port}"\n',
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


@contextlib.contextmanager
def demo_centre(directory: Path, cache: Path, say: Callable[[str], None]) -> Iterator[DemoCentre]:
    """Serve the demo chain from `directory`, filled from the template in `cache` unless it is there already."""
    with DemoCentre(directory) as centre:
        if not (directory / "centre.sqlite").exists():
            source = template(cache, say)
            shutil.copytree(source, directory, dirs_exist_ok=True)
        centre.start()
        yield centre


def template(cache: Path, say: Callable[[str], None]) -> Path:
    """Return a folder with a centre of the demo chain that never served; made when there is none of these sources."""
    made = cache / fingerprint()
    if made.exists():
        return made
    say("making a centre with the demo chain, once; some twenty seconds")
    cache.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=PART, dir=cache))
    try:
        centre = DemoCentre(part)
        centre.run("init", "--name", "Demo")
        say(centre.run("import", "--demo").splitlines()[0])
        for old in cache.iterdir():
            if old.is_dir() and not old.name.startswith(PART):
                shutil.rmtree(old, ignore_errors=True)
        with contextlib.suppress(OSError):  # another demo made it meanwhile
            part.rename(made)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return made


def fingerprint() -> str:
    """Return what the sources of the template have in common with no others."""
    digest = hashlib.sha256()
    for top in SOURCES:
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and path.suffix not in (".pyc", ".md"):
                digest.update(os.fsencode(path.relative_to(ROOT).as_posix()) + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:24]
