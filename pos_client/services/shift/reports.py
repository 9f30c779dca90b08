"""X and Z as papers: an interim report of the running shift, the closing report, their copies. Main thread.

Both are sums over the journal. Whoever may not see what the drawer should hold gets an X without any tender's amounts,
since takings less cards and vouchers would tell it too; the journal keeps the whole figures either way.
"""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from msgspec.structs import replace

from pos_client.db.journal import EventRow, Writer
from pos_client.domain import receipt
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.shift.report_paper import ReportPaper, blind
from pos_client.services.shift.shift_views import ShiftView, XView, ZRow
from pos_client.services.shift.shifts import Shifts
from pos_client.services.shift.slips import Slips
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol import chain, schemas
from sync.protocol.events import ReprintBody, XReportBody, ZBody, instant, parse_instant
from sync.protocol.shift_figures import figures_of

MOST_ROWS = 400


class Reports:
    """The reports of one register."""

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        shifts: Shifts,
        slips: Slips,
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._shifts = shifts
        self._slips = slips

    @property
    def has_printer(self) -> bool:
        """False where papers cannot come out."""
        return self._slips.has_printer

    # --- X

    def x_report(self, approval: Approval | None = None, *, prints: bool = True) -> Future[XView] | NeedsApproval:
        """Journal the interim report, give it, print it unless it is only read. `ServiceError`: no_shift, counting."""
        desk = self._desk
        if not desk.shift_id:
            raise ServiceError("no_shift")
        desk.refuse_while_counting()
        check = partial(self._limits.check, Permission.X_REPORT, 0, subject=desk.shift_id)
        own = check(None)
        needed = own and check(approval)
        if needed:
            return needed
        staff, shift_id, shift = desk.staff, desk.shift_id, self._shifts.view()
        if shift is None:
            raise ServiceError("no_shift")
        shows, at = staff.role.allows(Permission.SEE_EXPECTED), desk.clock()
        approver = approval.approver_id if approval and own else ""

        def work(writer: Writer) -> XView:
            head = writer.head
            events = desk.journal.reader().events_of_shift(shift_id)
            figures = figures_of(((event.seq, body) for event, body in events), head.seq)
            body = XReportBody(
                shift_id=shift_id,
                register_id=head.register_id,
                by=staff.staff_id,
                at=instant(at),
                head_seq=head.seq,
                head_hash=head.hash.hex(),
                figures=figures,
                approved_by=approver,
            )
            event = writer.append("x_report", body)
            shown = figures if shows else blind(figures)
            if prints:
                groups = self._paper().x_groups(shown, shows_expected=shows, head_seq=event.seq, head=event.short_hash)
                context = self._slips.context(by=staff.short_name, at=at, shift=str(shift.number))
                document = receipt.compose_report("x_report", context, self._slips.layout, desk.store.language, groups)
                self._slips.queue(writer, "x_report", document, shift_id)
            view = self._x_view(shift, body, shows=shows, seq=event.seq, short_hash=event.short_hash)
            return view if prints else replace(view, is_printing=False)

        written = desk.record(work)
        self._slips.after_commit(written)
        return written

    def _x_view(self, shift: ShiftView, body: XReportBody, *, shows: bool, seq: int, short_hash: str) -> XView:
        return XView(
            shift=shift,
            currency=self._desk.store.currency,
            at=parse_instant(body.at),
            figures=body.figures if shows else blind(body.figures),
            shows_expected=shows,
            head_seq=seq,
            short_hash=short_hash,
            is_printing=self.has_printer,
            names=tuple((row.cashier_id, self._slips.name_of(row.cashier_id)) for row in body.figures.cashiers),
        )

    # --- Z

    def queue_z(self, writer: Writer, body: ZBody, seq: int, short_hash: str) -> bool:
        """Put a Z into the spool, in its own transaction. True when there is a printer."""
        self._slips.queue(writer, "z_report", self.z_document(body, seq, short_hash), f"Z{body.z_number}")
        return self.has_printer

    def z_document(self, body: ZBody, seq: int, short_hash: str, *, copy: bool = False) -> receipt.Document:
        """Compose a Z in the store's language."""
        by, at = self._slips.name_of(body.closed_by), parse_instant(body.closed_at)
        context = self._slips.context(by=by, at=at, shift=str(body.z_number))
        groups = self._paper().z_groups(body, seq, short_hash)
        return receipt.compose_report(
            "z_report",
            context,
            self._slips.layout,
            self._desk.store.language,
            groups,
            number=body.z_number,
            copy=copy,
        )

    def z_print(self, z_number: int) -> tuple[str, str]:
        """Return how the paper of a Z fares, as on the paid screen ("printing", "printed", "failed", ...), and why."""
        if not self.has_printer:
            return "off", ""
        jobs = self._desk.journal.reader().print_jobs(("queued", "sending", "failed", "unknown"))
        job = next((one for one in jobs if one.kind == "z_report" and one.reference == f"Z{z_number}"), None)
        if job is None:
            return "printed", ""
        return ("printing" if job.state in ("queued", "sending") else job.state), job.code

    def closed(self, limit: int = MOST_ROWS) -> tuple[ZRow, ...]:
        """Return the Z reports of this register, newest first."""
        rows = []
        for _event, body in self._all(limit):
            over_short = sum(part.over_short for part in body.tenders if not part.currency)
            opened_by, closed_by = self._slips.name_of(body.opened_by), self._slips.name_of(body.closed_by)
            at, total = parse_instant(body.closed_at), body.figures.sales_total
            rows.append(ZRow(body.z_number, at, opened_by, closed_by, total, over_short, body.forgotten))
        return tuple(rows)

    def reprint_z(self, z_number: int, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Print a copy, marked as one and journalled. `ServiceError`: no_printer, unknown_report."""
        if not self.has_printer:
            raise ServiceError("no_printer")
        event, found = self._z(z_number)
        number = f"Z{z_number}"
        check = partial(self._limits.check, Permission.REPRINT, 0, subject=number)
        own = check(None)
        needed = own and check(approval)
        if needed:
            return needed
        by_whom = approval if own else None
        document = self.z_document(found, event.seq, chain.short_hash(event.hash), copy=True)
        body = ReprintBody(
            receipt_number=number,
            kind="z_report",
            by=self._desk.staff.staff_id,
            approved_by=by_whom.approver_id if by_whom else "",
            reason=by_whom.reason if by_whom else "",
        )

        def work(writer: Writer) -> None:
            writer.append("reprint", body)
            self._slips.queue(writer, "z_copy", document, number)

        written = self._desk.record(work)
        self._slips.after_commit(written)
        return written

    # --- inside

    def _paper(self) -> ReportPaper:
        live = self._desk.replica.live
        return ReportPaper(live, self._slips.layout.in_language(live.store.language), self._slips.name_of)

    def _all(self, limit: int) -> list[tuple[EventRow, ZBody]]:
        reader = self._desk.journal.reader()
        found = []
        for shift in reader.shifts(limit):
            event = reader.closing_of(shift)
            if event is None:
                continue
            header, data, _hash = chain.open_event(event.data)
            body = schemas.decode_body(header.type, header.version, data)
            if isinstance(body, ZBody):
                found.append((event, body))
        return found

    def _z(self, z_number: int) -> tuple[EventRow, ZBody]:
        for event, body in self._all(MOST_ROWS):
            if body.z_number == z_number:
                return event, body
        raise ServiceError("unknown_report", number=z_number)
