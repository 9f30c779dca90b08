"""What the start does to the process: in one of its own, since it holds for a whole process."""

from __future__ import annotations

from tests.support.fresh import run_python

PROGRAM = """
import gc, linecache, sys
from pos_client.app.starting import hurry, settle_memory
hurry()
assert not gc.isenabled()
import pos_client.app.main
read = [name for name in linecache.cache if name.endswith("widgets/key.py")]
assert read == [], "the source of a module was read"
assert not [name for name in sys.modules if name.startswith("pos_client.ui.screens.pay")], "a screen nobody saw"
settle_memory()
assert gc.isenabled() and gc.get_freeze_count() > 1000
"""


def test_a_start_reads_no_sources_and_the_collector_comes_back_after_it() -> None:
    ran = run_python(PROGRAM)
    assert (ran.returncode, ran.stderr) == (0, "")
