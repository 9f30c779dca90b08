"""The staff of the demo stores: the people of the mock-ups, and invented ones for the other stores."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

# First names and surnames in Latin and Cyrillic, women's and men's.
RUSSIAN = {
    "f": (
        "Anna Анна,Elena Елена,Natalia Наталья,Svetlana Светлана,Irina Ирина,Tatiana Татьяна,Yulia Юлия,Daria Дарья",
        (
            "Belova Белова,Orlova Орлова,Zaitseva Зайцева,Fomina Фомина,Guseva Гусева,Lebedeva Лебедева,"
            "Nikitina Никитина,Savina Савина,Titova Титова,Voronina Воронина"
        ),
    ),
    "m": (
        "Alexey Алексей,Sergey Сергей,Pavel Павел,Nikolay Николай,Anton Антон,Maxim Максим,Roman Роман,Viktor Виктор",
        (
            "Belov Белов,Orlov Орлов,Zaitsev Зайцев,Fomin Фомин,Gusev Гусев,Lebedev Лебедев,Nikitin Никитин,"
            "Savin Савин,Titov Титов,Voronin Воронин"
        ),
    ),
}
POLISH = {
    "f": (
        "Agnieszka,Małgorzata,Joanna,Ewa,Barbara,Monika,Zofia,Hanna",
        "Kamińska,Lewandowska,Zielińska,Szymańska,Dąbrowska,Kozłowska,Jankowska,Mazur,Wojciechowska,Krawczyk",
    ),
    "m": (
        "Marek,Tomasz,Paweł,Michał,Jakub,Adam,Łukasz,Grzegorz",
        "Kamiński,Lewandowski,Zieliński,Szymański,Dąbrowski,Kozłowski,Jankowski,Mazur,Wojciechowski,Krawczyk",
    ),
}
KNOWN = {
    "T12": (
        ("cashier", "Maria Kovaleva", "Мария Ковалёва"),
        ("senior", "Igor Petrov", "Игорь Петров"),
        ("cashier", "Alina Smirnova", "Алина Смирнова"),
        ("manager", "Olga Vlasova", "Ольга Власова"),
        ("cashier", "Dmitry Zhuravlev", "Дмитрий Журавлёв"),
        ("technician", "Stepan Rogov", "Степан Рогов"),
    ),
    "K08": (
        ("cashier", "Anna Nowak", "Anna Nowak"),
        ("senior", "Piotr Zieliński", "Piotr Zieliński"),
        ("cashier", "Magdalena Kowalczyk", "Magdalena Kowalczyk"),
        ("manager", "Ewa Wiśniewska", "Ewa Wiśniewska"),
        ("cashier", "Krzysztof Mazur", "Krzysztof Mazur"),
        ("technician", "Jan Sikora", "Jan Sikora"),
    ),
}
ROLES = ("cashier", "cashier", "senior", "cashier", "manager", "technician")
PINS = {"cashier": "1111", "senior": "2222", "manager": "3333", "technician": "9999"}


def _pick(random: Random, items: list[str]) -> str:
    return items[int(random.random() * len(items))]


def _person(random: Random, country: str, taken: set[str]) -> tuple[str, str]:
    """A name in Latin and in Cyrillic (a Pole's stays Latin) that nobody in `taken` has."""
    while True:
        firsts, lasts = (RUSSIAN if country == "ru" else POLISH)["f" if random.random() < 0.6 else "m"]
        first, last = _pick(random, firsts.split(",")).split(), _pick(random, lasts.split(",")).split()
        latin, native = f"{first[0]} {last[0]}", f"{first[-1]} {last[-1]}"
        if latin not in taken:
            taken.add(latin)
            return latin, native


def staff_lines(random: Random) -> list[str]:
    """The table staff.tsv: six people a store, badges numbered through the chain."""
    chain: dict[str, Any] = json.loads((Path(__file__).parent / "chain.json").read_text(encoding="utf-8"))
    taken = {latin for people in KNOWN.values() for _, latin, _ in people}
    table = ["staff_id\tstore\trole\tbadge\tpin\ten\tru\tpl"]
    number = 1000
    for store in chain["stores"]:
        people = KNOWN.get(store["id"]) or tuple((role, *_person(random, store["country"], taken)) for role in ROLES)
        for role, latin, native in people:
            number += 1
            row = (f"S{number}", store["id"], role, str(70_000_000 + number * 7), PINS[role], latin, native, latin)
            table.append("\t".join(row))
    return table
