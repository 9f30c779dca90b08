"""Feeds: what the centre tells its registers, in an order that no reader can miss.

`publish` writes them; `pull`, `state` and `bucket` answer readers; `snapshot_offer` and `snapshot_file` serve whole
catalogues; `Notifier` wakes who waits; `purge` forgets what nobody needs; `raise_generations` follows a restore.
"""

from sync.central.feeds.publish import Change, publish

__all__ = ["Change", "publish"]
