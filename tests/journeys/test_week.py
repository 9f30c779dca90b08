"""A week of one register: 5,000 sales, returns, post-voids, cash moves, several people at the till, and power cuts.

Two days and 640 sales of it where `OMNITILL_FULL` is not 1.

The register runs in processes of its own (`week_runner`), which are killed twice a day. Every evening what lies in the
drawer, reckoned from the hands at the counter alone, is counted; Z, papers, terminal, drawer and journal must agree to
the cent. Marked `invariant(12)`: sales equal tenders plus rounding, shift sums equal the journal.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pos_client.db.journal import verify
from pos_client.db.journal.verify import open_for_reading
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.devices.simulators.terminal import TerminalSimulator
from sync.protocol import chain
from tests.support.demo import copy_demo
from tests.support.escpos_decoder import EPSON_WINDOWS_TABLES, Decoded, decode
from tests.support.receipt_reader import minor, read_receipt
from tests.support.scale import scaled
from tests.support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261121
CUSTOMERS = scaled((320, 320), (720, 690, 700, 680, 730, 790, 690))  # 5,000 in the week
KILLS_A_DAY = scaled(3, 2)
ROW = re.compile(r"^(?P<label>\S.*?)\s{2,}(?P<amount>-?\d{1,3}(?:[ \xa0\u202f]\d{3})*,\d\d)$")


@dataclass
class Hands:
    """What the people at the counter did, from the ledger and, where a power cut came between, from the journal."""

    cash: int = 0
    vouchers: int = 0
    voucher_slips: int = 0
    sales: int = 0
    x_reports: int = 0
    over_short: int = 0
    left: int = 0
    z_numbers: list[int] = field(default_factory=list)


class Week:
    """One register's folder, its papers and its terminal, and what else is known from outside."""

    def __init__(self, folder: Path, terminal: TerminalSimulator) -> None:
        self.folder = folder
        self.papers: list[bytes] = []
        self.terminal = terminal
        self.chance = random.Random(SEED)
        self.kills = 0

    def run(self, day: int, customers: int, drawer: dict[str, int] | None = None, *, kill_after: int = 0) -> bool:
        """Let the register live; False when it was killed: once its hands have told `kill_after` things more."""
        with PrinterSimulator() as printer:
            try:
                return self._live(printer, day, customers, drawer, kill_after)
            finally:
                self.papers += printer.papers

    def _live(
        self, printer: PrinterSimulator, day: int, customers: int, drawer: dict[str, int] | None, kill_after: int
    ) -> bool:
        host, port = self.terminal.address
        arguments = [str(self.folder), str(SEED), str(day), str(customers), printer.address, host, str(port)]
        if drawer is not None:
            arguments.append(json.dumps(drawer))
        enough = self.words() + kill_after
        errors = self.folder / "errors"
        with errors.open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.week_runner", *arguments], cwd=ROOT, stderr=told
            )
        try:
            if kill_after:
                wait_until(lambda: process.poll() is not None or self.words() >= enough, "a day's sales", 600)
                time.sleep(self.chance.random() * 0.2)  # the moment of the power cut, not a wait for anything
                if process.poll() is None:
                    self.kills += 1
                    return False
            process.wait(600)
        finally:
            process.kill()
            process.wait(30)
        assert process.returncode == 0, errors.read_text(encoding="utf-8")[-4000:]
        return True

    def words(self) -> int:
        """How much the hands have told yet, of all days."""
        ledger = self.folder / "ledger.jsonl"
        return ledger.read_bytes().count(b"\n") if ledger.exists() else 0

    # --- seen from outside

    def ledger(self, day: int) -> Iterator[dict[str, Any]]:
        """Yield what the hands did on a day; a line that a power cut tore is nobody's word."""
        for line in (self.folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines():
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if told["day"] == day:
                yield told

    def events(self) -> list[tuple[int, str, dict[str, Any]]]:
        """Return (seq, type, body) of the whole journal, read without the program's own reader."""
        raw = open_for_reading(self.folder / "journal.sqlite")
        try:
            rows = raw.execute("SELECT seq, type, bytes FROM event ORDER BY seq").fetchall()
        finally:
            raw.close()
        return [(seq, kind, json.loads(chain.open_event(data)[1])) for seq, kind, data in rows]

    def hands(self, day: int, opening: int) -> Hands:
        """Reckon what must lie in the drawer from what was put on the counter and handed back."""
        journal = {body.get("sale_id"): body for _seq, kind, body in self.events() if kind == "sale"}
        documents = {body.get("return_id") or body.get("post_void_id") for _seq, _kind, body in self.events()}
        moves = [body for _seq, kind, body in self.events() if kind == "cash_move"]
        found = Hands(cash=opening)
        told = list(self.ledger(day))
        done = {one["id"] for one in told if one["kind"] in ("sale", "return", "void") and "id" in one}
        changes = {one["id"]: one["change"] for one in told if one["kind"] == "sale"}
        counters = {one["id"]: one["counter"] for one in told if one["kind"] == "try_sale"}
        rests = {one["id"]: one["rest"] for one in told if one["kind"] == "try_sale"}
        for sale_id, counter in counters.items():
            assert (sale_id in journal) or sale_id not in done  # a sale shown as paid is on disk
            if sale_id not in journal:
                continue  # the power went before it was paid: everybody took their money back
            change = changes.get(sale_id, journal[sale_id].get("change", 0))
            found.cash += counter.get("cash", 0) - change - rests[sale_id]
            found.vouchers += counter.get("voucher", 0)
            found.voucher_slips += "voucher" in counter
            found.sales += 1
        given_back = {one["id"]: one["cash"] for one in told if one["kind"] in ("try_return", "try_void")}
        found.cash -= sum(cash for document, cash in given_back.items() if document in documents)
        assert {one["id"] for one in told if one["kind"] in ("return", "void")} <= documents
        found.cash += self._moved(told, moves)
        found.x_reports = sum(one["kind"] == "x" for one in told)
        return found

    def _moved(self, told: list[dict[str, Any]], journal: list[dict[str, Any]]) -> int:
        """Return what cash moves put in; one whose word a power cut took counts when the journal has it."""
        sign = {"paid_in": 1, "paid_out": -1, "safe_drop": -1}
        tried = Counter((one["move"], one["amount"]) for one in told if one["kind"] == "try_move")
        done = Counter((one["move"], one["amount"]) for one in told if one["kind"] == "move")
        in_doubt = tried - done
        total = sum(sign[kind] * amount * count for (kind, amount), count in done.items())
        shift = [body for body in journal if body["kind"] != "no_sale"]
        for (kind, amount), count in in_doubt.items():
            known = sum(body["kind"] == kind and body["amount"] == amount for body in shift[-len(told) :])
            total += sign[kind] * amount * min(count, max(0, known - done[kind, amount]))
        return int(total)


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    folder = tmp_path / "register"
    copy_demo(folder / "replica")
    with TerminalSimulator(currency="RUB") as terminal:
        yield Week(folder, terminal)


@pytest.mark.invariant(1)
@pytest.mark.invariant(12)
@pytest.mark.timeout(1800)
def test_a_week_agrees_to_the_cent_every_day(week: Week) -> None:
    opening = 500_000
    for day, customers in enumerate(CUSTOMERS):
        live_through(week, day, customers)
        hands = week.hands(day, opening)
        assert hands.sales >= customers
        mistake = week.chance.choice((0, 0, 0, -5_000, 10_000))  # somebody gave wrong change
        drawer = {
            "cash": hands.cash + mistake,
            "voucher": hands.vouchers,
            "voucher_slips": hands.voucher_slips,
        }
        assert week.run(day, customers, drawer)
        opening = judge_evening(week, day, hands, mistake)
    assert week.kills >= len(CUSTOMERS)
    judge_papers(week)
    judge_terminal(week)
    report = verify(week.folder / "journal.sqlite")
    assert report.ok, report.problems[:10]
    assert report.sales >= sum(CUSTOMERS)
    kinds = Counter(kind for _seq, kind, _body in week.events())
    assert all(
        kinds[kind] for kind in ("return", "post_void", "cash_move", "basket_cancelled", "approval", "recovered")
    )
    assert sum(bool(body.get("exchange_return_id")) for _seq, kind, body in week.events() if kind == "sale") > 10


def live_through(week: Week, day: int, customers: int) -> None:
    """Let the day pass, with power cuts at moments that nobody chose."""
    words = 2 * customers // (KILLS_A_DAY + 1)  # every customer is at least two words: a trial and what came of it
    for _ in range(KILLS_A_DAY):
        if week.run(day, customers, kill_after=week.chance.randint(1, words)):
            return
    assert week.run(day, customers)


def judge_evening(week: Week, day: int, hands: Hands, mistake: int) -> int:
    """Compare Z, the hands and the journal; returns what was left for the morning."""
    closed = next(one for one in week.ledger(day) if one["kind"] == "closed")
    assert closed["number"] == day + 1
    assert closed["over_short"] == mistake
    z = [body for _seq, kind, body in week.events() if kind == "z_report"][-1]
    figures, shift = z["figures"], z["shift_id"]
    documents = [(kind, body) for _seq, kind, body in week.events() if body.get("shift_id") == shift]
    sales = [body for kind, body in documents if kind == "sale"]
    backs = [body for kind, body in documents if kind in ("return", "post_void")]
    assert figures["sales"] == len(sales) == hands.sales
    assert figures["sales_total"] == sum(body["total"] for body in sales)
    assert figures.get("returns_total", 0) + figures.get("post_voids_total", 0) == sum(body["total"] for body in backs)
    assert figures["expected_cash"] == hands.cash
    paid = sum(part["amount"] for body in sales for part in body["payments"])
    assert paid == figures["sales_total"] + figures.get("sale_rounding", 0)
    refunded = sum(part["amount"] for body in backs for part in body["refunds"])
    assert refunded == sum(body["total"] + body.get("cash_rounding", 0) for body in backs)
    assert taxes_of(figures.get("taxes", [])) == taxes_of([tax for body in sales for tax in body["taxes"]])
    assert taxes_of(figures.get("correction_taxes", [])) == taxes_of([t for body in backs for t in body["taxes"]])
    by_person: Counter[str] = Counter()
    for body in sales:
        by_person[body["cashier_id"]] += body["total"]
    assert {
        row["cashier_id"]: row.get("sales_total", 0) for row in figures["cashiers"] if row.get("sales")
    } == by_person
    assert sum(row.get("sold", 0) for row in figures["categories"]) == figures["sales_total"]
    judge_x(week, shift, hands)
    return int(closed["left"])


def judge_x(week: Week, shift: str, hands: Hands) -> None:
    """Each X of the day is the sum of what stood in the journal when it was drawn."""
    events = week.events()
    drawn = [body for _seq, kind, body in events if kind == "x_report" and body["shift_id"] == shift]
    assert len(drawn) >= hands.x_reports >= 1
    for x in drawn:
        before = [body for seq, kind, body in events if kind == "sale" and seq <= x["head_seq"]]
        sales = [body for body in before if body["shift_id"] == shift]
        assert (x["figures"]["sales"], x["figures"]["sales_total"]) == (len(sales), sum(b["total"] for b in sales))


def taxes_of(parts: list[dict[str, Any]]) -> dict[tuple[str, int], tuple[int, int]]:
    """Return (net, tax) by category and rate."""
    sums: dict[tuple[str, int], tuple[int, int]] = {}
    for part in parts:
        key = part["category"], part.get("rate", 0)
        net, tax = sums.get(key, (0, 0))
        sums[key] = net + part["net"], tax + part["tax"]
    return sums


def judge_papers(week: Week) -> None:
    """Every paper says what the journal says, and every document has its paper."""
    by_number = {body["receipt_number"]: (kind, body) for _seq, kind, body in week.events() if "receipt_number" in body}
    documents = {n: found for n, found in by_number.items() if found[0] in ("sale", "return", "post_void")}
    reports = {kind: [b for _s, k, b in week.events() if k == kind] for kind in ("x_report", "z_report")}
    seen: Counter[str] = Counter()
    printed_z = []
    for paper in week.papers:
        decoded = decode(paper, EPSON_WINDOWS_TABLES)
        text = decoded.text
        if "Чек TV" in text:
            receipt = read_receipt(paper)
            body = documents[receipt.number][1]
            assert receipt.total == body["total"]
            assert receipt.change == body.get("change", 0)
            seen[receipt.number] += not receipt.is_copy
        elif "ВОЗВРАТ" in text or "ОТМЕНА ЧЕКА" in text:
            number = re.search(r"№ (TV03-\d{6})", text)
            assert number is not None
            body = documents[number[1]][1]
            amount = re.search(r"Возвращено\s+(\d[\d \xa0\u202f]*,\d\d)", text)
            assert amount is not None
            assert minor(amount[1]) == body["total"]
            seen[number[1]] += "КОПИЯ" not in text
        elif "Z-ОТЧЁТ" in text:
            printed_z.append(rows_of(decoded))
    assert set(seen) == set(documents)
    # A power cut in the middle of a paper may leave a torn one that is printed again as a copy: never two originals.
    assert max(seen.values()) == 1
    assert len(printed_z) == len(reports["z_report"]) == len(CUSTOMERS)
    for rows, z in zip(printed_z, reports["z_report"], strict=True):
        assert rows["Ожидалось"] == z["figures"]["expected_cash"]
        assert rows[f"Продажи ({z['figures']['sales']})"] == z["figures"]["sales_total"]
        assert rows["Оставлено смене"] == z["cash_left"]
        assert rows["В сумку"] == z.get("cash_removed", 0)


def rows_of(paper: Decoded) -> dict[str, int]:
    """Return the first amount of each label on a report."""
    found: dict[str, int] = {}
    for line in paper.lines:
        matched = ROW.match(line.rstrip())
        if matched is not None:
            found.setdefault(matched["label"], minor(matched["amount"]))
    return found


def judge_terminal(week: Week) -> None:
    """What the terminal moved is what the documents say."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        moved = sum(movement.amount for movement in week.terminal.movements)
        said = 0
        for _seq, kind, body in week.events():
            if kind == "sale":
                said += sum(part["amount"] for part in body["payments"] if part["tender_class"] == "card")
            elif kind in ("return", "post_void"):
                said -= sum(part["amount"] for part in body["refunds"] if part["tender_class"] == "card")
        if moved == said:
            return
        time.sleep(0.5)
    raise AssertionError(f"terminal {moved}, documents {said}")
