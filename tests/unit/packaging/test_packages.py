"""What is handed out: frozen programs that lack nothing of ours, and packages that install and remove with care."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from devkit import build, debs, freeze
from devkit.shell import ROOT, JobError

from pos_client.ui.theme.tokens import ThemeName, load_tokens

UNITS = ("omnitill-central.service", "omnitill-central-backup.service", "omnitill-central-backup.timer")


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(debs.PACKAGING / name, encoding="utf-8")
    return parser


def frozen(root: Path) -> freeze.Program:
    """A program of one package, whose frozen form holds all of it."""
    for name, text in (("a/__init__.py", ""), ("a/b.py", ""), ("a/m/r1.py", ""), ("a/notes.md", "x"), ("a/t.tsv", "x")):
        path = root / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("a/m/r1.py", "a/t.tsv"):
        (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "source" / name, root / "data" / name)
    (root / "toc").write_text(repr(("x", [("a", "", ""), ("a.b", "", "")])), encoding="utf-8")
    return freeze.Program("p", "e.py", ("a",), ())


def test_what_was_left_out_of_a_frozen_program_is_named(tmp_path: Path) -> None:
    program = frozen(tmp_path)

    def lacking() -> list[str]:
        return freeze.not_inside(program, tmp_path / "toc", tmp_path / "data", tmp_path / "source")

    assert lacking() == []
    (tmp_path / "data" / "a" / "t.tsv").unlink()
    (tmp_path / "source" / "a" / "new.py").write_text("", encoding="utf-8")
    assert lacking() == ["a/new.py", "a/t.tsv"]


def test_the_register_has_no_centre_in_it_and_the_centre_no_screens() -> None:
    assert "sync.central" in freeze.REGISTER.excluded
    assert not any(name.startswith("sync.central") or name == "sync" for name in freeze.REGISTER.packages)
    assert "PySide6" in freeze.CENTRE.excluded
    assert [name for name in freeze.CENTRE.packages if name.startswith("pos_client")] == ["pos_client.domain"]
    for program in freeze.PROGRAMS:
        assert (debs.PACKAGING / program.entry).is_file()
        assert all((ROOT / place).is_dir() for place in program.files)


def test_a_program_there_is_not_is_not_built() -> None:
    with pytest.raises(JobError, match=r"omnitill, omnitill-central"):
        build.build(["omnitill-center"])


def test_the_control_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debs, "architecture", lambda: "amd64")
    register, centre = debs.control("omnitill", 7), debs.control("omnitill-central", 9)
    assert "Package: omnitill\n" in register
    assert "libxkbcommon0" in register
    assert "Recommends" not in register
    assert "Package: omnitill-central\n" in centre
    assert "Recommends: postgresql-client\n" in centre
    assert "libxkbcommon0" not in centre
    assert f"Version: {debs.project()['version']}\n" in centre


def test_a_package_is_laid_out_with_its_units_and_scripts(tmp_path: Path) -> None:
    folder, tree = tmp_path / "frozen", tmp_path / "tree"
    folder.mkdir()
    tree.mkdir()
    (folder / "omnitill-central").write_text("program", encoding="utf-8")
    debs.lay_out("omnitill-central", folder, tree)
    assert (tree / "usr/bin/omnitill-central").readlink() == Path("/opt/omnitill-central/omnitill-central")
    assert sorted(path.name for path in (tree / "lib/systemd/system").iterdir()) == sorted(UNITS)
    for script in ("postinst", "prerm", "postrm"):
        assert (tree / "DEBIAN" / script).stat().st_mode & 0o777 == 0o755
        said = subprocess.run(["sh", "-n", tree / "DEBIAN" / script], capture_output=True, text=True, check=False)
        assert (said.returncode, said.stderr) == (0, "")


def test_the_register_lies_in_the_menu_with_its_icon_and_is_not_replaced_under_an_open_till(tmp_path: Path) -> None:
    folder, tree = tmp_path / "frozen", tmp_path / "tree"
    folder.mkdir()
    tree.mkdir()
    debs.lay_out("omnitill", folder, tree)
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(tree / "usr/share/applications/omnitill.desktop", encoding="utf-8")
    assert (tree / "usr/bin" / entry["Desktop Entry"]["Exec"]).is_symlink()
    icon = tree / f"usr/share/icons/hicolor/scalable/apps/{entry['Desktop Entry']['Icon']}.svg"
    assert icon.stat().st_mode & 0o777 == 0o644
    assert load_tokens().colours[ThemeName.LIGHT]["accent"] in icon.read_text(encoding="utf-8")
    assert {path.name for path in (tree / "DEBIAN").iterdir()} == {"control", "prerm"}


@pytest.mark.skipif(not Path("/proc/self/exe").exists(), reason="there is no /proc")
@pytest.mark.parametrize(("act", "code"), [("upgrade", 1), ("failed-upgrade", 1), ("remove", 1), ("deconfigure", 0)])
def test_a_package_is_not_taken_away_from_a_program_that_runs(tmp_path: Path, act: str, code: int) -> None:
    script = (debs.PACKAGING / "debian" / "omnitill.prerm").read_text(encoding="utf-8")
    assert "/opt/omnitill/omnitill" in script
    for program, expected in ((Path(sys.executable).resolve(), code), (tmp_path / "other", 0)):
        mine = tmp_path / "prerm"
        mine.write_text(script.replace("/opt/omnitill/omnitill", str(program)), encoding="utf-8")
        said = subprocess.run(["sh", mine, act], capture_output=True, text=True, check=False)
        assert said.returncode == expected
        assert ("is open" in said.stderr) == bool(expected)


def test_a_purge_leaves_what_the_chain_sold() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (debs.PACKAGING / "debian").iterdir())
    assert not re.search(r"\brm\b|userdel|deluser", scripts)


def test_the_service_runs_as_its_own_user_and_can_write_its_folder_alone() -> None:
    service = unit("omnitill-central.service")["Service"]
    assert service["User"] == service["StateDirectory"] == "omnitill-central"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["Restart"] == "always"
    assert service["ExecStart"].endswith("--data /var/lib/omnitill-central serve")
    assert service["KillSignal"] == "SIGTERM"
    assert "ReadWritePaths" not in service


def test_the_daily_copy_goes_elsewhere_than_the_centres_own_folder() -> None:
    service = unit("omnitill-central-backup.service")["Service"]
    target = service["ExecStart"].split("--to ")[1]
    assert Path(target).name in service["StateDirectory"].split()
    assert Path(target) != Path("/var/lib/omnitill-central")
    assert unit("omnitill-central-backup.timer")["Timer"]["Persistent"] == "yes"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_understands_the_units() -> None:
    said = subprocess.run(
        ["systemd-analyze", "verify", *(debs.PACKAGING / name for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = [line for line in said.stderr.splitlines() if "Unknown" in line or "Failed to parse" in line]
    assert wrong == []
