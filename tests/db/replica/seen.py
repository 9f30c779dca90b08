"""What a replica's catalogue file holds, read past the program's own reading."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pos_client.db.replica.files import ReplicaFile
from pos_client.domain.search_text import index_texts
from sync.protocol.snapshot import ID_STEP, SEARCH_COLUMNS
from sync.protocol.snapshot_rows import PRODUCT, product_body, read_product, reversed_gtin


def current(folder: Path) -> Path:
    """The catalogue that is pointed at."""
    with closing(ReplicaFile(folder / "live.sqlite")) as live:
        found = live.row("SELECT catalogue FROM pointer")
    assert found is not None
    return folder / str(found[0])


def held_in(folder: Path) -> dict[str, bytes]:
    """Every row in force as its very body."""
    with closing(ReplicaFile(current(folder))) as file:
        check_derived(file)
        bodies = {
            PRODUCT + sku: product_body(*parts)
            for sku, *parts in file.rows("SELECT sku, popularity, head, body FROM products")
        }
        return {key: bodies[key] if body is None else body for key, body in file.rows("SELECT key, body FROM rows")}


def check_derived(file: ReplicaFile) -> None:
    """What searching and scanning read is what the products say, and nothing else."""
    words: dict[str, list[int]] = {}
    expected: dict[str, set[tuple[object, int]]] = {"gtins": set(), "tails": set(), "plus": set(), "labels": set()}
    sold = file.rows("SELECT product_id, sku, popularity, head, body FROM products ORDER BY product_id")
    for number, sku, *parts in sold:
        row = read_product(PRODUCT + sku, product_body(*parts))
        assert row.popularity == parts[0]
        expected["gtins"] |= {(gtin, number) for gtin in row.claims.gtins}
        expected["tails"] |= {(reversed_gtin(gtin), number) for gtin in row.claims.gtins}
        expected["plus"] |= {(plu, number) for plu in row.claims.plus}
        expected["labels"] |= {(item, number) for item in row.claims.labels}
        for column, text in enumerate(index_texts(row.names, row.brand)):
            name = SEARCH_COLUMNS[column]
            for word in text.split():
                words.setdefault(word, [0] * len(SEARCH_COLUMNS))[column] += 1
                hits = file.rows("SELECT rowid FROM search WHERE search MATCH ?", (f'{name} : "{word}"',))
                assert (number,) in hits, (sku, word)
    for table, claims in expected.items():
        assert set(file.rows(f"SELECT * FROM {table}")) == claims, table  # noqa: S608
    assert {word: counts for word, *counts in file.rows("SELECT * FROM words")} == words
    for word in words:
        for (number,) in file.rows("SELECT rowid FROM search WHERE search MATCH ?", (f'"{word}"',)):
            assert number in {row[0] for row in sold}
    if len(sold) < ID_STEP:  # where many products come between two, they stand as near as there is room
        popularity = [row[2] for row in sold]
        assert popularity == sorted(popularity, reverse=True)
    assert file.row("SELECT products FROM state") == (len(sold),)
