# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calculators: what they answer, what they refuse, and where each figure comes from."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from ambulant_web.reform.forms.calculators import CALCULATORS
from tests.web.reform.pages import doubled_ids, figure_addresses, parsed, text_of

LIST = reverse("reform:calculators")
NAMES = sorted(CALCULATORS)


def address(name: str) -> str:
    return reverse("reform:calculator", args=[name])


@pytest.fixture
def visitor(db: None) -> Client:
    """Return the browser of somebody who may log in, and belongs to no municipality."""
    user = get_user_model().objects.create_user(username="okonom")
    visitor = Client()
    visitor.force_login(user)
    return visitor


def example(visitor: Client, name: str, **other: str) -> dict[str, str]:
    """Return what stands in the fields of the example, with other values put in."""
    page = parsed(visitor.get(address(name)).content)
    fields = page.xpath("//main//input[@name and @type='text'] | //main//select")
    values = {str(f.get("name")): str(f.value or "") for f in fields}
    return values | {
        key.replace("_", "-", 1) if key[1:2].isdigit() else key: value
        for key, value in other.items()
    }


@pytest.mark.parametrize(
    "where",
    [
        LIST,
        *(address(name) for name in NAMES),
        reverse("reform:calculator_explain", args=["arsverk", "brutto"]),
        reverse("reform:calculator_trace", args=["arsverk", "brutto"]),
    ],
)
def test_one_who_is_not_logged_in_is_asked_to(where: str, client: Client, db: None) -> None:
    response = client.get(where)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["owner_client", "colleague_client", "stranger_client"])
def test_everyone_who_is_logged_in_may_calculate(who: str, request: pytest.FixtureRequest) -> None:
    visitor: Client = request.getfixturevalue(who)

    assert visitor.get(LIST).status_code == 200
    assert visitor.get(address("helg")).status_code == 200


def test_every_calculator_is_on_the_list_and_the_list_is_found_from_the_cases(
    owner_client: Client,
) -> None:
    page = parsed(owner_client.get(LIST).content)
    links = {str(link) for link in page.xpath("//main//a/@href")}

    assert {address(name) for name in NAMES} <= links
    assert f'href="{LIST}"' in owner_client.get(reverse("reform:cases")).content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_answered_and_each_figure_opens(name: str, visitor: Client) -> None:
    response = visitor.get(address(name))
    page = parsed(response.content)

    assert response.status_code == 200
    assert text_of(page.xpath("//*[contains(@class, 'amb-lead')]")[0])
    assert doubled_ids(page) == []
    opened = figure_addresses(page)
    assert opened
    assert [a for a in opened if visitor.get(a).status_code != 200] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_address_that_is_shared_gives_the_same_answer(name: str, visitor: Client) -> None:
    first = parsed(visitor.get(address(name)).content)

    again = parsed(visitor.get(address(name), example(visitor, name)).content)

    assert text_of(again.xpath("//table")[0]) == text_of(first.xpath("//table")[0])


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_holds_formulas(name: str, visitor: Client) -> None:
    page = parsed(visitor.get(address(name)).content)
    (link,) = page.xpath("//a[@download]/@href")

    response = visitor.get(str(link))

    book = load_workbook(io.BytesIO(response.content))
    cells = [str(row[2].value) for row in book.worksheets[0].iter_rows(min_row=2)]
    assert cells[-1].startswith("=")


def test_more_rows_ask_the_database_no_more(visitor: Client) -> None:
    few = example(visitor, "arsverk")
    many = few | {f"p{n}-{name}": "1" for n in range(2, 11) for name in ("timer", "ansatte")}

    with CaptureQueriesContext(connection) as before:
        visitor.get(address("arsverk"), few)
    with CaptureQueriesContext(connection) as after:
        visitor.get(address("arsverk"), many | {f"p{n}-dager": "alle" for n in range(2, 11)})

    assert len(after) == len(before)


def test_froya_needs_more_than_the_common_error_says(visitor: Client) -> None:
    page = text_of(parsed(visitor.get(address("arsverk")).content))

    assert "168,0 timer i uka" in page
    assert "6,31 årsverk" in page
    assert "5,92 årsverk" in page
    assert "ingen" not in page.split("Hva kan ligge bak")[1].split("Turnus")[0]
    assert "25 %" in page.split("Hva kan ligge bak")[1]


