"""Play worlds alone: `python -m tests.simulation SEED PROFILE [HOW_MANY]`."""

from __future__ import annotations

import logging
import sys
import time
import traceback

from tests.simulation.faults import PROFILES
from tests.simulation.world import play


def main() -> int:
    """Play; the number of worlds that failed is the exit status."""
    try:
        seed, profile = int(sys.argv[1]), sys.argv[2]
        many = int(sys.argv[3]) if len(sys.argv) > 3 else 1
        PROFILES[profile]
    except (IndexError, KeyError, ValueError):
        sys.stderr.write(f"{__doc__} Profiles: {', '.join(PROFILES)}.\n")
        return 2
    logging.disable(logging.CRITICAL)
    failed, begun = 0, time.process_time()
    for number in range(seed, seed + many):
        try:
            world = play(number, profile)
        except Exception as error:  # noqa: BLE001 - shown whole, and the next one is played
            failed += 1
            if many == 1:
                traceback.print_exc()
            sys.stdout.write(f"{number} {profile} FAILED {type(error).__name__}: {error}\n")
        else:
            if many == 1:
                sys.stdout.write("\n".join(world.history) + f"\n{world.figures()}\n")
    sys.stdout.write(f"{many - failed} of {many} passed, {time.process_time() - begun:.1f} s of processor time\n")
    return min(failed, 100)


if __name__ == "__main__":
    sys.exit(main())
