"""The operators' page as a browser and as an attacker sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec
import pytest
import sqlalchemy as sa

from sync.central.identity.operators import revoke_operator
from sync.central.identity.tables import operator_act
from sync.central.journal.tables import journal_alarm, quarantine
from sync.central.registers.tables import register
from sync.central.settings import is_loopback
from sync.protocol import chain, messages, schemas
from sync.protocol.events import CarriedBody
from tests.support.running_centre import Centre, running_centre
from tests.support.wire_machine import Machine, trusting
from tests.sync.central.http.browsing import log_in
from tests.sync.central.http.conftest import Fresh

NASTY = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def tokens(centre: Centre) -> dict[str, str]:
    return {scope: centre.operator(scope.title(), scope) for scope in ("view", "manage", "admin")}


@pytest.fixture
def browser(centre: Centre) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=centre.admin_address, timeout=60) as opened:
        yield opened


def acts(centre: Centre) -> list[tuple[str, str, str]]:
    a = operator_act.c
    select = sa.select(a.operator, a.act, a.subject).where(a.operator.not_like("local:%")).order_by(a.id)
    return centre.database.read(lambda connection: [tuple(row) for row in connection.execute(select)])


def test_nothing_is_shown_without_a_login(browser: httpx.Client) -> None:
    for path in ("/", "/registers", "/registers/r1", "/registers/r1/events/1/1", "/totals", "/acts"):
        response = browser.get(path)
        assert response.status_code == 303
        assert response.headers["location"] in {"/login", "/registers"}
    for path in ("/logout", "/registers/r1/code", "/registers/r1/revoke"):
        assert browser.post(path).headers["location"] == "/login"
    assert browser.get("/api/registers").status_code == 401
    assert browser.get("/registers", headers={"cookie": "omnitill=" + "x" * 3_000}).status_code == 303


def test_a_wrong_token_gets_no_session_and_is_slowed(tmp_path: Path) -> None:
    with running_centre(tmp_path, chain="none") as other, httpx.Client(base_url=other.admin_address) as client:
        answers = [client.post("/login", data={"token": "omnitill_guess"}) for _ in range(14)]
        assert answers[0].status_code == 403
        assert answers[-1].status_code == 429
        assert not client.cookies


def test_a_login_makes_a_new_session(browser: httpx.Client, tokens: dict[str, str]) -> None:
    planted = "planted-by-someone"
    response = browser.post("/login", data={"token": tokens["view"]}, headers={"cookie": f"omnitill={planted}"})
    told = response.headers["set-cookie"]
    assert planted not in told
    assert "HttpOnly" in told
    assert "samesite=strict" in told.lower()
    first = browser.cookies["omnitill"]
    browser.post("/login", data={"token": tokens["view"]})
    assert browser.cookies["omnitill"] != first
    stale = browser.get("/registers", headers={"cookie": f"omnitill={first}"})
    assert stale.status_code == 303


SECURE = "__Host-omnitill"


@pytest.mark.parametrize(
    ("headers", "is_secure"),
    [
        ({}, False),
        ({"host": "localhost:8444"}, False),
        ({"host": "[::1]:8444"}, False),
        ({"host": "centre.example"}, True),  # by a proxy that keeps the name
        ({"host": "10.0.0.1:8444"}, True),
        ({"host": "[odd"}, True),
        ({"x-forwarded-proto": "HTTPS"}, True),  # by one that does not
        ({"x-forwarded-proto": "http"}, False),
    ],
)
def test_a_session_is_for_tls_alone_but_on_plain_http_of_one_machine(
    browser: httpx.Client, tokens: dict[str, str], headers: dict[str, str], is_secure: bool
) -> None:
    def told(response: httpx.Response) -> str:
        return str(response.headers.get("set-cookie", ""))

    login = told(browser.post("/login", data={"token": tokens["view"]}, headers=headers))
    assert ("; secure" in login.lower()) is is_secure
    name, _, value = login.partition(";")[0].partition("=")
    assert name == (SECURE if is_secure else "omnitill")
    kept = {**headers, "cookie": f"{name}={value}"}
    page = browser.get("/registers?lang=pl", headers=kept)
    assert page.status_code == 200
    assert ("; secure" in told(page).lower()) is is_secure
    other = "omnitill" if is_secure else SECURE  # what another site of this machine could have planted
    assert browser.get("/registers", headers={**headers, "cookie": f"{other}={value}"}).status_code == 303
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert csrf is not None
    out = told(browser.post("/logout", data={"csrf": csrf[1]}, headers=kept))
    assert out.startswith(f'{name}=""; ')
    assert "max-age=0" in out.lower()
    assert ("; secure" in out.lower()) is is_secure  # else a browser keeps what it should forget
    assert browser.get("/registers", headers=kept).status_code == 303


def test_headers_forbid_what_the_page_does_not_need(browser: httpx.Client, tokens: dict[str, str]) -> None:
    log_in(browser, tokens["view"])
    for path in ("/registers", "/registers/r1", "/style.css", "/nowhere", "/acts"):
        headers = browser.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
        assert "script" not in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"


def test_what_a_register_sends_stays_text(
    browser: httpx.Client, tokens: dict[str, str], centre: Centre, machine: Machine
) -> None:
    machine.push(1, messages.RegisterStatus(version=NASTY, journal=NASTY, error=f"{NASTY}{'x' * 150}"))
    log_in(browser, tokens["view"])
    for path in ("/registers", "/registers/r1"):
        text = browser.get(path).text
        assert "<script" not in text
        assert "&lt;script&gt;" in text
    link = re.search(r'href="(/registers/r1/events/\d+/\d+)"', browser.get("/registers/r1").text)
    assert link is not None
    whole = browser.get(link[1])
    assert whole.headers["content-type"] == "text/plain; charset=utf-8"
    assert NASTY in whole.text


def test_a_form_from_elsewhere_changes_nothing(browser: httpx.Client, tokens: dict[str, str], centre: Centre) -> None:
    csrf = log_in(browser, tokens["admin"])
    before = acts(centre)
    good = {"csrf": csrf, "reason": "lost"}
    for data, headers in (
        ({"reason": "lost"}, {}),
        ({"csrf": "", "reason": "lost"}, {}),
        ({"csrf": csrf[:-1] + "x", "reason": "lost"}, {}),
        (good, {"origin": "https://evil.example"}),
        (good, {"sec-fetch-site": "cross-site"}),
        (good, {"content-type": "text/plain"}),
    ):
        assert browser.post("/registers/r3/revoke", data=data, headers=headers).status_code == 403
    assert browser.get("/registers/r3/revoke").status_code in {404, 405}
    assert acts(centre) == before


def test_scopes_bound_what_an_operator_may_do(browser: httpx.Client, tokens: dict[str, str], centre: Centre) -> None:
    csrf = log_in(browser, tokens["view"])
    before = acts(centre)
    for act in ("code", "revoke", "retry", "park", "vouch", "close"):
        assert browser.post(f"/registers/r1/{act}", data={"csrf": csrf, "reason": "x"}).status_code == 403
    assert acts(centre) == before
    assert 'name="reason"' not in browser.get("/registers/r1").text


def test_a_code_is_shown_once_and_enrols(browser: httpx.Client, tokens: dict[str, str], centre: Centre) -> None:
    csrf = log_in(browser, tokens["manage"])
    page = browser.post("/registers/r2/code", data={"csrf": csrf})
    code = re.search(r'class="code">([0-9A-Z-]{29})<', page.text)
    assert code is not None
    assert code[1] not in browser.get("/registers/r2").text
    assert ("Manage", "enrolment_code", "r2") in acts(centre)


def test_quarantine_is_retried_and_parked_with_a_reason(
    browser: httpx.Client, tokens: dict[str, str], centre: Centre, machine: Machine
) -> None:
    machine.push()
    csrf = log_in(browser, tokens["manage"])
    one = {"csrf": csrf, "epoch": str(machine.epoch), "seq": "1"}
    assert browser.post("/registers/r1/retry", data={"csrf": csrf}).status_code == 200
    assert browser.post("/registers/r1/park", data={**one, "reason": "  "}).status_code == 400
    assert browser.post("/registers/r1/park", data={**one, "seq": "x", "reason": "y"}).status_code == 404
    assert browser.post("/registers/r1/park", data={**one, "reason": "of a test"}).status_code == 200
    q = quarantine.c
    select = sa.select(q.state, q.by, q.note).where(q.register_id == "r1", q.epoch == machine.epoch)
    assert centre.database.read(lambda c: tuple(c.execute(select).one())) == ("parked", "Manage", "of a test")
    assert ("Manage", "park", "r1") in acts(centre)


def test_who_vouches_for_a_revoked_key_does_so_by_name(tmp_path: Path, fresh: Fresh) -> None:
    with (
        running_centre(tmp_path, database_url=fresh()) as centre,
        httpx.Client(base_url=centre.admin_address) as page,
        httpx.Client(verify=trusting(centre)) as client,
    ):
        old, new = Machine(centre, "r1", client), Machine(centre, "r1", client)
        old.enrol()
        unsent = [
            old.push_request(kind="login", body=b'{"how":"name","staff_id":"maria"}').events[0],
            old.push_request().events[0],
        ]
        csrf = log_in(page, centre.operator("Olga", "manage"))
        assert page.post("/registers/r1/revoke", data={"csrf": csrf, "reason": "lost"}).status_code == 200
        new.enrol()
        carried = [
            CarriedBody(
                data=bytes(one.data).decode(),
                hash=chain.open_event(bytes(one.data))[2].hex(),
                signature=one.signature,
                epoch=1,
                seq=seq,
            )
            for seq, one in enumerate(unsent, 1)
        ]
        requests = [new.push_request(kind="carried", body=schemas.encode_body("carried", body)) for body in carried]
        for request in requests:
            answer = new.post("/push", msgspec.structs.replace(request, token=new.token))
            new.token = msgspec.json.decode(answer.content, type=messages.PushAnswer).token
        assert page.get("/registers/r1").text.count("/vouch") == 2
        one = {"csrf": csrf, "epoch": "2", "reason": "the till came back"}
        assert page.post("/registers/r1/vouch", data={**one, "seq": "1", "reason": ""}).status_code == 400
        assert page.post("/registers/r1/vouch", data={**one, "seq": "1"}).status_code == 200
        assert page.post("/registers/r1/vouch", data={**one, "seq": "1"}).status_code == 404
        refused = page.post("/registers/r1/vouch", data={**one, "seq": "2"})
        assert (refused.status_code, "It does not count: none of them" in refused.text) == (409, True)
        assert acts(centre)[-1] == ("Olga", "vouch", "r1")
        q = quarantine.c
        select = sa.select(q.seq, q.state, q.by, q.note).where(q.epoch == 2).order_by(q.seq)
        found = centre.database.read(lambda c: [tuple(row) for row in c.execute(select)])
        assert found == [(1, "repaired", "Olga", "the till came back"), (2, "held", "", "")]


def test_an_act_and_its_journal_are_one_write(tmp_path: Path) -> None:
    """When the act cannot be written down nothing is done."""
    with (
        running_centre(tmp_path) as centre,
        httpx.Client(base_url=centre.admin_address) as page,
        httpx.Client(verify=trusting(centre)) as client,
    ):
        machine = Machine(centre, "r1", client)
        machine.enrol()
        machine.push()
        csrf = log_in(page, centre.operator("Olga", "manage"))
        refuse = "CREATE TRIGGER full BEFORE INSERT ON operator_act BEGIN SELECT RAISE(ABORT, 'no room'); END"
        centre.database.write(lambda connection: connection.exec_driver_sql(refuse))
        one = {"csrf": csrf, "epoch": "1", "seq": "1", "reason": "x", "kind": "quarantine"}
        for act in ("park", "close", "retry", "revoke", "code"):
            assert page.post(f"/registers/r1/{act}", data=one).status_code >= 500, act
        states = centre.database.read(
            lambda c: [tuple(row) for row in c.exec_driver_sql("SELECT state, at, note FROM quarantine")]
        )
        assert [(state, note) for state, _at, note in states] == [("held", "")]
        closed = "SELECT closed_at FROM journal_alarm WHERE kind = 'quarantine'"
        assert centre.database.read(lambda c: c.exec_driver_sql(closed).scalar()) == ""
        keys = "SELECT state FROM register_key"
        assert centre.database.read(lambda c: c.exec_driver_sql(keys).scalar()) == "current"


def test_an_alarm_is_closed(browser: httpx.Client, tokens: dict[str, str], centre: Centre) -> None:
    values = {
        "location_id": "s2",
        "register_id": "r3",
        "epoch": 1,
        "kind": "gap",
        "times": 1,
        "first_at": "",
        "last_at": "",
    }
    alarm = sa.insert(journal_alarm).values(**values, detail="", closed_at="", closed_by="")
    centre.database.write(lambda connection: connection.execute(alarm))
    csrf = log_in(browser, tokens["manage"])
    for expected in (200, 404):
        found = browser.post("/registers/r3/close", data={"csrf": csrf, "epoch": "1", "kind": "gap"})
        assert found.status_code == expected


def test_revoking_shuts_a_register_out(tmp_path: Path, fresh: Fresh) -> None:
    with (
        running_centre(tmp_path, database_url=fresh()) as centre,
        httpx.Client(base_url=centre.admin_address) as page,
        httpx.Client(verify=trusting(centre)) as client,
    ):
        machine = Machine(centre, "r1", client)
        machine.enrol()
        csrf = log_in(page, centre.operator())
        assert (
            page.post("/registers/r1/revoke", data={"csrf": csrf, "reason": "gone", "stolen": "1"}).status_code == 200
        )
        state = sa.select(register.c.state).where(register.c.id == "r1")
        assert centre.database.read(lambda c: c.execute(state).scalar()) == "revoked"
        assert machine.post("/push", machine.push_request()).status_code == 403
        assert page.post("/registers/none/revoke", data={"csrf": csrf, "reason": "x"}).status_code == 404


def test_a_session_ends_with_its_operator_and_by_logging_out(browser: httpx.Client, centre: Centre) -> None:
    csrf = log_in(browser, centre.operator("Leaver", "admin"))
    centre.database.write(lambda c: revoke_operator(c, "Leaver", "local:test", datetime.now(UTC)))
    assert browser.get("/registers").status_code == 303
    csrf = log_in(browser, centre.operator("Walker", "view"))
    cookie = browser.cookies["omnitill"]
    assert browser.post("/logout", data={"csrf": csrf}).status_code == 303
    assert browser.get("/registers", headers={"cookie": f"omnitill={cookie}"}).status_code == 303


def test_three_languages_by_wish_and_by_browser(browser: httpx.Client, tokens: dict[str, str]) -> None:
    log_in(browser, tokens["view"])
    for accepted, word in (
        ("ru", "Кассы"),
        ("de, pl;q=0.5", "Kasy"),
        ("fr", "Registers"),
        ("pl;q=x, ru;q=0.1", "Кассы"),
    ):
        assert f"<h1>{word}</h1>" in browser.get("/registers", headers={"accept-language": accepted}).text
    assert "<h1>Kasy</h1>" in browser.get("/registers?lang=pl").text
    assert "<h1>Kasy</h1>" in browser.get("/registers", headers={"accept-language": "ru"}).text


@pytest.mark.parametrize(
    "sort",
    ["attention", "name", "seen", "waiting", "oldest", "epoch", "clock", "quarantine", "disk", "version", "odd'"],
)
def test_registers_are_sorted_found_and_paged(browser: httpx.Client, tokens: dict[str, str], sort: str) -> None:
    if "omnitill" not in browser.cookies:
        log_in(browser, tokens["view"])
    for down in ("", "1"):
        response = browser.get("/registers", params={"sort": sort, "down": down, "page": "99999999", "find": "r"})
        assert response.status_code == 200
    its_row = 'href="/registers/r3"'  # the bare name may stand in the form's secret, by chance
    assert its_row in browser.get("/registers").text
    assert its_row not in browser.get("/registers", params={"find": "s1"}).text


def test_the_same_facts_as_json(browser: httpx.Client, tokens: dict[str, str]) -> None:
    found = browser.get("/api/registers", headers={"authorization": f"Bearer {tokens['view']}"})
    assert {row["id"] for row in found.json()} == {"r1", "r2", "r3"}


def test_totals_and_acts_are_shown(browser: httpx.Client, tokens: dict[str, str]) -> None:
    log_in(browser, tokens["view"])
    assert browser.get("/totals").status_code == 200
    assert browser.get("/acts").status_code == 200
    assert browser.get("/fonts/IBMPlexSans-Regular.ttf").status_code == 200
    assert browser.get("/fonts/IBMPlexSans-Bold.ttf").status_code == 404


def test_loopback_is_this_machine_alone() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "192.168.0.1", "10.0.0.1", "centre")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