def test_a_sleeping_night_counts_a_third(visitor: Client) -> None:
    asked = example(visitor, "arsverk") | {"p1-timer": "10", "p1-vakt": "hvilende"}

    page = text_of(parsed(visitor.get(address("arsverk"), asked).content))

    assert "23,3 timer i uka" in page  # 7 x 10 x 0,3333


def test_a_row_without_days_in_the_address_is_every_day(visitor: Client) -> None:
    asked = example(visitor, "arsverk")
    del asked["p1-dager"], asked["p1-vakt"]

    response = visitor.get(address("arsverk"), asked)

    assert "168,0 timer i uka" in text_of(parsed(response.content))


def test_more_rows_come_as_rows_are_filled(visitor: Client) -> None:
    asked = example(visitor, "arsverk") | {"p2-timer": "8", "p2-ansatte": "2", "p2-dager": "helg"}

    page = parsed(visitor.get(address("arsverk"), asked).content)

    assert page.xpath("//input[@name='p3-timer']")
    assert "200,0 timer i uka" in text_of(page)  # 168 + 2 x 8 x 2


def test_the_refund_of_the_reference_year(visitor: Client) -> None:
    page = text_of(parsed(visitor.get(address("toppfinansiering")).content))

    assert "Staten dekker kr 800 000 i 2024" in page


def test_a_year_nobody_has_checked_says_what_is_missing(visitor: Client) -> None:
    asked = example(visitor, "toppfinansiering", ar="2023")

    page = text_of(parsed(visitor.get(address("toppfinansiering"), asked).content))

    assert "Tilskuddet i 2023 kan ikke regnes ut. Dette mangler: Innslagspunkt" in page


def test_own_rates_answer_for_a_year_nobody_has_checked(visitor: Client) -> None:
    asked = example(visitor, "toppfinansiering", ar="2025", innslag="1 700 000", andel="80") | {
        "pu": "on",
        "pu_fratrekk": "900000",
    }

    page = text_of(parsed(visitor.get(address("toppfinansiering"), asked).content))

    # 2 608 000 - 900 000 = 1 708 000; less 1 700 000 is 8 000; 80 %
    assert "Staten dekker kr 6 400 i 2025" in page
    assert "Aldersgrensen for dette året er ikke kontrollert" in page


def test_a_span_that_is_too_wide_is_warned_of(visitor: Client) -> None:
    page = text_of(parsed(visitor.get(address("kontrollspenn")).content))

    assert "Kontrollspennet er for bredt. Med 2 ledere er det innenfor." in page


def test_a_unit_without_leader_is_told_of(visitor: Client) -> None:
    asked = example(visitor, "kontrollspenn", ledere="0")

    page = text_of(parsed(visitor.get(address("kontrollspenn"), asked).content))

    assert "Enheten har ingen leder." in page


def test_measures_that_are_not_enough_are_warned_of(visitor: Client) -> None:
    page = text_of(parsed(visitor.get(address("ramme")).content))

    assert "Rammen rekker til 67,23 årsverk, 3,77 færre enn i dag." in page
    assert "Tiltakene er ikke nok til å komme innenfor rammen." in page


def test_a_measure_counts_its_whole_months_of_the_year_of_the_frame(visitor: Client) -> None:
    asked = example(visitor, "ramme", rammear="2027") | {"t1-fra": "15.06.2027"}

    page = text_of(parsed(visitor.get(address("ramme"), asked).content))

    assert "Virkning i 2027" in page
    assert "kr 1 200 000" in page  # 2 400 000 x 6/12, from July


def test_a_purchase_nobody_answers_for_is_warned_of(visitor: Client) -> None:
    without = text_of(parsed(visitor.get(address("gevinst")).content))
    asked = example(visitor, "gevinst", ansvarlig="avdelingsleder")
    owned = text_of(parsed(visitor.get(address("gevinst"), asked).content))
    uncounted = example(visitor, "gevinst", gevinst="")
    empty = text_of(parsed(visitor.get(address("gevinst"), uncounted).content))

    assert "Kjøpet er betalt tilbake etter 2,5 år." in without
    assert "ingen har ansvar" in without
    assert "ingen har ansvar" not in owned
    assert "gevinsten er ikke tallfestet. Vent med kjøpet." in empty


