"""The triggers that keep the journal append-only, and which revision brought them."""

from __future__ import annotations

TRIGGERS = {
    "event_no_update": (
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    ),
    "event_no_delete": (
        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event "
        "WHEN NOT EXISTS (SELECT 1 FROM purge_floor WHERE epoch = OLD.epoch AND seq >= OLD.seq) "
        "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    ),
    "event_no_gap": (
        "CREATE TRIGGER event_no_gap BEFORE INSERT ON event "
        "WHEN NEW.seq <> 1 AND NOT EXISTS (SELECT 1 FROM event WHERE epoch = NEW.epoch AND seq = NEW.seq - 1) "
        "BEGIN SELECT RAISE(ABORT, 'events leave no gap'); END"
    ),
    "purge_floor_named": (
        "CREATE TRIGGER purge_floor_named BEFORE INSERT ON purge_floor "
        "WHEN NOT EXISTS (SELECT 1 FROM event WHERE epoch = NEW.epoch AND seq = NEW.event_seq AND type = 'purged') "
        "BEGIN SELECT RAISE(ABORT, 'the floor moves with a purged event'); END"
    ),
    "purge_floor_rises": (
        "CREATE TRIGGER purge_floor_rises BEFORE UPDATE ON purge_floor "
        "WHEN NEW.epoch <> OLD.epoch OR NEW.seq <= OLD.seq OR NEW.event_seq <= OLD.event_seq "
        "OR NOT EXISTS (SELECT 1 FROM event WHERE epoch = NEW.epoch AND seq = NEW.event_seq AND type = 'purged') "
        "BEGIN SELECT RAISE(ABORT, 'the floor moves with a purged event'); END"
    ),
    "purge_floor_stays": (
        "CREATE TRIGGER purge_floor_stays BEFORE DELETE ON purge_floor "
        "BEGIN SELECT RAISE(ABORT, 'the floor moves with a purged event'); END"
    ),
    "sale_no_update": (
        "CREATE TRIGGER sale_no_update BEFORE UPDATE ON sale BEGIN SELECT RAISE(ABORT, 'sales are final'); END"
    ),
    "sale_no_delete": (
        "CREATE TRIGGER sale_no_delete BEFORE DELETE ON sale BEGIN SELECT RAISE(ABORT, 'sales are final'); END"
    ),
    "correction_no_update": (
        "CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction "
        "BEGIN SELECT RAISE(ABORT, 'corrections are final'); END"
    ),
    "correction_no_delete": (
        "CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction "
        "BEGIN SELECT RAISE(ABORT, 'corrections are final'); END"
    ),
}
"""Name -> exact SQL, compared with what the file holds at every opening."""

LATER_TRIGGERS = {
    "0002": frozenset({"sale_no_update", "sale_no_delete", "correction_no_update", "correction_no_delete"}),
}
"""Revision -> the triggers that it added; a file of an earlier one does not have them yet."""
