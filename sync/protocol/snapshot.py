"""The replica files' format: the versioned DDL of the catalogue snapshot and of the live file, as plain SQL.

The centre builds the version a register asks for, the register reads it; neither defines its own. There are no
migrations: a program reads the versions it knows and asks for a new snapshot of its own.

The catalogue file. `rows` holds every row of the feed as it is in force: `bucket` as `feeds.bucket_of` has it, the
position it came from, and the row's very body, from which its digest follows. A product's body is NULL there and is put
together from `products` (`snapshot_rows.product_body`), where selling reads it; a body there means that the parts do
not spell it. Keys that are read whole at opening (promotions, quick keys, closing rows) are named in `listed`. Prices
are read from `rows`: an entry that has ended stays in its row for as long as an open basket may ask for an earlier
instant, 14 days at least. `pending` are rows of publications that wait for their closing row or their time (body NULL:
it will be removed); what they will replace stays in `rows`. `closings` says when those that are closed take effect.
`buckets` are the checksums of what was received: of each key the row with the highest position, pending or not; they
are compared at `position` and above. Position 0 is a row that came by no feed. `state` is the feed's cursor and the
numbers of changes of `listed` and of `words`. No tombstones are kept: deltas apply at their own cursor alone, so
nothing older can follow.

`product_id` orders products by popularity (lowest sells most): a search reads matches in that order and stops early.
The builder leaves `ID_STEP` between them for products that come later. GTINs are integers; `tails` has their 14 digits
reversed, to be found by the last ones. Several products may claim a code; the one that sells most has it. `search`
holds folded words only; `words` counts for each of `SEARCH_COLUMNS` in how many places a word occurs.

The live file. `feeds` says where each followed feed stands and which `number` its rows have; a catalogue's cursor is in
its own file. A state read fills a new number, kept in `loose` until it takes the old one's place, which is loose then.
`rows` as above; the tables from `store` to `settings` are what selling reads of them, and `pointer.changes` tells when
one of them has changed. Stock has a table of its own: quantities in thousandths, `at` in microseconds since 1970 UTC,
`raw` the row's body where the columns do not spell it.
"""

from __future__ import annotations

from typing import Final

CATALOGUE_VERSION: Final = 2
LIVE_VERSION: Final = 2

# Written into the SQLite header, so that a stray file is told from ours before any table is read.
CATALOGUE_APPLICATION_ID: Final = 0x4F544331  # "OTC1"
LIVE_APPLICATION_ID: Final = 0x4F544C31  # "OTL1"

ID_STEP: Final = 8

CATALOGUE_DDL: Final = (
    """CREATE TABLE state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        feed TEXT NOT NULL,
        generation INTEGER NOT NULL,
        position INTEGER NOT NULL,
        tag TEXT NOT NULL,
        version TEXT NOT NULL,
        products INTEGER NOT NULL,
        listed INTEGER NOT NULL,
        words INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE rows (
        bucket INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, body BLOB, PRIMARY KEY (bucket, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE listed (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """CREATE TABLE pending (
        bucket INTEGER NOT NULL, key TEXT NOT NULL, publication TEXT NOT NULL, position INTEGER NOT NULL, body BLOB,
        PRIMARY KEY (bucket, key, publication)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE closings (publication TEXT PRIMARY KEY, effective_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE buckets (bucket INTEGER PRIMARY KEY, checksum BLOB NOT NULL, position INTEGER NOT NULL) STRICT",
    """CREATE TABLE products (
        product_id INTEGER PRIMARY KEY,
        sku TEXT NOT NULL,
        sku_key TEXT NOT NULL,
        popularity INTEGER NOT NULL,
        head BLOB,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE gtins (
        gtin INTEGER NOT NULL, product_id INTEGER NOT NULL, PRIMARY KEY (gtin, product_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tails (
        reversed INTEGER NOT NULL, product_id INTEGER NOT NULL, PRIMARY KEY (reversed, product_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE plus (
        plu TEXT NOT NULL, product_id INTEGER NOT NULL, PRIMARY KEY (plu, product_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE labels (
        item TEXT NOT NULL, product_id INTEGER NOT NULL, PRIMARY KEY (item, product_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE words (
        word TEXT PRIMARY KEY,
        en INTEGER NOT NULL, ru INTEGER NOT NULL, pl INTEGER NOT NULL, other INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE search USING fts5(
        en, ru, pl, other, content='', contentless_delete=1, prefix='1 2 3 4',
        tokenize="unicode61 remove_diacritics 0 tokenchars '.'"
    )""",
)

# Built after the rows: an index filled in order is smaller and quicker to make.
CATALOGUE_INDEXES: Final = (
    "CREATE UNIQUE INDEX products_by_sku ON products (sku)",
    "CREATE INDEX products_by_sku_key ON products (sku_key)",
)

SEARCH_LANGUAGES: Final = ("en", "ru", "pl")
SEARCH_COLUMNS: Final = (*SEARCH_LANGUAGES, "other")

LIVE_DDL: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE pointer (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        catalogue TEXT NOT NULL,
        changes INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE feeds (
        feed TEXT PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        generation INTEGER NOT NULL,
        position INTEGER NOT NULL,
        tag TEXT NOT NULL,
        followed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE loose (number INTEGER PRIMARY KEY) STRICT",
    """CREATE TABLE rows (
        number INTEGER NOT NULL, bucket INTEGER NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (number, bucket, key)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE stock (
        number INTEGER NOT NULL, bucket INTEGER NOT NULL, sku TEXT NOT NULL, position INTEGER NOT NULL,
        on_hand INTEGER NOT NULL, reserved INTEGER NOT NULL, unavailable INTEGER NOT NULL, at INTEGER NOT NULL,
        raw BLOB,
        PRIMARY KEY (number, bucket, sku)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE buckets (
        number INTEGER NOT NULL, bucket INTEGER NOT NULL, checksum BLOB NOT NULL, position INTEGER NOT NULL,
        PRIMARY KEY (number, bucket)
    ) STRICT, WITHOUT ROWID""",
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
    *(
        f"CREATE TRIGGER {table}_{act.lower()} AFTER {act} ON {table}"  # noqa: S608 - names from here
        " BEGIN UPDATE pointer SET changes = changes + 1; END"
        for table in ("store", "register", "roles", "staff", "tender_kinds", "reasons", "open_items", "settings")
        for act in ("INSERT", "UPDATE", "DELETE")
    ),
)
