"""The centre's own check finds whatever was changed behind its back, and nothing where nothing was."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from sync.central.db.triggers import DECLARED
from sync.central.journal.verify import verify
from sync.central.registers.tables import register_epoch
from sync.central.stock.opening import opening
from sync.protocol.events import EpochOpenedBody, ShiftFigures, ShiftOpenedBody, ZBody
from sync.protocol.messages import Grant
from tests.support.central_books import NOW, Centre, Chain, post_void_of, return_of

CLOSED = "2026-11-22T20:00:00.000000Z"


def shift(journal: Chain, sales: int, total: int, returns: int, back: int, voids: int, voided: int) -> None:
    figures = ShiftFigures(
        currency="RUB",
        sales=sales,
        sales_total=total,
        returns=returns,
        returns_total=back,
        post_voids=voids,
        post_voids_total=voided,
    )
    body = ZBody(
        z_number=1,
        shift_id="shift-1",
        register_id=journal.register_id,
        opened_at=CLOSED,
        closed_at=CLOSED,
        opened_by="maria",
        closed_by="maria",
        currency="RUB",
        head_seq=journal.seq,
        head_hash=journal.hashes[-1].hex(),
        figures=figures,
    )
    journal.append("z_report", body)


@pytest.fixture
def day(centre: Centre) -> Chain:
    """A day of one register in two epochs with all that can happen, and another register beside it."""
    journal = centre.add_register()
    journal.open()
    opened = ShiftOpenedBody(shift_id="shift-1", opened_by="maria", opened_at=CLOSED, opening_cash=500, currency="RUB")
    journal.append("shift_opened", opened)
    sold = journal.sell(("milk", 1000), ("rye", 2000))
    journal.append("return", return_of(journal, sold, ("damaged",)))
    undone = journal.sell(("tea", 250))
    journal.append("post_void", post_void_of(journal, undone))
    journal.append("hologram", b"{}")
    shift(journal, 2, 300, 1, 100, 1, 100)
    centre.push(journal)
    journal.sell(("rye", 1000), shift_id="shift-2")
    newer = centre.grant(journal, 2)
    opening = EpochOpenedBody(
        register_id="r1",
        receipt_prefix="r1-2",
        public_key=journal.signer.public_key.hex(),
        previous_epoch=1,
        previous_seq=8,
        previous_hash=journal.hashes[7].hex(),
    )
    newer.append("epoch_opened", opening)
    newer.carry(journal, 9)
    newer.sell(("rye", 1000), shift_id="shift-2")
    centre.push(newer)
    grant = Grant(
        register_id="r1",
        location_id="T12",
        prefix="r1-2",
        epoch=2,
        public_key=journal.signer.public_key.hex(),
        previous_epoch=1,
        previous_seq=8,
        previous_hash=journal.hashes[7].hex(),
        at=CLOSED,
    )
    signed = centre.authority.sign_statement("grant", grant)
    row = {"register_id": "r1", "epoch": 2, "prefix": "r1-2", "reason": "restored", "asked": "", "at": CLOSED}
    insert = sa.insert(register_epoch).values(**row, grant_data=signed.data.encode(), grant_signature=signed.signature)
    centre.database.write(lambda connection: connection.execute(insert))
    other = centre.add_register("r2")
    other.open()
    other.sell(("milk", 1000))
    centre.push(other)
    return journal


def change(centre: Centre, *statements: str) -> None:
    """Change what triggers protect, as somebody with the database's own rights can."""
    tables = ("event", "carried_event", "document", "shift_fact", "stock_movement")

    def work(connection: sa.Connection) -> None:
        for table in tables:
            if connection.dialect.name == "sqlite":
                for declared in (trigger for trigger in DECLARED.values() if trigger.table == table):
                    connection.exec_driver_sql(f"DROP TRIGGER {declared.name}")
            else:
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            assert connection.execute(sa.text(statement)).rowcount > 0, statement

    centre.database.write(work)


def test_what_is_untouched_holds(centre: Centre, day: Chain) -> None:
    report = verify(centre.database)
    assert report.problems == []
    assert report.ok
    centre.database.write(lambda connection: opening(connection, "T12", {"milk": 9000, "new": 1000}, CLOSED))
    assert verify(centre.database).problems == []
    assert (report.registers, report.events, report.documents) == (2, 13, 7)


