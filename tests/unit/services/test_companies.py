from __future__ import annotations

from pos_client.services.selling.companies import MOST_KEPT, Companies
from tests.unit.services.shop import Shop

COMPANY, OTHER, PERSON = "7707083893", "7736207543", "500100732259"


def test_the_newest_number_comes_first_and_typing_narrows(shop: Shop) -> None:
    companies = Companies(shop.desk)
    for number in (COMPANY, OTHER, COMPANY):
        companies.remember(number)
    shop.settle()
    assert companies.known("") == (COMPANY, OTHER)
    assert companies.known("773") == (OTHER,)
    assert companies.known("9") == ()


def test_a_person_is_not_remembered_and_the_list_is_bounded(shop: Shop) -> None:
    companies = Companies(shop.desk)
    companies.remember(PERSON)
    shop.settle()
    assert companies.known("") == ()
    for number in range(MOST_KEPT + 5):
        companies.remember(f"{number:010d}")
        shop.settle()
    assert companies.known("0000000000") == ()
    assert companies.known(f"{MOST_KEPT + 4:010d}") == (f"{MOST_KEPT + 4:010d}",)
