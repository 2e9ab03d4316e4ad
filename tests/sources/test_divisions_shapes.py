"""The shapes in which people have the table of the CBS: made here from our municipalities, with regions that
are invented for the test (numbered by place in the list), in columns as they stand in the real tables."""

import codecs
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gka_dash.errors import SourceError
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import expected_municipalities
from gka_dash.sources.divisions import Imported, merged, read_divisions, write_divisions
from gka_dash.sources.divisions_check import MOST_OF_A_KIND

# Column groups in their order in the tables of 2016, 2018 and 2021.
GROUPS = {
    2016: ["AM", "AR", "CR", "CS", "CP", "GG", "JZ", "KK", "LD", "NL", "PV", "VR", "ZK"],
    2018: ["AM", "AR", "CR", "CS", "CP", "GG", "LD", "PV", "RE", "ES", "MC", "RA", "VR", "ZK"],
    2021: ["AM", "AR", "CR", "CS", "CP", "GG", "JZ", "LD", "PV", "RE", "ES", "MC", "TR", "VR", "ZK"],
}
TITLES = {
    "AM": "Arbeidsmarktregio's",
    "AR": "Arrondissementen (rechtsgebieden)",
    "CR": "COROP-gebieden",
    "CS": "COROP-subgebieden",
    "CP": "COROP-plusgebieden",
    "GG": "GGD-regio's",
    "JZ": "Jeugdregio’s",
    "KK": "Kamer van Koophandel",
    "LD": "Landsdelen",
    "NL": "NUTS1-gebieden",
    "PV": "Provincies",
    "RE": "Politie Regionale eenheden",
    "ES": "Regionale Energiestrategie regio’s",
    "MC": "Regionale Meld- en Coördinatiepunten",
    "RA": "Regioplus-arbeidsmarktregio's",
    "TR": "Toeristengebieden",
    "VR": "Veiligheidsregio's",
    "ZK": "Zorgkantoorregio's",
}
COUNTS = {"CR": 40, "AM": 35, "MC": 40, "VR": 25}
KEPT = {"CR": "corop", "AM": "arbeidsmarkt", "MC": "rmc", "VR": "veiligheid"}
Rows = list[list[str]]


def columns_for(year: int) -> list[str]:
    return GROUPS[max(start for start in GROUPS if start <= year)]


def table(dataset: Dataset, year: int, padded: bool = True, groups: list[str] | None = None) -> Rows:
    """Rows of cells: code, name, sorting name, a pair per group, size, inhabitants."""

    def pad(text: str, width: int) -> str:
        return text.ljust(width) if padded else text

    rows = []
    for place, (code, name) in enumerate(expected_municipalities(dataset, date(year, 1, 1)).items()):
        cells = [pad(code, 10), pad(name, 50), pad(name, 50)]
        for group in groups or columns_for(year):
            number = place % COUNTS.get(group, 12) + 1
            width = 4 if group in ("CP", "GG") else 2
            name = f"Proef, {group.lower()} {number} Fryslân"
            cells += [pad(f"{group}{number:0{width}d}", 10), pad(name, 50)]
        rows.append([*cells, "4", "20 000 tot 50 000 inwoners", str(20_000 + place)])
    return rows


def keys(groups: list[str]) -> list[str]:
    """Code_1, Naam_2, SorteringNaam_3, Code_4, … as in OData: the numbers are places in the table."""
    names = ["Code_1", "Naam_2", "SorteringNaam_3"]
    for _ in groups:
        names += [f"Code_{len(names) + 1}", f"Naam_{len(names) + 2}"]
    size = len(names)
    return [*names, f"Code_{size + 1}", f"Omschrijving_{size + 2}", f"Inwonertal_{size + 3}"]


def paths(groups: list[str]) -> list[list[str]]:
    """The titles of the StatLine table, level by level."""
    own = "Codes en namen van gemeenten"
    found = [[own, "", "Code (code)"], [own, "", "Naam (naam)"], [own, "", "Sortering naam (naam)"]]
    for group in groups:
        for last in ("Code (code)", "Naam (naam)"):
            found.append(["Lokaliseringen van gemeenten", TITLES[group], last])
    size = "Grootte en stedelijkheid van gemeenten"
    found += [
        [size, "Gemeentegrootte", "Code (code)"],
        [size, "Gemeentegrootte", "Omschrijving (omschrijving)"],
    ]
    return [*found, ["Statistische gegevens", "", "Inwonertal (aantal)"]]