@pytest.mark.parametrize(
    ("name", "field", "typed", "message"),
    [
        ("arsverk", "syk", "0,25", "Andeler skrives i prosent"),
        ("arsverk", "syk", "90", "Fraværet er til sammen 100 % eller mer"),
        ("arsverk", "p1-timer", "25", "Skriv høyst 24."),
        ("arsverk", "p1-ansatte", "", "Fyll inn både timer og ansatte"),
        ("arsverk", "oppgitt", "0", "Skriv et tall over 0, eller la feltet stå tomt"),
        ("arsverk", "dato", "31.02.2026", "Denne måneden har 28 dager"),
        ("arsverk", "dato", "31.12.2014", "Skriv en dato fra og med 01.01.2015."),
        ("helg", "arsverk", "0", "Skriv et tall over 0."),
        ("helg", "dag-ansatte", "to", "Dette er ikke et tall"),
        ("kontrollspenn", "grense", "0", "Skriv et tall over 0."),
        ("kontrollspenn", "ledelse", "2", "Fyll inn begge feltene, eller ingen av dem."),
        ("toppfinansiering", "fodt", "90", "Skriv året med fire sifre"),
        ("toppfinansiering", "fodt", "1895", "Skriv et år fra 1896 til 2100."),
        ("ramme", "rammear", "26", "Skriv året med fire sifre"),
        ("toppfinansiering", "fodt", "2030", "Skriv et år fra 1904 til 2023."),
        ("toppfinansiering", "sosiale", "100", "Skriv et tall under 100 %."),
        ("toppfinansiering", "lonn", "-1", "Tallet kan ikke være under 0"),
        ("ramme", "kostnad", "0", "Skriv et tall over 0."),
        ("ramme", "arsverk", "", "Skriv årsverk i dag"),
        ("ramme", "t1-kroner", "", "Skriv hvor mye tiltaket sparer"),
        ("eget-eller-kjop", "fravar", "100", "Skriv et tall under 100 %."),
        ("eget-eller-kjop", "direkte", "0", "Skriv et tall over 0."),
        ("gevinst", "levetid", "", "Skriv et tall. 0 er også et tall."),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_field(
    name: str, field: str, typed: str, message: str, visitor: Client
) -> None:
    response = visitor.get(address(name), example(visitor, name) | {field: typed})
    page = parsed(response.content)

    assert response.status_code == 422
    assert message in text_of(page.xpath("//*[@id='feil']")[0])
    linked = {str(link)[1:] for link in page.xpath("//*[@id='feil']//a/@href")}
    assert linked
    assert all(page.xpath(f"//*[@id='{name}']") for name in linked)
    (kept,) = page.xpath(f"//input[@name='{field}']")
    assert (kept.get("value") or "") == typed


def test_the_hours_of_nobody_with_the_user_are_refused(visitor: Client) -> None:
    asked = example(visitor, "toppfinansiering", direkte="0", reise="0", indirekte="0")

    response = visitor.get(address("toppfinansiering"), asked)

    assert response.status_code == 422
    assert "Skriv hvor mange timer de ansatte er hos brukeren." in response.content.decode()


def test_an_explanation_of_a_refused_calculation_leads_back_to_the_form(visitor: Client) -> None:
    asked = example(visitor, "helg", arsverk="0")
    where = reverse("reform:calculator_explain", args=["helg", "personer"])

    response = visitor.get(where, asked)

    assert response.status_code == 302
    back = urlsplit(response["Location"])
    assert back.path == address("helg")
    assert parse_qs(back.query)["arsverk"] == ["0"]


@pytest.mark.parametrize(
    "where",
    [
        address("finnes-ikke"),
        reverse("reform:calculator_explain", args=["helg", "finnes-ikke"]),
        reverse("reform:calculator_trace", args=["helg", "finnes-ikke"]),
    ],
)
def test_what_is_not_there_is_not_found(where: str, visitor: Client) -> None:
    assert visitor.get(where).status_code == 404


@pytest.mark.parametrize(
    "name", ["p" * 5000, "p99999999999999999999-timer", "p-1-timer", "p²-timer"]
)
def test_odd_names_in_the_address_make_no_rows(name: str, visitor: Client) -> None:
    response = visitor.get(address("arsverk"), {name: "8"})

    assert response.status_code in {200, 422}
    assert not parsed(response.content).xpath("//input[@name='p3-timer']")


def test_a_calculation_in_english_is_the_same(visitor: Client) -> None:
    visitor.cookies["ambulant_language"] = "en"

    page = text_of(parsed(visitor.get(address("arsverk")).content))

    assert "6,31" in page
    assert "Bemanning" not in page
    assert "FTE from the staffing plan" in page
