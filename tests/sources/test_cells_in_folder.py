"""Every kind of wrong cell: what is said, and whether the row stays."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from gka_dash.sources.csv_folder import read_folder

Spoil = Callable[[str, int, str, str], None]


def test_the_small_folder_is_right(folder: Path) -> None:
    found = read_folder(folder)
    assert found.problems == ()
    assert [len(found.agendas), len(found.interventies), len(found.gemeenten)] == [3, 2, 4]
    assert found.agendas[1].themas == ("Taalbevordering", "Ouderbetrokkenheid")
    assert found.agendas[0].ondertekend_van == datetime.date(2019, 1, 1)
    assert found.interventies[0].start == "2019-06"
    assert found.mijlpalen[0].interventies is None
    assert found.interventies[1].uitgelicht == ""  # the column may be absent


REQUIRED = [  # table, row, column, text, part of message and hint
    ("agendas", 3, "gemeentecode", "", "de cel is leeg"),
    ("agendas", 3, "gemeentecode", "GM99999", "is geen code"),
    ("agendas", 3, "gemeentecode", "GM٠٥٠٣", "is geen code. De rij is weggelaten. Schrijf"),
    ("agendas", 3, "gemeentecode", "GM0530", "De code van Delft is GM0503"),
    ("agendas", 3, "precisie", "dagg", "bedoelde u dag?"),
    ("agendas", 3, "precisie", "week", "Kies uit: dag, maand, interval en onbekend"),
    ("agendas", 3, "gemeente", "x" * 101, "101 tekens"),
    ("agendas", 3, "bron_url", "\u200b ", "de cel is leeg"),
    ("gemeenten", 3, "provinciecode", "GM28", "is geen code. De rij is weggelaten. Schrijf de code als PV14"),
    ("interventies", 2, "interventie_id", "I 1/2", "niet de goede vorm"),
    ("interventies", 2, "aard", "intervensie", "bedoelde u interventie?"),
    ("mijlpalen", 2, "datum", "2019-02-30", "geen bestaande dag"),
    ("mijlpalen", 2, "datum", "2009-12-31", "buiten de jaren 2010"),
    ("mijlpalen", 2, "datum", "2101-01-01", "buiten de jaren 2010"),
    ("mijlpalen", 2, "datum", "7/16/2019", "geen datum"),
    ("mijlpalen", 2, "datum", "jul-19", "geen datum"),
    ("landelijke_agendas", 2, "sinds", "2022-13", "bestaat niet"),
    ("landelijke_agendas", 2, "sinds", "nov-22", "geen jaar, maand of dag"),
    ("factoren", 2, "nummer", "0", "te klein"),
    ("factoren", 2, "nummer", "1.0", "geen heel getal"),
    ("factoren", 2, "nummer", "9" * 5000, "meer dan 2000"),
    ("factoren", 2, "nummer", "²", "geen heel getal"),
    ("herindelingen", 2, "soort", "fusie", "Kies uit: samenvoeging en splitsing"),
    ("themas", 2, "thema", "Onbekend", "betekent al 'niet bekend'"),
    ("themas", 2, "thema", "!!", "geen letters"),
    ("themas", 3, "thema", "Taalbevordering!", "in een link gelijk aan rij 2"),
]


@pytest.mark.parametrize(("table", "row", "column", "text", "part"), REQUIRED)
def test_a_wrong_required_cell_leaves_out_the_row(
    folder: Path, spoil: Spoil, table: str, row: int, column: str, text: str, part: str
) -> None:
    before = len(read_folder(folder).rows(table))
    spoil(table, row, column, text)
    found = read_folder(folder)
    about = [p for p in found.problems if (p.table, p.row, p.column) == (table, row, column)]
    assert [p.severity for p in about if part in str(p)] == ["fout"], found.problems
    assert len(found.rows(table)) == before - 1


OPTIONAL = [
    ("agendas", 2, "agenda_url", "javascript:alert(1)", "geen veilig webadres"),
    ("agendas", 2, "agenda_url", "https://jan:geheim@voorbeeld.nl", "geen veilig webadres"),
    ("agendas", 2, "agenda_url", "https://voorbeeld.nl\\@kwaad.nl", "geen veilig webadres"),
    ("agendas", 2, "agenda_url", "https://", "geen veilig webadres"),
    ("agendas", 2, "agenda_url", "www.voorbeeld.nl", "geen veilig webadres"),
    ("agendas", 2, "opmerking", "x" * 2001, "2001 tekens"),
    ("interventies", 2, "start", "vorig jaar", "geen jaar, maand of dag"),
    ("interventies", 2, "in_addendum", "nee", "Kies uit: ja"),
    ("mijlpalen", 2, "gemeenten", "ca. 30", "geen heel getal"),
    ("mijlpalen", 2, "gemeenten", "-1", "te klein"),
    ("mijlpalen", 2, "gemeenten", "99999999999", "te groot"),
]


@pytest.mark.parametrize(("table", "row", "column", "text", "part"), OPTIONAL)
def test_a_wrong_optional_cell_is_left_out_and_the_row_stays(
    folder: Path, spoil: Spoil, table: str, row: int, column: str, text: str, part: str
) -> None:
    spoil(table, row, column, text)
    found = read_folder(folder)
    (problem,) = found.problems
    assert (problem.table, problem.row, problem.column, problem.severity) == (
        table,
        row,
        column,
        "waarschuwing",
    )
    assert part in str(problem)
    assert "De waarde is weggelaten" in problem.message
    assert getattr(found.rows(table)[row - 2], column) in ("", None)


ACCEPTED = [  # used all the same, with a warning
    ("agendas", 2, "gemeentecode", "14", "GM0014", "gelezen als GM0014"),
    ("agendas", 2, "gemeentecode", "0014", "GM0014", "gelezen als GM0014"),
    ("agendas", 2, "gemeentecode", "gm0014", "GM0014", "gelezen als GM0014"),
    ("gemeenten", 2, "provinciecode", "20", "PV20", "gelezen als PV20"),
    ("agendas", 2, "gemeente", "Groninge", "Groninge", "niet de naam van GM0014"),
    ("agendas", 2, "gemeente", "Delft", "Delft", "De code van Delft is GM0503"),
    ("agendas", 2, "themas", "Taal", (), "bedoelde u Taalbevordering?"),
    ("agendas", 2, "themas", "Taal|Ouderbetrokkenheid", ("Ouderbetrokkenheid",), "Deze waarde is weggelaten"),
    ("agendas", 2, "themas", "taalbevordering", ("Taalbevordering",), "gelezen als 'Taalbevordering'"),
    ("agendas", 2, "themas", "Taalbevordering||Taalbevordering|", ("Taalbevordering",), "twee keer"),
    ("agendas", 2, "themas", "a|b|c|d|e|f|g", (), "de laatste 2 waarden zijn niet gelezen"),
    ("interventies", 2, "afgeleid", "titel", (), "Kies uit: themas, sectoren, doelgroep en start"),
    ("agendas", 3, "ondertekend_van", "4-3-2020", datetime.date(2020, 3, 4), "gelezen als 4 maart 2020"),
    ("interventies", 2, "start", "27-06-2019", "2019-06-27", "gelezen als 27 juni 2019"),
    ("agendas", 2, "opmerking", "a\u202eb\x00c", "abc", "onzichtbare tekens"),
    ("agendas", 2, "opmerking", "caf\ufffd", "caf\ufffd", "onleesbaar teken"),
    ("agendas", 2, "bron_url", "javascript:alert(1)", "javascript:alert(1)", "als gewone tekst getoond"),
    ("interventies", 2, "aard", "Interventie", "interventie", "gelezen als 'interventie'"),
    ("mijlpalen", 3, "gemeenten", "29", 29, "29 is lager dan 30 op 2019-07-16"),
    ("gemeenten", 3, "gemeente", "Groningen", "Groningen", "ook de naam in rij 2"),
    ("gemeenten", 5, "provincie", "Friesland", "Friesland", "in rij 2 anders"),
    ("gemeentenaam_alias", 2, "alias", "Delft", "Delft", "al een naam van GM0503"),
]


@pytest.mark.parametrize(("table", "row", "column", "text", "value", "part"), ACCEPTED)
def test_a_cell_that_can_be_understood_is_used_with_a_warning(
    folder: Path, spoil: Spoil, table: str, row: int, column: str, text: str, value: object, part: str
) -> None:
    spoil(table, row, column, text)
    found = read_folder(folder)
    assert getattr(found.rows(table)[row - 2], column) == value
    assert {p.severity for p in found.problems} == {"waarschuwing"}
    assert [p for p in found.problems if p.table == table and p.row == row and part in str(p)]


SILENT = [  # nothing to say about
    ("agendas", 2, "gemeente", "groningen", "groningen"),
    ("agendas", 2, "opmerking", "  e\u0301e\u0301n\u00a0twee  ", "één twee"),
    ("agendas", 2, "opmerking", "regel 1\r\nregel 2", "regel 1\nregel 2"),
    ("agendas", 2, "opmerking", "'=1+1", "=1+1"),
    ("agendas", 2, "opmerking", "'s avonds", "'s avonds"),
    (
        "agendas",
        2,
        "agenda_url",
        "http://wéb.voorbeeld.nl:8080/a?b=c#d",
        "http://wéb.voorbeeld.nl:8080/a?b=c#d",
    ),
    (
        "agendas",
        2,
        "bron_url",
        "https://voorbeeld.nl (bericht van mei)",
        "https://voorbeeld.nl (bericht van mei)",
    ),
    ("agendas", 2, "bron_url", "Kamerbrief: bijlage 2", "Kamerbrief: bijlage 2"),
    ("interventies", 3, "gemeente", "\u2019s-Hertogenbosch", "\u2019s-Hertogenbosch"),
]


@pytest.mark.parametrize(("table", "row", "column", "text", "value"), SILENT)
def test_a_right_cell_gives_no_problem(
    folder: Path, spoil: Spoil, table: str, row: int, column: str, text: str, value: object
) -> None:
    spoil(table, row, column, text)
    found = read_folder(folder)
    assert found.problems == ()
    assert getattr(found.rows(table)[row - 2], column) == value


ROWS = [
    ("agendas", 3, "precisie", "onbekend", "horen geen datums"),
    ("agendas", 2, "ondertekend_tot", "2018-12-31", "ligt voor"),
    ("agendas", 2, "ondertekend_van", "", "ontbreekt bij precisie 'interval'"),
    ("agendas", 3, "ondertekend_tot", "2020-03-05", "zijn beide datums gelijk"),
    ("herindelingen", 2, "nieuwe_code", "GM0010", "gelijk"),
    ("agendas", 3, "gemeentecode", "GM0014", "staat ook in rij 2. Rij 3 is weggelaten"),
    ("interventies", 3, "interventie_id", "I001", "I001 staat ook in rij 2"),
    ("factoren", 2, "nummer", "01", None),
]


@pytest.mark.parametrize(("table", "row", "column", "text", "part"), ROWS)
def test_checks_over_a_row_and_over_keys(
    folder: Path, spoil: Spoil, table: str, row: int, column: str, text: str, part: str | None
) -> None:
    before = len(read_folder(folder).rows(table))
    spoil(table, row, column, text)
    found = read_folder(folder)
    errors = [p for p in found.problems if p.table == table and p.severity == "fout"]
    if part is None:
        assert not errors
        return
    assert [(p.row, part in str(p)) for p in errors] == [(row, True)]
    assert len(found.rows(table)) == before - 1
