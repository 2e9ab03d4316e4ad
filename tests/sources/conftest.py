"""A small valid folder that each test may spoil in one way."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.sources.csv_folder import read_folder

SMALL = {
    "regioindelingen": "indeling,jaar,gemeentecode,regiocode,regio\n",
    "gemeenten": """gemeentecode,gemeente,provinciecode,provincie
GM0014,Groningen,PV20,Groningen
GM0503,Delft,PV28,Zuid-Holland
GM0796,'s-Hertogenbosch,PV30,Noord-Brabant
GM1979,Eemsdelta,PV20,Groningen
""",
    "gemeentenaam_alias": """alias,gemeentecode
Den Bosch,GM0796
""",
    "herindelingen": """datum,oude_code,oude_naam,nieuwe_code,nieuwe_naam,soort
2021-01-01,GM0010,Delfzijl,GM1979,Eemsdelta,samenvoeging
2021-01-01,GM0024,Loppersum,GM1979,Eemsdelta,samenvoeging
""",
    "themas": """thema,bron
Taalbevordering,https://voorbeeld.nl/themas
Ouderbetrokkenheid,Kamerbrief 2019
""",
    "sectoren": """sector,naam,toelichting
po,Primair onderwijs,
vo,Voortgezet onderwijs,
""",
    "agendas": """gemeentecode,gemeente,ondertekend_van,ondertekend_tot,precisie,periode,\
themas,aandachtspunten,agenda_url,bron_url,opmerking
GM0014,Groningen,2019-01-01,2019-07-16,interval,2019-2021,Taalbevordering,,https://voorbeeld.nl/gr,https://voorbeeld.nl/b,
GM0503,Delft,2020-03-04,2020-03-04,dag,,Taalbevordering|Ouderbetrokkenheid,,,Raadsbrief,
GM0010,Delfzijl,,,onbekend,,,,,Raadsbrief,
""",
    "interventies": """interventie_id,titel,aard,gemeentecode,gemeente,themas,sectoren,\
doelgroep,start,in_addendum,samenvatting,bron_url,afgeleid
I001,Voorlezen,interventie,GM0014,Groningen,Taalbevordering,po|vo,Kleuters,2019-06,ja,Vrijwilligers lezen.,https://a.nl,themas
I002,Ouderavond,inzet,GM0796,Den Bosch,,,,,,,Raadsbrief,
""",
    "mijlpalen": """datum,precisie,titel,toelichting,gemeenten,interventies,bron
2019-07-16,dag,30 agenda's,,30,,Kamerbrief
2020-07-14,dag,50 gemeenten,,50,169,Kamerbrief
""",
    "landelijke_agendas": """titel,sinds,toelichting,scholen,bron
Armoede,2022-11,,20,https://voorbeeld.nl/armoede
""",
    "factoren": """nummer,domein,factor
1,Leerling,Gezondheid
""",
}


@pytest.fixture(scope="session")
def small_files() -> dict[str, bytes]:
    """The files of the small folder by the name of their table."""
    return {name: text.encode() for name, text in SMALL.items()}


def write_small(folder: Path) -> Path:
    """Write the files of the small folder; returns it."""
    for name, text in SMALL.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small(tmp_path)


@pytest.fixture
def small(folder: Path) -> Dataset:
    return read_folder(folder)


@pytest.fixture
def whole(small: Dataset) -> bytes:
    """A workbook of the small folder."""
    from tests.books import made  # which uses this module

    return made(small)


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, int, str, str], None]:
    """Put a text in one cell: table, row as a spreadsheet counts, column, text."""

    def put(table: str, row: int, column: str, text: str) -> None:
        path = folder / f"{table}.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        rows[row - 1][rows[0].index(column)] = text
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\n").writerows(rows)
        path.write_bytes(stream.getvalue().encode())

    return put
