"""Writes the generated files of the demo chain beside itself: `python -m resources.demo.generate`.

The same seed gives the same bytes. Standard library only. `build()` returns the files without writing them.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

from resources.demo import vocabulary
from resources.demo.assortment import TOTAL, Composer, Row, ideas, sample, shares
from resources.demo.people import staff_lines

SEED = 20261121
HERE = Path(__file__).parent
COLUMNS = (
    *("sku", "category", "brand", "unit", "codes", "plu", "label_item", "tax_ru", "tax_pl"),
    *("rub", "rub_silver", "rub_gold", "pln", "pln_silver", "pln_gold"),
    *("restriction", "flags", "highest_weight", "charge_ru", "charge_pl", "popularity", "rub_was", "pln_was"),
    *("en", "ru", "pl"),
)


def _minor(text: str) -> tuple[int, int, int]:
    """Shelf, silver and gold price ("329,309,289") as minor units; what is missing is 0."""
    shelf, silver, gold = [round(float(part) * 100) for part in f"{text or 0},0,0".split(",")[:3]]
    return shelf, silver, gold


def _staples(composer: Composer) -> list[Row]:
    rows = []
    for line in vocabulary.lines("staples.txt"):
        sku, category, unit, given, *rest = (part.strip() for part in line.split("|"))
        plu, item, tax_ru, tax_pl, rubles, zloty, restriction, flags, highest, charge_ru, charge_pl, *names = rest
        en, ru, pl = names
        own = [composer.own_code(code[1:]) if code.startswith("+") else code for code in given.split()]
        row = Row(
            sku=sku,
            category=category,
            brand="",
            unit=unit,
            codes=own,
            plu=plu,
            label_item=item,
            tax_ru=tax_ru,
            tax_pl=tax_pl,
            rubles=_minor(rubles),
            zloty=_minor(zloty),
            restriction=restriction,
            flags=flags,
            highest_weight=round(float(highest or 0) * 1000),
            charge_ru=charge_ru,
            charge_pl=charge_pl,
            popularity=1500,
            names=(en, ru, pl),
        )
        if unit == "kg" and not highest:
            row.highest_weight = 15_000
        rows.append(row)
    return rows


def products() -> list[Row]:
    """The whole assortment: the staples, then every category's products."""
    random = Random(SEED)  # noqa: S311 - plausible data, nothing secret
    brands = vocabulary.read_brands()
    attributes = vocabulary.read_attributes()
    taken = {code for line in vocabulary.lines("staples.txt") for code in line.split("|")[3].split()}
    taken_names = {
        f"{language}:{name.strip().casefold()}"
        for line in vocabulary.lines("staples.txt")
        for language, name in enumerate(line.split("|")[-3:])
    }
    composer = Composer(random, brands, taken, taken_names)
    rows = _staples(composer)
    categories = [
        *vocabulary.read_categories("food.txt"),
        *vocabulary.read_categories("fresh.txt", by_weight=True),
        *vocabulary.read_categories("home.txt"),
    ]
    pools = [list(ideas(category, brands, attributes)) for category in categories]
    counts = shares(categories, [len(pool) * 9 // 10 for pool in pools], TOTAL - len(rows))
    for index, (category, pool, count) in enumerate(zip(categories, pools, counts, strict=True)):
        made: list[Row] = []
        # A few ideas fall out because another product already has the name in one of the languages.
        for idea in sample(random, pool, min(len(pool), count + count // 20 + 5)):
            row = composer.row(category, idea, f"{110_000 + index * 10_000 + len(made)}")
            if row is not None and len(made) < count:
                made.append(row)
        rows += made
    return rows


def _line(row: Row) -> str:
    fields = (
        *(row.sku, row.category, row.brand, row.unit, " ".join(row.codes), row.plu, row.label_item),
        *(row.tax_ru, row.tax_pl, *row.rubles, *row.zloty, row.restriction, row.flags, row.highest_weight),
        *(row.charge_ru, row.charge_pl, row.popularity, *row.was, *row.names),
    )
    return "\t".join(str(field) if field != 0 else "" for field in fields)


def build() -> dict[str, bytes]:
    """The generated files by name, uncompressed (gzip's bytes depend on the zlib at hand, the content does not)."""
    rows = products()
    categories = [
        *vocabulary.read_categories("food.txt"),
        *vocabulary.read_categories("fresh.txt", by_weight=True),
        *vocabulary.read_categories("home.txt"),
    ]
    category_lines = ["key\tdepartment\ten\tru\tpl"]
    category_lines += ["\t".join((category.key, category.department, *category.names)) for category in categories]
    category_lines += [
        "charges\tservice\tDeposits and fees\tЗалог и сборы\tKaucje i opłaty",
        "empties\tservice\tEmpties\tПустая тара\tZwroty opakowań",
        "open\tservice\tOpen items\tТовары без карточки\tTowary bez karty",
    ]
    brand_lines = ["latin\tcyrillic", *(f"{brand.latin}\t{brand.cyrillic}" for brand in vocabulary.read_brands())]
    tables = {
        "products.tsv": ["\t".join(COLUMNS), *(_line(row) for row in rows)],
        "categories.tsv": category_lines,
        "brands.tsv": brand_lines,
        "staff.tsv": staff_lines(Random(SEED + 1)),  # noqa: S311 - plausible data, nothing secret
    }
    return {name: ("\n".join(table) + "\n").encode() for name, table in tables.items()}


def main(directory: Path = HERE) -> None:
    """Write the files into `directory`; products.tsv compressed."""
    for name, content in build().items():
        if name == "products.tsv":
            (directory / "products.tsv.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        else:
            (directory / name).write_bytes(content)


if __name__ == "__main__":
    main()
