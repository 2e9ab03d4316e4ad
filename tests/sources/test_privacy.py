"""Names, addresses and numbers of persons are refused; public facts are not."""

from pathlib import Path

import pytest

from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.privacy import is_about_persons, personal

MAIL, PHONE = "een mailadres", "een telefoonnummer"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jan@gemeente.nl", MAIL),
        ("Vraag het Jan.de-Vries+gka@post.gemeente.nl.", MAIL),
        ("jan＠gemeente.nl", MAIL),
        ("mailto:jan@gemeente.nl", MAIL),
        ("https://voorbeeld.nl/?wie=jan@gemeente.nl", MAIL),
        ("0612345678", PHONE),
        ("06 - 12 34 56 78", PHONE),
        ("bel 020 624 11 11.", PHONE),
        ("(010) 123 45 67", PHONE),
        ("+31 6 12345678", PHONE),
        ("+31 (0)6-12345678", PHONE),
        ("0031612345678", PHONE),
        ("+32 475 12 34 56", PHONE),
        ("", ""),
        ("@gelijkekansen", ""),
        ("https://jan:geheim@voorbeeld.nl/", ""),
        ("5 @ 3 euro", ""),
        ("2019-2021, 2021-2024", ""),
        ("van 01-09-2019 tot 31-12-2021", ""),
        ("01-09-2019 12 scholen", ""),
        ("kst-35300-VIII-120", ""),
        ("https://voorbeeld.nl/2019/0612345678/a", ""),
        ("ISBN 9789012345678", ""),
        ("GM0014 en GM0503, 1.000.000 leerlingen", ""),
        ("minister Van Engelshoven", ""),
    ],
)
def test_what_is_personal(text: str, kind: str) -> None:
    assert personal(text) == kind


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("E-mail", True),
        ("emailadres", True),
        ("Mailadres coördinator", True),
        ("Telefoon", True),
        ("tel", True),
        ("Naam contactpersoon", True),
        ("contact_persoon contactgegevens", True),
        ("Achternaam", True),
        ("Wethouder", True),
        ("Naam ambtenaar", True),
        ("Thema", False),
        ("Aantal personen", False),
        ("Mailing", False),
        ("Hotel", False),
        ("Contacturen", False),
        ("Naam", False),
        ("", False),
    ],
)
def test_titles_of_columns_about_persons(title: str, about: bool) -> None:
    assert is_about_persons(title) is about


def test_cells_tell_what_a_title_hides() -> None:
    assert is_about_persons("Extra", ["", "geen", "jan@gemeente.nl"])
    assert not is_about_persons("Extra", ["", "geen", "2019"])


def test_the_bundled_data_passes(project: Path) -> None:
    assert read_folder(project / "data").problems == ()


def test_a_cell_with_an_address_leaves_out_its_row(folder: Path) -> None:
    path = folder / "interventies.csv"
    text = path.read_text(encoding="utf-8").replace("Kleuters", "vraag jan@gemeente.nl")
    path.write_text(text, encoding="utf-8")
    found = read_folder(folder)
    (problem,) = found.problems
    assert (problem.severity, problem.row, problem.column) == ("fout", 2, "doelgroep")
    assert "een mailadres" in problem.message
    assert "jan@" not in str(problem), "the message is shown on a public page"
    assert [i.interventie_id for i in found.interventies] == ["I002"]


def test_a_column_about_persons_is_named_and_not_read(folder: Path) -> None:
    path = folder / "sectoren.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{lines[0]},coördinator", *(f"{x},Jan" for x in lines[1:])]) + "\n", "utf-8")
    found = read_folder(folder)
    assert [p.severity for p in found.problems] == ["fout", "waarschuwing"]
    assert "lijkt over personen te gaan" in found.problems[0].message
    assert len(found.sectoren) == 2
    assert "Jan" not in repr(found)
