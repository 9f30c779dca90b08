"""Operators: a token each, shown once; what they did stays written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from sync.central.db import Database
from sync.central.identity import operators
from sync.central.identity.tables import operator, operator_act

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def add(database: Database, name: str = "anna", scope: str = "manage", days: int = 1) -> str:
    return database.write(lambda c: operators.add_operator(c, name, scope, "local:root", NOW, timedelta(days=days)))


def test_a_token_is_whose_it_is_until_its_end(database: Database) -> None:
    token = add(database)
    found = operators.operator_of(database, token, NOW)
    assert found == operators.Operator("anna", "manage")
    assert [found.may(scope) for scope in operators.SCOPES] == [True, True, False]
    assert operators.operator_of(database, token, NOW + timedelta(days=1)) is None
    assert len(token) > 43


@pytest.mark.invariant(14)
@pytest.mark.parametrize("token", ["", "omnitill_", "x" * 5000, "\ud800", "omnitill_" + "A" * 43])
def test_anything_else_is_nobodys(database: Database, token: str) -> None:
    add(database)
    assert operators.operator_of(database, token, NOW) is None


@pytest.mark.invariant(14)
def test_a_revoked_token_is_nobodys_at_once(database: Database) -> None:
    token = add(database)
    for _ in range(2):
        database.write(lambda c: operators.revoke_operator(c, "anna", "local:root", NOW))
    assert operators.operator_of(database, token, NOW) is None
    with pytest.raises(operators.OperatorError, match="unknown"):
        database.write(lambda c: operators.revoke_operator(c, "nobody", "local:root", NOW))
    acts = [(row.operator, row.act, row.subject) for row in database.read(operators.acts)]
    assert acts == [("local:root", "operator_revoked", "anna"), ("local:root", "operator_added", "anna")]


def test_there_is_no_operator_that_nobody_made(database: Database) -> None:
    assert database.read(lambda c: c.execute(sa.select(operator)).all()) == []


def test_the_token_is_nowhere(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    token = add(database)
    operators.operator_of(database, token, NOW)
    held = database.read(lambda c: f"{c.execute(sa.select(operator)).all()}{c.execute(sa.select(operator_act)).all()}")
    assert token not in held + caplog.text
    assert token.removeprefix(operators.PREFIX) not in held + caplog.text


@pytest.mark.parametrize(
    ("name", "scope", "code"),
    [
        ("", "view", "name"),
        ("x" * 61, "view", "name"),
        ("a\nb", "view", "name"),
        ("local:root", "view", "name"),
        ("anna", "root", "scope"),
    ],
)
def test_operators_that_cannot_be(database: Database, name: str, scope: str, code: str) -> None:
    with pytest.raises(operators.OperatorError, match=code):
        add(database, name, scope)


def test_a_name_is_given_once(database: Database) -> None:
    add(database)
    with pytest.raises(operators.OperatorError, match="exists"):
        add(database)


def test_acts_are_cut_and_the_newest_come_first(database: Database) -> None:
    for number in range(3):
        database.write(lambda c, n=number: operators.journal_act(c, "o" * 300, "act", "s" * 300, f"{n}" * 3000, NOW))  # type: ignore[misc]
    rows = database.read(lambda c: operators.acts(c, 2))
    assert [row.detail[0] for row in rows] == ["2", "1"]
    assert (len(rows[0].operator), len(rows[0].subject), len(rows[0].detail)) == (200, 200, operators.MOST_DETAIL)