def test_a_centre_without_registers_holds(centre: Centre) -> None:
    assert verify(centre.database).ok


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE event SET hash = signature WHERE seq = 3 AND epoch = 1", {"hash_differs"}),
        ("UPDATE event SET signature = hash WHERE seq = 3 AND epoch = 1", {"bad_signature"}),
        ("UPDATE event SET type = 'login' WHERE seq = 3 AND epoch = 1", {"header_differs"}),
        ("UPDATE event SET id = 'x' WHERE seq = 3 AND epoch = 1", {"header_differs"}),
        ("DELETE FROM event WHERE seq = 4 AND epoch = 1", {"gap", "chain_broken", "rows_differ", "sums_differ"}),
        (
            "DELETE FROM event WHERE epoch = 1 AND seq = 8",
            {"head_differs", "rows_differ", "acknowledged_missing", "granted_missing"},
        ),
        ("UPDATE journal_head SET seq = 2 WHERE epoch = 2", {"head_differs"}),
        ("UPDATE journal_epoch SET hash = :other", {"head_differs"}),
        ("DELETE FROM journal_head WHERE register_id = 'r2'", {"head_differs"}),
        ("UPDATE document SET total = total + 1 WHERE seq = 3 AND register_id = 'r1'", {"effect_differs"}),
        ("DELETE FROM document WHERE kind = 'return'", {"effect_missing", "rows_differ"}),
        ("UPDATE stock_movement SET quantity = 5 WHERE reason = 'return'", {"movements_differ", "balance_differs"}),
        ("DELETE FROM stock_movement WHERE reason = 'return'", {"movements_differ", "balance_differs", "rows_differ"}),
        ("UPDATE stock_balance SET on_hand = on_hand + 1 WHERE sku = 'tea'", {"balance_differs"}),
        ("UPDATE stock_balance SET unavailable = 0 WHERE sku = 'milk'", {"balance_differs"}),
        ("UPDATE tender_total SET amount = 0 WHERE kind = 'sale' AND register_id = 'r1'", {"sums_differ"}),
        ("DELETE FROM tax_total WHERE kind = 'return'", {"sums_differ"}),
        ("UPDATE shift_fact SET sales_total = 1 WHERE kind = 'z_report'", {"effect_differs", "z_differs"}),
        ("DELETE FROM quarantine", {"not_quarantined"}),
        ("DELETE FROM carried_event", {"carried_unnoted"}),
        ("UPDATE carried_event SET carrier_seq = 1", {"carried_missing"}),
        ("UPDATE carried_event SET carrier_seq = 99", {"carried_missing"}),
    ],
)
@pytest.mark.invariant(11)
@pytest.mark.invariant(12)
def test_whatever_is_changed_is_found(centre: Centre, day: Chain, statement: str, codes: set[str]) -> None:
    other = "x'00'" if centre.database.is_sqlite else "'\\x00'::bytea"
    change(centre, statement.replace(":other", other))
    report = verify(centre.database)
    assert not report.ok
    assert codes <= {problem.code for problem in report.problems}, report.problems


@pytest.mark.invariant(11)
def test_edited_bytes_are_found(centre: Centre, day: Chain) -> None:
    edited = day.data[2].replace(b'"milk"', b'"silk"')
    table = sa.table("event", sa.column("bytes"), sa.column("seq"), sa.column("epoch"), sa.column("register_id"))
    for data, code in (
        (edited, "hash_differs"),
        (b"[]", "not_an_event"),
        (edited.replace(b",", b", ", 1), "not_canonical"),
    ):
        change_bytes = (
            sa.update(table).where(table.c.seq == 3, table.c.epoch == 1, table.c.register_id == "r1").values(bytes=data)
        )
        if code == "hash_differs":
            change(centre, "UPDATE event SET type = 'sale' WHERE seq = 3 AND register_id = 'r1'")
        centre.database.write(lambda connection, what=change_bytes: connection.execute(what))  # type: ignore[misc]
        assert code in {problem.code for problem in verify(centre.database).problems}


def test_problems_are_bounded(centre: Centre) -> None:
    journal = centre.add_register()
    journal.open()
    for _ in range(250):
        journal.sell()
    centre.push(journal)
    change(centre, "UPDATE event SET signature = hash")
    report = verify(centre.database)
    assert report.found == 251
    assert len(report.problems) == 200


def test_figures_of_a_quarantined_document_are_missed_in_its_z(centre: Centre) -> None:
    journal = centre.add_register()
    journal.open()
    journal.sell()
    shift(journal, 2, 200, 0, 0, 0, 0)
    centre.push(journal, at=NOW)
    assert [problem.code for problem in verify(centre.database).problems] == ["z_differs"]