def text_of(rows: Rows, delimiter: str = ";", quoted: bool = True) -> str:
    def cell(text: str) -> str:
        needs = quoted or delimiter in text or '"' in text
        return f'"{text}"' if needs else text

    return "".join(delimiter.join(cell(text) for text in row) + "\r\n" for row in rows)


def odata_csv(dataset: Dataset, year: int, delimiter: str = ";", quoted: bool = True) -> str:
    """Keys with numbers only, ID and RegioS in front."""
    body = [[str(n), row[0], *row] for n, row in enumerate(table(dataset, year))]
    return text_of([["ID", "RegioS", *keys(columns_for(year))], *body], delimiter, quoted)


def statline_csv(dataset: Dataset, year: int, delimiter: str = ";") -> str:
    """One line of full titles, and the source underneath."""
    head = ["Regio's", *("/".join(filter(None, path)) for path in paths(columns_for(year)))]
    body = [[row[1].strip(), *row] for row in table(dataset, year)]
    return text_of([head, *body], delimiter) + '"Bron: CBS"\r\n'


def levels_csv(dataset: Dataset, year: int, delimiter: str = ";") -> str:
    """The older download: a name of the table and a line per level of the titles."""
    columns = paths(columns_for(year))
    head: Rows = [[f"Gebieden in Nederland {year}"]]
    head += [
        ["Onderwerpen" if level < 2 else "Regio's", *(path[level] for path in columns)] for level in range(3)
    ]
    body = [[row[1].strip(), *row] for row in table(dataset, year)]
    return text_of([*head, *body], delimiter) + "Bron: CBS\r\n"


def selection_csv(dataset: Dataset, year: int, delimiter: str = ";") -> str:
    """Only some topics chosen in StatLine, without the codes of the municipalities."""
    groups = ["CR", "VR"]
    chosen = range(3, 3 + 2 * len(groups))
    columns = ["/".join(paths(groups)[place]) for place in chosen]
    body = []
    for row in table(dataset, year, padded=False, groups=groups):
        name = row[1] + (" (gemeente)" if row[1] in ("Utrecht", "Groningen", "'s-Gravenhage") else "")
        body.append([name, *(row[place] for place in chosen)])
    return text_of([["Regio's", *columns], *body], delimiter) + "Bron: CBS\r\n"


SHAPES: dict[str, Callable[..., str]] = {
    "odata": odata_csv,
    "statline": statline_csv,
    "levels": levels_csv,
    "selection": selection_csv,
}
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "bom": lambda text: codecs.BOM_UTF8 + text.encode(),
    "cp1252": lambda text: text.encode("cp1252", errors="replace"),
    "utf-16": lambda text: text.encode("utf-16"),
}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, encoding: str = "utf-8", name: str = "gebieden.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(ENCODINGS[encoding](text))
        return path

    return write


def errors(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems if problem.severity == "fout"]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("year", [2016, 2018, 2020, 2021, 2022, 2024])
def test_every_shape_of_every_year(dataset: Dataset, put: Callable[..., Path], shape: str, year: int) -> None:
    imported = read_divisions(put(SHAPES[shape](dataset, year)), dataset, 2026, year)
    assert errors(imported) == []
    assert imported.trusted
    places = expected_municipalities(dataset, date(year, 1, 1))
    groups = ["CR", "VR"] if shape == "selection" else columns_for(year)
    wanted = {KEPT[group]: (len(places), COUNTS[group]) for group in groups if group in KEPT}
    assert imported.counts == wanted
    for row in imported.rows:
        place = list(places).index(row.gemeentecode)
        prefix = next(prefix for prefix, name in KEPT.items() if name == row.indeling)
        number = place % COUNTS[prefix] + 1
        assert row.regiocode == f"{prefix}{number:02d}"
        assert row.regio == f"Proef, {prefix.lower()} {number} Fryslân"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(("delimiter", "quoted"), [(";", True), (",", True), (",", False), ("\t", False)])
def test_encodings_and_delimiters(
    dataset: Dataset, put: Callable[..., Path], encoding: str, delimiter: str, quoted: bool
) -> None:
    text = odata_csv(dataset, 2021, delimiter, quoted)
    imported = read_divisions(put(text, encoding), dataset, 2026, 2021)
    assert errors(imported) == []
    assert imported.rows[0].regio.endswith("Fryslân")
    assert set(imported.counts) == set(KEPT.values())


