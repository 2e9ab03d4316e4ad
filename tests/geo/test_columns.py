import pandas as pd
import pytest

from gka_dash.geo.columns import (
    find_code_column,
    find_column,
    is_water,
    mended,
    normalise_code,
    normalise_province,
    same_name,
    years_in,
)

EXPECTED = {"GM0014", "GM0034", "GM0363"}
CODES = ["GM0014", "GM0034", "GM0363"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("GM0363", "0363", 363, 363.0, "363.0", "363.00", " gm363\x00", "GM 0363", "2022GM0363"), "GM0363"),
        (("\ufeffGM0014\u200b", "14", "\u00a0GM0014\u00a0"), "GM0014"),
        (("GM", "PV20", "0", 0, None, float("nan"), "GM00141", "36.3", "BU03630000", "-14", "1e3"), None),
    ],
)
def test_codes(values, code):
    assert {normalise_code(value) for value in values} == {code}


@pytest.mark.parametrize(
    ("value", "code"), [("PV20", "PV20"), (20, "PV20"), ("20.0", "PV20"), ("Utrecht", "")]
)
def test_provinces(value, code):
    assert normalise_province(value) == code


@pytest.mark.parametrize(
    ("columns", "chosen"),
    [
        ({"statcode": CODES}, "statcode"),
        ({"GM_CODE": CODES, "naam": ["a", "b", "c"]}, "GM_CODE"),
        ({"gemeenteCode": ["0014", "0034", "0363"]}, "gemeenteCode"),
        ({"Gemeenteco": CODES}, "Gemeenteco"),
        ({"GM_2022": CODES}, "GM_2022"),
        ({"code": [1, 2, 3], "gm_code": CODES}, "gm_code"),
        ({"code": [14, 34, 363], "anders": ["x", "y", "z"]}, "code"),
        ({"regio": CODES}, "regio"),
        ({"statcode": ["PV20", "PV21", "PV22"], "regio": CODES}, "regio"),
        ({"naam": ["a", "b", "c"]}, None),
        ({"naam": ["a", "b", "c"], "nummer": [7, 8, 9]}, None),
    ],
)
def test_the_column_with_codes(columns, chosen):
    assert find_code_column(pd.DataFrame(columns), EXPECTED) == chosen


def test_the_usual_name_decides_between_columns_that_are_nearly_as_good():
    table = pd.DataFrame({"statcode": [*CODES[:2], "GM7777"], "jrstatcode": [f"2022{c}" for c in CODES]})
    assert find_code_column(table, EXPECTED) == "jrstatcode"
    many = [f"GM{number:04d}" for number in range(100, 200)]
    table = pd.DataFrame({"statcode": [*many[:-1], "GM7777"], "jrstatcode": [f"2022{c}" for c in many]})
    assert find_code_column(table, set(many)) == "statcode"


@pytest.mark.parametrize(
    ("columns", "chosen"),
    [
        ({"code": [1, 2], "statcode": ["x", "y"]}, "statcode"),
        ({"regio": ["GM0014", "GM0034"]}, "regio"),
        ({"jaar": [2022, 2022], "inwoners": [1000, 2000]}, None),
    ],
)
def test_without_a_list_the_name_decides(columns, chosen):
    assert find_code_column(pd.DataFrame(columns)) == chosen


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Súdwest-Fryslân", "Sudwest Fryslan", True),
        ("SÃºdwest-FryslÃ¢n", "Súdwest-Fryslân", True),
        ("'s-Gravenhage", "’s-Gravenhage", True),
        ("Bergen (L.)", "Bergen (L)", True),
        ("HENGELO (O.)", "Hengelo", True),
        ("Bergen", "Bergeijk", False),
    ],
)
def test_names(one, other, same):
    assert same_name(one, other) == same


def test_text_in_the_wrong_code_page_is_mended():
    assert mended("SÃºdwest-FryslÃ¢n") == "Súdwest-Fryslân"
    assert mended("Súdwest-Fryslân") == "Súdwest-Fryslân"


def test_cut_names_of_columns():
    assert find_column(["gemeentena", "x"], ("gemeentenaam",)) == "gemeentena"
    assert find_column(["GEMEENTE_NAAM"], ("gemeentenaam",)) == "GEMEENTE_NAAM"
    assert find_column(["gemeentenummer"], ("gemeentenaam",)) is None


@pytest.mark.parametrize(
    ("value", "water"), [("JA", True), ("B", True), ("NEE", False), (None, False), ("", False)]
)
def test_water(value, water):
    assert is_water(value) == water


@pytest.mark.parametrize(
    ("columns", "years"),
    [
        ({"jrstatcode": ["2022GM0014", "2021GM0034"]}, [2022, 2021]),
        ({"JAAR": [2022, 2022]}, [2022, 2022]),
        ({"jaarcode": ["2019", None]}, [2019, None]),
        ({"jrstatcode": ["", ""], "jaar": [2018.0, 2018.0]}, [2018, 2018]),
        ({"naam": ["2022", "x"]}, [None, None]),
    ],
)
def test_years(columns, years):
    assert years_in(pd.DataFrame(columns))[1] == years
