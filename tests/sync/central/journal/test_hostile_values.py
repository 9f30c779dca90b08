"""Values that one database takes and the other does not, from a register whose key is in the wrong hands."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from sync.central.journal import aside
from sync.central.refused import RefusedError
from sync.protocol.wire import MOST_PUSH_BYTES
from tests.support.central_books import NOW, Centre, sale_of


@pytest.mark.invariant(5)
@pytest.mark.parametrize("sku", ["milk\0", "\u202e\x1b[2J", '"},{\\', "NULL", "\U0010ffff"])
def test_an_odd_product_blocks_nothing_that_follows(centre: Centre, sku: str) -> None:
    till = centre.add_register()
    till.open()
    till.sell((sku, 1000))
    till.sell(("milk", 1000))
    centre.push(till)
    assert centre.stock()["milk"] == -1000


@pytest.mark.invariant(5)
@pytest.mark.parametrize("field", ["sale_id", "receipt_number", "shift_id", "cashier_id"])
def test_an_odd_name_in_a_sale_blocks_nothing_that_follows(centre: Centre, field: str) -> None:
    till = centre.add_register()
    till.open()
    till.append("sale", msgspec.structs.replace(sale_of(till, (("bread", 1000),)), **{field: "a\0b"}))
    till.sell(("milk", 1000))
    centre.push(till)
    assert centre.stock()["milk"] == -1000


@pytest.mark.invariant(5)
def test_sums_past_64_bits_block_nothing_that_follows(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    for _ in range(12):
        till.sell(*[("flour", 10**15)] * 100)
    till.sell(("milk", 1000))
    answer = centre.push(till)
    assert centre.stock() == {"flour": -(10**18), "milk": -1000}
    assert centre.quarantined(answer, till) == [12, 13]


@pytest.mark.invariant(5)
def test_a_batch_whose_sum_no_64_bits_hold_blocks_nothing_that_follows(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    for _ in range(11):
        till.sell(*[("flour", 10**15)] * 900)
    till.sell(("milk", 1000))
    assert sum(map(len, till.data)) < MOST_PUSH_BYTES  # all in one
    answer = centre.push(till)
    assert centre.stock() == {"flour": -900 * 10**15, "milk": -1000}
    assert centre.quarantined(answer, till) == list(range(3, 13))


@pytest.mark.parametrize("token", ["\0", "\u202e", "\x1b[2J"])
def test_an_odd_token_is_refused_and_kept_with_an_alarm(centre: Centre, token: str) -> None:
    till = centre.add_register()
    till.open()
    assert centre.refusal(till, till.request(token=token)).code == "not_parsed"
    assert centre.alarms() == {"not_parsed": 1}
    centre.push(till)
    till.sell(("milk", 1000))
    centre.push(till)
    assert centre.stock() == {"milk": -1000}


def test_a_thief_does_not_use_up_the_room_of_who_has_the_register_now(centre: Centre) -> None:
    till = centre.add_register()
    till.open()
    caller = centre.caller(till)
    thief = replace(caller, revoked=True)
    for number in range(16):
        aside.rescue_upload(centre.database, thief, bytes([number]) * 4 * 1024 * 1024, NOW)
    with pytest.raises(RefusedError, match="too_large"):
        aside.rescue_upload(centre.database, thief, b"more", NOW)
    aside.rescue_upload(centre.database, caller, b"mine", NOW)
    assert centre.counts("rescue") == (17,)
