"""Feeds: what the centre tells its registers, in an order that no reader can miss.

`publish` writes them; `pull`, `state` and `bucket` answer readers; `snapshot_offer` and `snapshot_file` serve whole
catalogues; `Notifier` wakes who waits; `purge` forgets what nobody needs; `raise_generations` follows a restore.
"""

from sync.central.feeds.generations import raise_generations
from sync.central.feeds.notifier import Notifier
from sync.central.feeds.publish import Change, publish
from sync.central.feeds.reading import bucket, pull, state
from sync.central.feeds.retention import purge
from sync.central.feeds.snapshots import snapshot_file, snapshot_offer
from sync.central.feeds.waiting import hold

__all__ = [
    "Change",
    "Notifier",
    "bucket",
    "hold",
    "publish",
    "pull",
    "purge",
    "raise_generations",
    "snapshot_file",
    "snapshot_offer",
    "state",
]
