"""The straight path of a push and each of its branches, on both databases."""

from __future__ import annotations

from tests.support.central_books import Centre


def test_sales_reach_the_books(centre: Centre) -> None:
    journal = centre.add_register()
    journal.open()
    journal.sell(("milk", 1000), ("rye", 2500))
    journal.sell(("milk", 3000))
    answer = centre.push(journal)
    assert answer.quarantined == (), centre.rows("SELECT reason, detail FROM quarantine")
    assert centre.counts("event", "document", "stock_movement") == (3, 2, 3)
    assert centre.stock() == {"milk": -4000, "rye": -2500}
    assert centre.rows("SELECT bytes FROM event ORDER BY seq") == [(data,) for data in journal.data]
