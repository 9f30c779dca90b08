"""The job `build`: a wheel, a frozen program in a folder (PyInstaller), and on Debian a `.deb` of that folder."""

from __future__ import annotations

import ast
import platform
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from devkit import translations, venv
from devkit.shell import ROOT, JobError, environment, run, say, venv_python
from devkit.system import ensure_qt, packages

DIST = ROOT / "dist"
WORK = ROOT / "build"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# without these the frozen program starts and then fails at the first barcode or receipt
COLLECTED = ("biip", "escpos", "barcode", "babel")


def project() -> dict[str, str]:
    """Name, version and description from pyproject.toml."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {key: str(table[key]) for key in ("name", "version", "description")}


def wheel() -> None:
    """The wheel, with the compiled translations inside."""
    tools = ["--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    run([*venv.pip_command(), "wheel", *tools, "--wheel-dir", str(DIST), str(ROOT)], "the wheel")


def frozen() -> Path:
    """The program with its own Python in one folder."""
    command = [str(venv_python()), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--onedir", "--name", "omnitill"]
    command += [part for name in COLLECTED for part in ("--collect-data", name)]
    # screens, drivers and migrations are found by name at run time
    command += [
        part for name in ("pos_client", "sync") for part in ("--collect-submodules", name, "--collect-data", name)
    ]
    migrations = Path("pos_client", "db", "journal", "migrations")
    command += ["--add-data", f"{ROOT / migrations}:{migrations}"]
    command += ["--add-data", f"{ROOT / 'resources'}:resources", "--exclude-module", "numpy", "--paths", str(ROOT)]
    command += ["--distpath", str(DIST), "--workpath", str(WORK / "freeze"), "--specpath", str(WORK)]
    command.append(str(ROOT / "packaging" / "pyinstaller_entry.py"))
    run(command, "PyInstaller", environment(PYTHONHASHSEED="1"))
    missing = not_inside(WORK / "freeze" / "omnitill" / "PYZ-00.toc", DIST / "omnitill" / "_internal")
    if missing:
        raise JobError(f"the frozen program lacks {', '.join(missing[:10])} ({len(missing)} in all)")
    return DIST / "omnitill"


def not_inside(modules: Path, data: Path) -> list[str]:
    """What of the program PyInstaller left out, of which it only warns: modules it could not import, data files."""
    frozen_names = {str(entry[0]) for entry in ast.literal_eval(modules.read_text(encoding="utf-8"))[1]}
    lacking = []
    for path in (path for top in ("pos_client", "sync", "resources") for path in (ROOT / top).rglob("*")):
        place = path.relative_to(ROOT)
        if path.suffix == ".py":
            name = ".".join(place.with_suffix("").parts).removesuffix(".__init__")
            is_there = name in frozen_names or (data / place).is_file()  # migrations and generators lie there as files
        else:
            is_there = path.is_dir() or path.suffix in (".pyc", ".md") or (data / place).is_file()
        if not is_there:
            lacking.append(str(place))
    return sorted(lacking)


def control(about: dict[str, str], size_kib: int) -> str:
    """The control file of the `.deb`."""
    fields = {
        "Package": about["name"],
        "Version": about["version"],
        "Architecture": ARCHITECTURES.get(platform.machine(), platform.machine()),
        "Maintainer": "The Omnitill authors <omnitill@localhost>",
        "Installed-Size": str(size_kib),
        "Depends": ", ".join(["libc6 (>= 2.34)", *packages("offscreen", "x11", "wayland")]),
        "Section": "misc",
        "Priority": "optional",
        "Description": about["description"],
    }
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


def deb(folder: Path) -> Path:
    """A `.deb` that puts the frozen `folder` under /opt and its command under /usr/bin."""
    about = project()
    made = DIST / f"{about['name']}_{about['version']}_{ARCHITECTURES.get(platform.machine(), platform.machine())}.deb"
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        tree = Path(name)
        tree.chmod(0o755)
        target = tree / "opt" / "omnitill"
        shutil.copytree(folder, target, symlinks=True)
        (tree / "usr" / "bin").mkdir(parents=True)
        (tree / "usr" / "bin" / "omnitill").symlink_to("/opt/omnitill/omnitill")
        licences = tree / "usr" / "share" / "doc" / "omnitill"
        licences.mkdir(parents=True)
        shutil.copy(ROOT / "LICENSE", licences / "copyright")
        size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) // 1024
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN" / "control").write_text(control(about, size), encoding="utf-8")
        run(["dpkg-deb", "--root-owner-group", "-Zgzip", "--build", str(tree), str(made)], "dpkg-deb")
    return made


def build(args: Sequence[str]) -> int:
    """Everything to hand out, in dist/."""
    if args:
        raise JobError("build takes no further words")
    venv.ensure("runtime", "build")
    ensure_qt()
    translations.compile_stale()
    DIST.mkdir(exist_ok=True)
    WORK.mkdir(exist_ok=True)
    wheel()
    folder = frozen()
    if sys.platform == "linux" and shutil.which("dpkg-deb"):
        deb(folder)
    for path in sorted(DIST.iterdir()):
        say(f"dist/{path.name}")
    return 0
