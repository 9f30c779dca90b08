"""Debian packages of the frozen programs: the register, and the centre with its service and its daily copy."""

from __future__ import annotations

import platform
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from devkit.freeze import DIST, WORK
from devkit.shell import ROOT, run
from devkit.system import packages

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
PACKAGING = ROOT / "packaging"
LIBC = "libc6 (>= 2.34)"


@dataclass(frozen=True)
class Package:
    """What a package says of itself, and what of packaging/ it brings.

    `units` are systemd units, `scripts` maintainer scripts in packaging/debian, `shared` files by their folder under
    /usr/share.
    """

    description: str
    depends: tuple[str, ...] = (LIBC,)
    recommends: tuple[str, ...] = ()
    suggests: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    shared: tuple[tuple[str, str], ...] = ()


def package(name: str) -> Package:
    """What is known of the package of a program."""
    if name == "omnitill-central":
        return Package(
            description="The central service of Omnitill: joins the registers of a retail chain",
            depends=(LIBC, "adduser"),
            recommends=("postgresql-client",),  # pg_dump and pg_restore, for copies of a PostgreSQL
            suggests=("postgresql",),
            units=("omnitill-central.service", "omnitill-central-backup.service", "omnitill-central-backup.timer"),
            scripts=("postinst", "prerm", "postrm"),
        )
    return Package(
        description=project()["description"],
        depends=(LIBC, *packages("offscreen", "x11", "wayland")),
        scripts=("prerm",),
        shared=(("applications", "omnitill.desktop"), ("icons/hicolor/scalable/apps", "omnitill.svg")),
    )


def project() -> dict[str, str]:
    """Name, version and description from pyproject.toml."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {key: str(table[key]) for key in ("name", "version", "description")}


def architecture() -> str:
    """This machine's, as Debian calls it."""
    return ARCHITECTURES.get(platform.machine(), platform.machine())


def control(name: str, size_kib: int) -> str:
    """The control file of a package."""
    about = package(name)
    fields = {
        "Package": name,
        "Version": project()["version"],
        "Architecture": architecture(),
        "Maintainer": "The Omnitill authors <omnitill@localhost>",
        "Installed-Size": str(size_kib),
        "Depends": ", ".join(about.depends),
        "Recommends": ", ".join(about.recommends),
        "Suggests": ", ".join(about.suggests),
        "Section": "misc",
        "Priority": "optional",
        "Description": about.description,
    }
    return "".join(f"{key}: {value}\n" for key, value in fields.items() if value)


def lay_out(name: str, folder: Path, tree: Path) -> None:
    """Lay out in `tree` what the package of the frozen `folder` installs."""
    about = package(name)
    tree.chmod(0o755)
    target = tree / "opt" / name
    shutil.copytree(folder, target, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / name).symlink_to(f"/opt/{name}/{name}")
    documents = tree / "usr" / "share" / "doc" / name
    documents.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", documents / "copyright")
    places = [(tree / "lib" / "systemd" / "system", unit) for unit in about.units]
    for folder_of, file in (*places, *((tree / "usr" / "share" / place, file) for place, file in about.shared)):
        folder_of.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGING / file, folder_of / file)
        (folder_of / file).chmod(0o644)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) // 1024
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(control(name, size), encoding="utf-8")
    for script in about.scripts:
        place = tree / "DEBIAN" / script
        shutil.copyfile(PACKAGING / "debian" / f"{name}.{script}", place)
        place.chmod(0o755)


def deb(name: str, folder: Path) -> Path:
    """A `.deb` that puts the frozen `folder` under /opt and its command under /usr/bin."""
    made = DIST / f"{name}_{project()['version']}_{architecture()}.deb"
    with tempfile.TemporaryDirectory(dir=WORK) as temporary:
        lay_out(name, folder, Path(temporary))
        run(["dpkg-deb", "--root-owner-group", "-Zgzip", "--build", temporary, str(made)], "dpkg-deb")
    return made