def test_neighbours_with_nearly_the_same_name_are_not_taken(
    dataset: Dataset, put: Callable[..., Path]
) -> None:
    """Even where COROP-subgebieden and Regioplus-arbeidsmarktregio's would have codes like CR and AM."""
    text = statline_csv(dataset, 2018).replace('"CS', '"CR').replace('"RA', '"AM')
    imported = read_divisions(put(text), dataset, 2026, 2018)
    assert imported.trusted, errors(imported)
    assert imported.counts["corop"] == (380, 40)
    assert imported.counts["arbeidsmarkt"] == (380, 35)


def test_what_is_not_used_is_said(dataset: Dataset, put: Callable[..., Path]) -> None:
    imported = read_divisions(put(odata_csv(dataset, 2016)), dataset, 2026, 2016)
    said = "\n".join(imported.notes)
    assert "RMC-regio's: staan niet in dit bestand" in said
    assert "GG" in said
    assert "LD" in said


@pytest.mark.parametrize(
    ("name", "shape", "year", "found"),
    [
        ("gebieden.csv", "levels", 2019, 2019),
        ("Gebieden_in_Nederland_2019_10082021_130901.csv", "statline", 2019, 2019),
        ("84378NED.csv", "odata", 2019, 2019),
        ("gebieden.csv", "odata", 2019, 2020),  # the same municipalities; the last year that fits
        ("gebieden.csv", "odata", 2021, 2021),
    ],
)
def test_the_year_is_found(
    dataset: Dataset, put: Callable[..., Path], name: str, shape: str, year: int, found: int
) -> None:
    """In the heading, in the name of the file, or by the municipalities."""
    imported = read_divisions(put(SHAPES[shape](dataset, year), name=name), dataset, 2026)
    assert imported.year == found
    assert any("jaar is" in note for note in imported.notes)
    assert imported.trusted


def test_this_year_is_preferred_when_more_years_fit(dataset: Dataset, put: Callable[..., Path]) -> None:
    path = put(odata_csv(dataset, 2024))
    assert read_divisions(path, dataset, 2025).year == 2025
    assert read_divisions(path, dataset, 2030).year == 2030


def test_a_heading_of_another_year_is_refused(dataset: Dataset, put: Callable[..., Path]) -> None:
    with pytest.raises(SourceError, match="2019, maar gevraagd is 2020"):
        read_divisions(put(levels_csv(dataset, 2019)), dataset, 2026, 2020)


def change(text: str, code: str, old: str, new: str) -> str:
    """Change the line of a municipality; fails where there is nothing to change."""
    lines = text.splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if f'"{code}' in line)
    assert old in lines[place]
    lines[place] = lines[place].replace(old, new)
    return "".join(lines)


def without(text: str, code: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if f'"{code}' not in line)


def doubled(text: str, code: str) -> str:
    line = next(line for line in text.splitlines(keepends=True) if f'"{code}' in line)
    return text + line


