# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision document on the web, and the municipality's own Word template."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from ambulant.documents.templates.make_default import default_template
from ambulant.reform.scenario import SetValue
from ambulant.reform.uncertainty import Request, simulate
from ambulant.reform.uncertainty_data import Simulation, simulation_to_data
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import document_templates, queries, simulations
from ambulant_web.reform.actions import Expected, add_edit, create_scenario
from ambulant_web.reform.models import DocumentTemplate, StoredCase
from ambulant_web.runs.models import Run, State
from tests.web.reform.pages import doubled_ids, parsed, text_of

MARK = "Kommunens eget topplinjemerke"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def address_of(name: str = "document", scenario: str = "saken", **more: str) -> str:
    return reverse(f"reform:{name}", kwargs={"case": "vennesla", "scenario": scenario, **more})


def file_of(ending: str, scenario: str = "saken") -> str:
    return address_of("document_file", scenario, ending=ending)


def own_template(*, mark: str = MARK, body: str = "{{p body }}") -> bytes:
    word = docx.Document(io.BytesIO(default_template()))
    for paragraph in list(word.element.body):
        if not paragraph.tag.endswith("sectPr"):
            word.element.body.remove(paragraph)
    word.add_paragraph(mark)
    word.add_paragraph(body)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def kept(municipality: Municipality) -> DocumentTemplate | None:
    with tenant(municipality):
        return DocumentTemplate.objects.filter(municipality=municipality).first()


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize("ending", ["", "docx", "pdf", "html"])
def test_members_take_it_out_and_others_do_not(  # noqa: PLR0913 - one visitor each
    ending: str,
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    address = file_of(ending) if ending else address_of()

    assert owner_client.get(address).status_code == 200
    assert colleague_client.get(address).status_code == 200
    assert stranger_client.get(address).status_code == 404
    assert client.get(address).status_code == 302
    assert owner_client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("ending", "start", "content_type"),
    [("docx", b"PK", WORD), ("pdf", b"%PDF-", "application/pdf"), ("html", b"<!doctype", "text/h")],
)
def test_each_file_is_what_it_says_and_has_a_name(
    ending: str, start: bytes, content_type: str, vennesla: StoredCase, colleague_client: Client
) -> None:
    answer = colleague_client.get(file_of(ending))

    assert answer.content.startswith(start)
    assert answer["Content-Type"].startswith(content_type)
    wanted = f'attachment; filename="saksframlegg-vennesla.{ending}"'
    assert answer["Content-Disposition"] == wanted


def test_other_formats_are_not_found(vennesla: StoredCase, owner_client: Client) -> None:
    assert owner_client.get(file_of("odt")).status_code == 404


def test_the_page_shows_all_eleven_chapters_with_the_numbers_of_the_case(
    vennesla: StoredCase, colleague_client: Client
) -> None:
    page = parsed(colleague_client.get(address_of()).content)

    chapters = [text_of(h) for h in page.xpath("//article//section[starts-with(@id,'kap')]/h3")]
    assert [title.split(" ", 1)[0] for title in chapters] == [str(n) for n in range(1, 12)]
    assert "2,35" in text_of(page.xpath("//article")[0])
    assert doubled_ids(page) == []


