"""The replica files' format: the versioned DDL of the catalogue snapshot and of the live file, as plain SQL.

The centre builds the version a register asks for, the register reads it; neither defines its own. There are no
migrations: a program reads the versions it knows and asks for a new snapshot of its own.

Values: amounts are minor units, instants microseconds since 1970 UTC, `gtin` the 14-digit key as an integer, bodies
canonical JSON of the domain's dataclasses with fields equal to their default left out. `product_id` is the rank of the
product by popularity when the file was built (1 sells most): a search reads matches in that order and stops early.
`search` holds folded words only; `words` is its vocabulary, `columns` a bit for each of `SEARCH_COLUMNS` it occurs in.
"""

from __future__ import annotations

from typing import Final

CATALOGUE_VERSION: Final = 1
LIVE_VERSION: Final = 1

# Written into the SQLite header, so that a stray file is told from ours before any table is read.
CATALOGUE_APPLICATION_ID: Final = 0x4F544331  # "OTC1"
LIVE_APPLICATION_ID: Final = 0x4F544C31  # "OTL1"

CATALOGUE_DDL: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE products (
        product_id INTEGER PRIMARY KEY,
        sku TEXT NOT NULL,
        sku_key TEXT NOT NULL,
        popularity INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    "CREATE TABLE gtins (gtin INTEGER PRIMARY KEY, product_id INTEGER NOT NULL, reversed TEXT NOT NULL) STRICT",
    "CREATE TABLE plus (plu TEXT PRIMARY KEY, product_id INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE labels (item TEXT PRIMARY KEY, sku TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE prices (
        sku TEXT NOT NULL,
        price_list TEXT NOT NULL,
        valid_from INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        valid_to INTEGER,
        amount INTEGER NOT NULL,
        PRIMARY KEY (sku, price_list, valid_from, ordinal)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE promotions (
        position INTEGER PRIMARY KEY, promotion_id TEXT NOT NULL UNIQUE, body BLOB NOT NULL
    ) STRICT""",
    "CREATE TABLE quick_keys (position INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
    "CREATE TABLE words (word TEXT PRIMARY KEY, columns INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE VIRTUAL TABLE search USING fts5(
        en, ru, pl, other, content='', contentless_delete=1, prefix='1 2 3 4',
        tokenize="unicode61 remove_diacritics 0 tokenchars '.'"
    )""",
)

# Built after the rows: an index filled in order is smaller and quicker to make.
CATALOGUE_INDEXES: Final = (
    "CREATE UNIQUE INDEX products_by_sku ON products (sku)",
    "CREATE INDEX products_by_sku_key ON products (sku_key)",
    "CREATE INDEX gtins_by_reversed ON gtins (reversed)",
)

SEARCH_LANGUAGES: Final = ("en", "ru", "pl")
SEARCH_COLUMNS: Final = (*SEARCH_LANGUAGES, "other")

LIVE_DDL: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE pointer (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        catalogue TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE store (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL) STRICT",
    "CREATE TABLE register (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL) STRICT",
    """CREATE TABLE roles (
        role_id TEXT PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE staff (
        staff_id TEXT PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tender_kinds (
        tender_id TEXT PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE reasons (
        kind TEXT NOT NULL, reason_id TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (kind, reason_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE open_items (
        sku TEXT PRIMARY KEY, position INTEGER NOT NULL, body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)