# Gemeente 0014 is the first of the list: region 1 of everything.
FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "missing": (lambda t: without(t, "GM0363"), "GM0363 Amsterdam ontbreekt"),
    "unknown": (lambda t: t.replace('"GM0363', '"GM9999'), "'GM9999' was geen gemeente op 1 januari 2024"),
    "of the past": (
        lambda t: t.replace('"GM1982', '"GM1684'),
        "GM1684 Cuijk bestond niet op 1 januari 2024",
    ),
    "double": (lambda t: doubled(t, "GM0363"), "GM0363 Amsterdam staat er dubbel in"),
    "two names": (
        lambda t: change(t, "GM0014", "Proef, cr 1 Fryslân", "Proef, cr een"),
        "CR01 heeft 2 namen: 'Proef, cr een' (bij GM0014 Groningen)",
    ),
    "empty": (
        lambda t: change(t, "GM0014", "CR01      ", "          "),
        "GM0014 Groningen ligt in geen COROP-gebied",
    ),
    "dot": (
        lambda t: change(t, "GM0014", "VR01      ", "."),
        "GM0014 Groningen ligt in geen Veiligheidsregio",
    ),
    "wrong prefix": (
        lambda t: change(t, "GM0014", "CR01", "CP01"),
        "'CP01' bij GM0014 Groningen is geen code van een COROP-gebied",
    ),
    "no name": (
        lambda t: change(t, "GM0014", "Proef, vr 1 Fryslân", " " * 19),
        "Veiligheidsregio VR01 van GM0014 Groningen heeft geen naam",
    ),
    "long name": (
        lambda t: change(t, "GM0014", "Proef, vr 1 Fryslân", "x" * 101),
        "Veiligheidsregio VR01 van GM0014 Groningen heeft een te lange naam",
    ),
    "column twice": (
        lambda t: t.replace('"LD', '"CR').replace("Landsdelen", "COROP-gebieden"),
        "er zijn 2 kolommen met codes van COROP-gebieden",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("shape", [odata_csv, statline_csv, levels_csv])
def test_what_is_wrong_is_named_and_nothing_is_written(
    dataset: Dataset, put: Callable[..., Path], tmp_path: Path, shape: Callable[..., str], fault: str
) -> None:
    spoil, message = FAULTS[fault]
    imported = read_divisions(put(spoil(shape(dataset, 2024))), dataset, 2026, 2024)
    assert any(message in error for error in errors(imported)), errors(imported)
    assert not imported.trusted
    with pytest.raises(SourceError, match="niet te vertrouwen"):
        write_divisions(imported, tmp_path, dataset)
    assert not (tmp_path / "regioindelingen.csv").exists()


def test_columns_under_the_title_of_another_division(dataset: Dataset, put: Callable[..., Path]) -> None:
    text = statline_csv(dataset, 2024).replace('"CR', '"AM')
    found = errors(read_divisions(put(text), dataset, 2026, 2024))
    assert "geen code van een COROP-gebied" in found[0]
    assert len(found) == MOST_OF_A_KIND + 1, "the rest is counted, not listed"
    assert f"nog {342 - MOST_OF_A_KIND} keer hetzelfde" in found[-1]


def test_an_unusual_number_of_regions_is_a_warning(dataset: Dataset, put: Callable[..., Path]) -> None:
    text = odata_csv(dataset, 2024).replace('"VR25', '"VR24').replace("Proef, vr 25", "Proef, vr 24")
    imported = read_divisions(put(text), dataset, 2026, 2024)
    assert imported.trusted
    (problem,) = imported.problems
    assert "24 veiligheidsregio's; meestal zijn het er 25" in problem.message


@pytest.mark.parametrize(("gone", "said"), [("/Code (code)", "geen codes"), ("/Naam (naam)", "geen namen")])
def test_a_division_with_only_codes_or_names_is_skipped(
    dataset: Dataset, put: Callable[..., Path], gone: str, said: str
) -> None:
    rows = [line.split(";") for line in selection_csv(dataset, 2024).splitlines()]
    place = next(i for i, cell in enumerate(rows[0]) if f"COROP-gebieden{gone}" in cell)
    text = "\r\n".join(";".join(cell for i, cell in enumerate(row) if i != place) for row in rows)
    imported = read_divisions(put(text), dataset, 2026, 2024)
    assert set(imported.counts) == {"veiligheid"}
    assert any(said in problem.message for problem in imported.problems)
    assert imported.trusted


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf \r\n", "leeg"),
        (b"PK\x03\x04abc", "Excel"),
        (b"<!doctype html><p>", "webpagina"),
        (b'{"value": []}', "json"),
        (b"\x00\x01\x02\x03", "leeg|geen tekst"),
        (b"a;b\r\n1;2\r\n", "geen enkele gemeente"),
        (b"GM0363;" + b";" * 500 + b"\r\n", "502 kolommen"),
        (b"GM0363;1;2;3;4;5\r\nGM0014;1;2;3;4;5\r\n", "geen indeling die wordt gebruikt"),
    ],
)
def test_files_that_cannot_be_used(dataset: Dataset, tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "raar.csv"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=message):
        read_divisions(path, dataset, 2026, 2024)


def test_a_file_that_is_not_there(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="niet te lezen"):
        read_divisions(tmp_path / "weg.csv", dataset, 2026, 2024)


def test_rows_of_the_same_division_and_year_are_replaced(dataset: Dataset, put: Callable[..., Path]) -> None:
    new = read_divisions(put(odata_csv(dataset, 2024)), dataset, 2026, 2024).rows
    before = [replace(new[0], regio="Oud"), replace(new[0], jaar=2019), replace(new[0], indeling="gka")]
    rows = merged(before, new)
    assert len(rows) == len(new) + 2
    assert not any(row.regio == "Oud" for row in rows)
    keys = [(row.indeling, row.jaar, row.gemeentecode) for row in rows]
    assert keys == sorted(set(keys))
