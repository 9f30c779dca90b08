"""The page of publications: what is to come is seen and can be taken back, by name and with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from sync.central.catalogue import publications
from sync.central.catalogue.changes import Edit
from sync.central.identity.tables import operator_act
from tests.support.running_centre import Centre, running_centre
from tests.sync.central.catalogue.goods import goods, price_edit
from tests.sync.central.http.browsing import log_in
from tests.sync.central.http.conftest import Fresh


@pytest.fixture
def published(tmp_path: Path, fresh: Fresh) -> Iterator[Centre]:
    """One in effect, two to come of which the later changes what the earlier does, one being edited."""
    now, day = datetime.now(UTC) - timedelta(minutes=9), timedelta(days=1)
    with running_centre(tmp_path, database_url=fresh()) as centre:
        database = centre.database
        publications.add_zone(database, "z", "RUB", "Zone", by="local:test", now=now)
        edits: list[tuple[str, list[Edit], datetime | None]] = [
            ("first", goods("1", 100, "z"), None),
            ("monday", [price_edit("1", 200, "z")], now + day),
            ("tuesday", [price_edit("1", 300, "z")], now + 2 * day),
        ]
        for minute, (name, changes, at) in enumerate(edits):
            note, then = f"<i>note of {name}</i>", now + timedelta(minutes=minute)
            publications.publish_edits(database, name, changes, effective_at=at, by="olga", now=then, note=note)
        publications.open_publication(database, "draft", by="ivan", now=now)
        yield centre


@pytest.fixture
def browser(published: Centre) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=published.admin_address, timeout=60) as opened:
        yield opened


def states(centre: Centre) -> dict[str, str]:
    return {one.publication_id: one.state for one in publications.recent(centre.database)}


def test_nothing_is_shown_or_withdrawn_without_a_login(browser: httpx.Client, published: Centre) -> None:
    assert browser.get("/publications").headers["location"] == "/login"
    assert browser.post("/publications/monday/withdraw").headers["location"] == "/login"
    csrf = log_in(browser, published.operator("Looker", "view"), "/publications")
    page = browser.get("/publications").text
    assert "/withdraw" not in page
    assert browser.post("/publications/monday/withdraw", data={"csrf": csrf, "reason": "x"}).status_code == 403
    assert browser.post("/publications/monday/withdraw", data={"reason": "x"}).status_code == 403
    assert states(published)["monday"] == "published"


def test_what_is_to_come_is_told_from_what_is_in_effect(browser: httpx.Client, published: Centre) -> None:
    log_in(browser, published.operator("Reader", "view"), "/publications")
    page = browser.get("/publications").text
    coming, latest = page.split("Latest")
    for name in ("monday", "tuesday"):
        assert f">{name}<" in coming
        assert f">{name}<" not in latest
    assert "in 23 h" in coming.replace("\xa0", "\x20")
    for word in (">first<", "in effect", ">draft<", "being edited", "ivan"):
        assert word in latest
    assert "olga" in coming
    assert "&lt;i&gt;note of monday" in page
    assert "<i>" not in page
    for language, word in (("ru", "Предстоят"), ("pl", "Nadchodzące")):
        assert word in browser.get("/publications", params={"lang": language}).text


def test_what_is_to_come_is_withdrawn_with_a_reason(browser: httpx.Client, published: Centre) -> None:
    csrf = log_in(browser, published.operator("Mona", "manage"), "/publications")

    def withdraw(name: str, reason: str = "wrong list") -> httpx.Response:
        return browser.post(f"/publications/{name}/withdraw", data={"csrf": csrf, "reason": reason})

    assert withdraw("monday", " ").status_code == 400
    for name, word in (
        ("first", "taken effect already"),
        ("monday", "A later publication changed price/z/1"),
        ("none", "no such publication"),
        ("draft", "no such publication"),
        ("a<b>", "a&lt;b&gt; is no name"),
    ):
        refused = withdraw(name)
        assert (refused.status_code, word in refused.text) == (409, True), name
    done = withdraw("tuesday")
    assert (done.status_code, "tuesday is withdrawn: 1 rows" in done.text) == (200, True)
    assert withdraw("tuesday").status_code == 200  # the form was sent twice
    assert withdraw("monday").status_code == 200
    assert states(published) == {
        "first": "published",
        "monday": "withdrawn",
        "tuesday": "withdrawn",
        "draft": "open",
        "withdraws-monday": "published",
        "withdraws-tuesday": "published",
    }
    found = publications.find(published.database, "withdraws-monday")
    assert found is not None
    assert (found.published_by, found.note) == ("Mona", "wrong list")
    a = operator_act.c
    acts = sa.select(sa.func.count()).where(a.operator == "Mona", a.act == "publish")
    assert published.database.read(lambda c: c.execute(acts).scalar()) == 2
    page = browser.get("/publications").text
    assert "Nothing waits for its time." in page
    assert "withdraws tuesday" in page
