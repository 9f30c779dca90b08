"""Journeys: the whole program on real transports, driven by keys and scans alone."""

from tests.support.till import demo_replica, make_rig, rig, selling, till_folder

__all__ = ["demo_replica", "make_rig", "rig", "selling", "till_folder"]