def test_a_scenario_is_told_in_the_page_the_file_and_its_name(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    with tenant(vennesla.municipality):
        scenario = create_scenario(vennesla, name="Mer fravær", by=owner)
        change = SetValue(op="set_value", path="assumptions.sick", value=0.13, reason="vårt tall")
        add_edit(scenario, change, by=owner, expected=Expected())

    page = text_of(parsed(owner_client.get(address_of(scenario=scenario.slug)).content))
    answer = owner_client.get(file_of("html", scenario.slug))

    assert "Tallene følger scenarioet «Mer fravær»" in page
    assert "vårt tall" in answer.content.decode()
    assert f'filename="saksframlegg-vennesla-{scenario.slug}.html"' in answer["Content-Disposition"]


@pytest.mark.parametrize(("language", "background"), [("nn", "Bakgrunn"), ("en", "Background")])
def test_the_document_follows_the_language_of_the_reader(
    language: str, background: str, vennesla: StoredCase, owner_client: Client
) -> None:
    owner_client.cookies["ambulant_language"] = language

    page = html.document_fromstring(owner_client.get(file_of("html")).content)

    assert page.get("lang") == language
    found = page.find(".//section[@id='kapittel-1']/h2")
    assert found is not None
    assert text_of(found) == f"1 {background}"


def simulated(row: StoredCase) -> None:
    """Keep a finished simulation of the case as it is."""
    view = queries.view_of(row, None)
    order = simulations.order(view, Request(draws=50, seed=4))
    drawn = simulate(view.case, parameters=queries.parameters(), request=Request(draws=50, seed=4))
    Run.objects.create(
        municipality=row.municipality,
        kind=order.kind,
        title=order.title,
        inputs=order.inputs,
        inputs_hash=order.inputs_hash,
        parameters=order.parameters,
        seed=order.seed,
        version=drawn.version,
        state=State.DONE,
        result=simulation_to_data(Simulation(drawn, ())),
    )


def test_the_latest_simulation_comes_with_it_unless_it_is_left_out(
    vennesla: StoredCase, owner_client: Client
) -> None:
    before = owner_client.get(file_of("html")).content.decode()
    with tenant(vennesla.municipality):
        simulated(vennesla)

    assert "(frø 4)" not in before
    assert "(frø 4)" in owner_client.get(file_of("html")).content.decode()
    assert "(frø 4)" in owner_client.get(address_of()).content.decode()
    without = owner_client.get(file_of("html"), {"usikkerhet": "nei"}).content.decode()
    assert "(frø 4)" not in without


def test_a_simulation_of_other_numbers_is_never_in_the_document(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    with tenant(vennesla.municipality):
        simulated(vennesla)
        scenario = create_scenario(vennesla, name="Annet", by=owner)
        change = SetValue(op="set_value", path="assumptions.sick", value=0.2, reason="høyt")
        add_edit(scenario, change, by=owner, expected=Expected())

    assert "(frø 4)" not in owner_client.get(file_of("html", scenario.slug)).content.decode()


def test_an_own_template_is_kept_and_used_until_it_is_taken_away(
    vennesla: StoredCase, owner_client: Client, colleague_client: Client
) -> None:
    answer = owner_client.post(
        address_of("upload_template"),
        {"template_file": SimpleUploadedFile("Kommunens mal.docx", own_template())},
        follow=True,
    )
    assert answer.status_code == 200
    assert "Kommunens mal.docx" in answer.content.decode()

    word = words_of(colleague_client.get(file_of("docx")).content)
    assert word.startswith(MARK)
    assert "1 Bakgrunn" in word
    ours = words_of(colleague_client.get(file_of("docx"), {"mal": "ambulant"}).content)
    assert MARK not in ours
    own = colleague_client.get(address_of("template_file", whose="kommunens"))
    assert own.content == own_template_content(vennesla.municipality)

    owner_client.post(address_of("remove_template"))
    assert kept(vennesla.municipality) is None
    assert MARK not in words_of(colleague_client.get(file_of("docx")).content)


def own_template_content(municipality: Municipality) -> bytes:
    with tenant(municipality):
        content = document_templates.content_of(municipality)
    assert content is not None
    return content


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>")
        archive.writestr("word/media/image1.png", bytes(201_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "tom.docx", "tom"),
        (b"not a word file", "mal.docx", "ikke et Word-dokument"),
        (b"PK\x03\x04 broken", "mal.docx", "ikke et Word-dokument"),
        (own_template(), "mal.pdf", "ikke en .docx"),
        (own_template(body="uten felt"), "mal.docx", "kan ikke fylles ut"),
        (own_template(mark="{{ hemmelig }}"), "mal.docx", "hemmelig"),
        (own_template(body="{{p body"), "mal.docx", "kan ikke fylles ut"),
        (bomb(), "mal.docx", "for stor når den pakkes ut"),
        (bytes(20_000_001), "mal.docx", "høyst 20 MB"),
    ],
    ids=["empty", "text", "broken", "ending", "no place", "field", "syntax", "bomb", "large"],
)
def test_a_bad_template_is_refused_and_the_one_in_use_stays(
    content: bytes, name: str, told: str, vennesla: StoredCase, owner_client: Client
) -> None:
    owner_client.post(
        address_of("upload_template"),
        {"template_file": SimpleUploadedFile("god.docx", own_template())},
    )

    file = SimpleUploadedFile(name, content)
    answer = owner_client.post(address_of("upload_template"), {"template_file": file})

    assert answer.status_code == 422
    errors = parsed(answer.content).xpath("//*[contains(@class,'amb-errors')]")
    assert told in text_of(errors[0])
    row = kept(vennesla.municipality)
    assert row is not None
    assert row.name == "god.docx"


def test_nothing_chosen_is_told_beside_the_field(
    vennesla: StoredCase, owner_client: Client
) -> None:
    answer = owner_client.post(address_of("upload_template"))

    assert answer.status_code == 422
    field = parsed(answer.content).xpath("//input[@type='file']")[0]
    assert field.get("aria-invalid") == "true"


@pytest.mark.parametrize("name", ["upload_template", "remove_template"])
def test_only_advisers_and_leaders_change_the_template(  # noqa: PLR0913 - one visitor each
    name: str,
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    address = address_of(name)

    assert colleague_client.post(address).status_code == 403
    assert stranger_client.post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert owner_client.get(address).status_code == 405
    assert kept(vennesla.municipality) is None


def test_a_reader_sees_who_may_change_the_template_and_no_form(
    vennesla: StoredCase, colleague_client: Client
) -> None:
    page = parsed(colleague_client.get(address_of()).content)

    assert not page.xpath("//input[@type='file']")
    assert "En rådgiver eller leder kan laste opp en mal." in text_of(page)


def test_a_template_of_one_municipality_is_not_there_for_another(
    vennesla: StoredCase, owner_client: Client, other_municipality: Municipality
) -> None:
    owner_client.post(
        address_of("upload_template"),
        {"template_file": SimpleUploadedFile("god.docx", own_template())},
    )

    with tenant(other_municipality):
        assert not DocumentTemplate.objects.exists()
    with tenant(None):
        assert not DocumentTemplate.objects.exists()


def test_our_template_can_be_taken_out_and_theirs_is_missing_until_it_is_there(
    vennesla: StoredCase, colleague_client: Client, stranger_client: Client
) -> None:
    ours = address_of("template_file", whose="ambulant")

    assert colleague_client.get(ours).content == default_template()
    assert stranger_client.get(ours).status_code == 404
    for whose in ("kommunens", "en-annens"):
        assert colleague_client.get(address_of("template_file", whose=whose)).status_code == 404


def test_queries_do_not_grow_with_cases(
    vennesla: StoredCase, owner_client: Client, more_cases: Callable[[int], None]
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connections["default"]) as caught:
            owner_client.get(address_of())
        return len(caught)

    count()
    first = count()
    more_cases(4)

    assert count() == first
    assert connection.vendor == "postgresql"
