"""Whatever stands in the files: no trace, and every row is used or named."""

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import TABLE_BY_NAME, TABLES, Table
from gka_dash.sources.assemble import assemble
from gka_dash.sources.csv_folder import grid_of


def read(small: dict[str, bytes], table: Table, data: bytes) -> Dataset:
    files = small | {table.name: data}
    return assemble({name: grid_of(TABLE_BY_NAME[name], content) for name, content in files.items()})


RIGHT = ["GM0014", "GM0503", "GM0010", "Groningen", "Delft", "Delfzijl", "2019-07-16", "2020-03", "dag"]
RIGHT += ["interval", "onbekend", "Taalbevordering", "po|vo", "https://voorbeeld.nl", "I001", "interventie"]
RIGHT += ["1", "30", "ja", "samenvoeging", "PV20", "GM1979"]
WRONG = [
    "",
    "14",
    "GM9999",
    "2019-02-30",
    "31-12-2020",
    "-1",
    "1e9",
    "=1+1",
    "'=1",
    "\ufeff",
    "a|b||a",
    "\x00",
]
WRONG += ["https://[::1", "http://a.nl:99999", "//x", "data:text/html,x", "\u202etxt", "²", "٣", "|", "a\nb"]
CELLS = st.one_of(st.sampled_from(RIGHT), st.sampled_from(RIGHT + WRONG), st.text(max_size=30))


@st.composite
def tables_with_rows(draw: st.DrawFn) -> tuple[Table, list[list[str]]]:
    table = draw(st.sampled_from(TABLES))
    width = len(table.columns)
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    return table, rows


@settings(max_examples=300, deadline=None)
@given(case=tables_with_rows())
def test_every_row_is_used_or_named(
    small_files: dict[str, bytes], case: tuple[Table, list[list[str]]]
) -> None:
    table, rows = case
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[c.name for c in table.columns], *rows])
    found = read(small_files, table, stream.getvalue().encode("utf-8", "replace"))
    filled = [number for number, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)]
    problems = [p for p in found.problems if p.table == table.name and p.severity == "fout"]
    left_out = {p.row for p in problems if p.row is not None}
    summed_up = [p for p in problems if p.row is None]
    assert left_out <= set(filled)
    if not summed_up:
        assert len(found.rows(table.name)) == len(filled) - len(left_out)
    for problem in found.problems:
        assert problem.place
        assert problem.message
        assert "\n" not in str(problem)


def test_a_name_with_a_line_end_is_named_on_one_line(small_files: dict[str, bytes]) -> None:
    stream = io.StringIO(newline="")
    columns = TABLE_BY_NAME["gemeenten"].columns
    csv.writer(stream).writerows([[c.name for c in columns], ["GM0014", "a\nb", "PV20", "Groningen"]])
    found = read(small_files, TABLE_BY_NAME["gemeenten"], stream.getvalue().encode())
    named = [str(p) for p in found.problems if "dat is a b." in p.message]
    assert named
    assert not any("\n" in line for line in named)


@settings(max_examples=200, deadline=None)
@given(table=st.sampled_from(TABLES), data=st.binary(max_size=400), after_header=st.booleans())
@example(table=TABLES[0], data=b'"', after_header=False)
@example(table=TABLES[0], data=b"\xff\xfe\x00", after_header=False)
@example(table=TABLES[0], data=b"\r" * 9, after_header=True)
def test_any_bytes_are_read_without_an_exception(
    small_files: dict[str, bytes], table: Table, data: bytes, after_header: bool
) -> None:
    header = ",".join(c.name for c in table.columns).encode() + b"\n"
    found = read(small_files, table, header + data if after_header else data)
    assert isinstance(found, Dataset)


@settings(max_examples=100, deadline=None)
@given(table=st.sampled_from(TABLES), text=st.text(alphabet='ab",;\n\r\t ', max_size=60))
def test_any_mix_of_quotes_and_line_ends_is_read(
    small_files: dict[str, bytes], table: Table, text: str
) -> None:
    header = ",".join(c.name for c in table.columns)
    found = read(small_files, table, f"{header}\n{text}".encode())
    assert found.rows(table.name) == () or len(found.rows(table.name)) <= text.count("\n") + 1
