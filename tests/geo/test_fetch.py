"""Fetching borders, from a server that answers like PDOK and from one that does not."""

import json
from datetime import date

import geopandas as gpd
import pytest
import shapely

from gka_dash.errors import BoundaryError, SettingsError
from gka_dash.geo.addresses import ATOM, OGC, SERVICES, WFS, address
from gka_dash.geo.fetch import UNFINISHED, fetch_boundaries, years_to_fetch
from gka_dash.geo.web import Client
from gka_dash.settings import Settings
from tests.geo.pdok import Pdok, body, cut_off, hang_up, serving, slow, status


@pytest.fixture(scope="module")
def coarse(country):
    shapes = shapely.coverage_simplify(country.frame.geometry.to_numpy(), 400)
    frame = country.frame[["statcode", "statnaam"]].assign(rubriek="gemeente")
    frame["jrstatcode"] = "2024" + frame.statcode
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=28992)


@pytest.fixture(scope="module")
def content(coarse, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdok") / "cbs.gpkg"
    coarse.to_file(path, layer="gemeente_gegeneraliseerd")
    features = json.loads(coarse.to_crs(4326).to_json())["features"]
    return features, path.read_bytes()


@pytest.fixture
def pdok(content):
    with serving(Pdok(*content)) as server:
        yield server


@pytest.fixture
def waits():
    return []


@pytest.fixture
def fetch(pdok, tmp_path, dataset, country, waits):
    def run(*sources, year=2024, reference=None, **patience):
        client = Client(**{"sleep": waits.append, "jitter": lambda: 1.0, "timeout": (10.0, 20.0)} | patience)
        try:
            return fetch_boundaries(
                year,
                folder=tmp_path / "geo",
                dataset=dataset,
                reference=country.frame if reference else None,
                client=client,
                addresses={key: pdok.addresses()[key] for key in sources or SERVICES},
            )
        finally:
            client.session.close()

    return run


def files(folder):
    return sorted(path.name for path in folder.rglob("*")) if folder.exists() else []


@pytest.mark.parametrize("source", ["ogc", "atom", "wfs"])
def test_each_service_alone_is_enough(fetch, pdok, tmp_path, source, coarse, waits):
    imported = fetch(source, reference=True)
    assert imported.reasons == ()
    (borders,) = imported.written
    assert borders.count == 342
    assert borders.source["origin"].startswith(pdok.address)
    assert waits == []
    assert files(tmp_path / "geo") == ["gemeenten_2024.gpkg", "gemeenten_2024.json"]
    kept = gpd.read_file(borders.path)
    difference = shapely.symmetric_difference(kept.geometry.to_numpy(), coarse.geometry.to_numpy())
    assert shapely.area(difference).max() < 100_000  # seven decimals of a degree, and EPSG:28992 back


def test_the_smallest_service_is_asked_first_and_alone(fetch, pdok):
    fetch()
    assert len(pdok.asked) == 4
    assert all("/ogc/" in path for path in pdok.paths())
    assert "jaarcode=2024" in pdok.paths()[0]
    assert "limit=1000" in pdok.paths()[0]


def test_wfs_asks_for_what_comes_after(fetch, pdok):
    fetch("wfs")
    assert [path.split("startIndex=")[1] for path in pdok.paths()] == ["0", "100", "200", "300"]
    assert all("typeNames=gemeente_gegeneraliseerd" in path for path in pdok.paths())


@pytest.mark.parametrize("source", ["ogc", "wfs"])
def test_a_service_that_does_not_announce_a_number(fetch, pdok, source):
    pdok.matched, pdok.page = "", 1000
    assert fetch(source).trusted


@pytest.mark.parametrize("fault", [status(500), status(429), hang_up])
@pytest.mark.parametrize("source", ["ogc", "atom", "wfs"])
def test_what_passes_is_asked_again(fetch, pdok, waits, fault, source):
    pdok.faults = [fault, fault]
    assert fetch(source).trusted
    assert len(waits) == 2
    assert waits[0] <= waits[1]


@pytest.mark.parametrize("source", ["ogc", "atom", "wfs"])
def test_a_server_that_does_not_answer_is_left_and_asked_again(fetch, pdok, waits, source):
    pdok.faults = [slow]
    # On a busy computer other answers may come too late as well: that costs an attempt, nothing else.
    assert fetch(source, timeout=(10.0, 0.3), attempts=30).trusted
    assert len(waits) >= 1


def test_the_server_says_how_long_to_wait(fetch, pdok, waits):
    pdok.faults = [
        status(503, Retry_After="7"),
        status(429, Retry_After="9999"),
        status(503, Retry_After="morgen"),
    ]
    assert fetch("ogc").trusted
    assert waits == [7.0, 30.0, 4.0]


def test_waiting_grows_and_stops(fetch, pdok, waits):
    pdok.faults = [status(500)] * 20
    with pytest.raises(BoundaryError, match="druk of is stuk"):
        fetch("ogc")
    assert waits == [1.0, 2.0, 4.0, 8.0]
    assert len(pdok.asked) == 5


def test_the_next_service_steps_in(fetch, pdok):
    pdok.faults = [status(404)]
    assert fetch().trusted
    assert ["ogc" in path for path in pdok.paths()] == [True, False]
    pdok.asked.clear()
    pdok.faults = [status(404), status(403)]
    assert fetch().written[0].source["origin"].endswith("EPSG:4326")


def test_a_download_that_is_cut_off_goes_on(fetch, pdok, tmp_path):
    pdok.faults = [cut_off(0.4), cut_off(0.4)]
    assert fetch("atom").trusted
    starts = [headers.get("range") for _, headers in pdok.asked]
    assert starts[0] is None
    first, second = (int(start[6:-1]) for start in starts[1:])
    piece = 1 << 16
    assert 0.4 * len(pdok.gpkg) - piece <= first <= 0.4 * len(pdok.gpkg)
    assert first < second < len(pdok.gpkg)
    assert files(tmp_path / "geo") == ["gemeenten_2024.gpkg", "gemeenten_2024.json"]


def test_a_download_goes_on_after_a_restart(fetch, pdok, tmp_path, waits):
    pdok.faults = [cut_off(0.5), *[hang_up] * 9]
    with pytest.raises(BoundaryError, match="GeoPackage"):
        fetch("atom")
    part = tmp_path / "geo" / UNFINISHED / "pdok_atom_2024.gpkg.part"
    half = part.stat().st_size
    assert len(pdok.gpkg) * 0.5 - (1 << 16) <= half <= len(pdok.gpkg) * 0.5
    pdok.faults, pdok.asked = [], []
    assert fetch("atom").trusted
    ((_, headers),) = pdok.asked
    assert headers["range"] == f"bytes={half}-"
    assert not part.parent.exists()


def test_a_new_version_is_fetched_from_the_start(fetch, pdok):
    pdok.faults = [cut_off(0.5), lambda _: setattr(pdok, "etag", '"versie-2"')]
    assert fetch("atom").trusted
    assert len(pdok.asked) == 2


def test_a_server_without_ranges(fetch, pdok):
    pdok.ranges, pdok.faults = False, [cut_off(0.5)]
    assert fetch("atom").trusted


def test_a_server_without_versions_starts_again(fetch, pdok):
    pdok.etag, pdok.faults = "", [cut_off(0.5)]
    assert fetch("atom").trusted
    assert "range" not in pdok.asked[1][1]


def test_a_complete_part_needs_no_byte_more(fetch, pdok, tmp_path):
    folder = tmp_path / "geo" / UNFINISHED
    folder.mkdir(parents=True)
    (folder / "pdok_atom_2024.gpkg.part").write_bytes(pdok.gpkg)
    url = address(ATOM, 2024, pdok.addresses()["atom"])
    note = {"url": url, "version": pdok.etag, "total": len(pdok.gpkg)}
    (folder / "pdok_atom_2024.gpkg.part.json").write_text(json.dumps(note))
    assert fetch("atom").trusted
    assert pdok.asked[0][1]["range"] == f"bytes={len(pdok.gpkg)}-"


def test_a_part_that_is_too_long_starts_again(fetch, pdok, tmp_path):
    folder = tmp_path / "geo" / UNFINISHED
    folder.mkdir(parents=True)
    (folder / "pdok_atom_2024.gpkg.part").write_bytes(pdok.gpkg + b"more")
    note = {
        "url": address(ATOM, 2024, pdok.addresses()["atom"]),
        "version": pdok.etag,
        "total": len(pdok.gpkg),
    }
    (folder / "pdok_atom_2024.gpkg.part.json").write_text(json.dumps(note))
    assert fetch("atom").trusted


HTML = body(b"<html>Onderhoud</html>", "text/html; charset=utf-8")
WRONG_ANSWERS = {
    "a page instead of features": ("ogc", HTML, "geen gegevens maar text/html"),
    "a page instead of a file": ("atom", HTML, "geen kaartbestand maar text/html"),
    "an exception of the WFS": ("wfs", body(b"<ows:ExceptionReport/>", "text/xml"), "maar text/xml"),
    "a page that says it is a file": (
        "atom",
        body(b"<html>" * 9, "application/octet-stream"),
        "geen GeoPackage",
    ),
    "a file with nothing in it": ("atom", body(b"", "application/octet-stream"), "geen GeoPackage"),
    "another kind of JSON": ("ogc", body(b'{"title": "PDOK"}', "application/json"), "andere vorm"),
    "a list": ("ogc", body(b"[]", "application/json"), "andere vorm"),
    "unknown address": ("ogc", status(404), "kent dit adres niet"),
    "not allowed": ("ogc", status(403), "weigert de vraag"),
    "redirect to elsewhere": ("ogc", status(302, Location="https://example.com/x"), "andere plek"),
    "redirect to another port": ("atom", status(301, Location="http://127.0.0.1:1/x"), "andere plek"),
    "redirect to a file": ("atom", status(301, Location="file:///etc/passwd"), "andere plek"),
    "redirect to nowhere": ("atom", status(302), "andere plek"),
}


@pytest.mark.parametrize(("source", "fault", "said"), WRONG_ANSWERS.values(), ids=WRONG_ANSWERS)
def test_a_wrong_answer_is_not_asked_again(fetch, pdok, tmp_path, waits, source, fault, said):
    pdok.faults = [fault]
    with pytest.raises(BoundaryError, match=said) as caught:
        fetch(source)
    assert len(pdok.asked) == 1
    assert waits == []
    assert not [name for name in files(tmp_path / "geo") if name.startswith("gemeenten")]
    assert "op een andere computer" in str(caught.value)
    assert "boundaries add" in str(caught.value)
    assert "--year 2024" in str(caught.value)


def test_redirects_on_the_same_server_are_followed_but_not_for_ever(fetch, pdok):
    here = address(ATOM, 2024, pdok.addresses()["atom"])
    pdok.faults = [status(302, Location="/atom/v1_0/downloads/cbsgebiedsindelingen2024.gpkg")]
    assert fetch("atom").trusted
    pdok.faults = [status(302, Location=here)] * 9
    with pytest.raises(BoundaryError, match="stuurt steeds door"):
        fetch("atom")


def test_half_a_page_is_asked_again(fetch, pdok, waits):
    pdok.faults = [body(b'{"type": "FeatureCollection", "features": [', "application/json")]
    assert fetch("ogc").trusted
    assert waits == [1.0]


@pytest.mark.parametrize("source", ["ogc", "wfs"])
def test_pages_without_end_and_without_a_number(fetch, pdok, source):
    pdok.loop, pdok.matched = True, ""
    assert not fetch(source).trusted
    assert len(pdok.asked) == 2


@pytest.mark.parametrize("source", ["ogc", "wfs"])
def test_always_the_same_page(fetch, pdok, source):
    pdok.loop = True
    with pytest.raises(BoundaryError, match="geen eind"):
        fetch(source)
    assert len(pdok.asked) < 4


def test_fewer_features_than_announced(fetch, pdok):
    pdok.matched = 400
    with pytest.raises(BoundaryError, match="kondigde 400 vlakken aan en gaf er 342"):
        fetch("ogc")


def test_a_next_page_on_another_server(fetch, pdok):
    pdok.next_link = "https://example.com/items"
    with pytest.raises(BoundaryError, match="andere plek"):
        fetch("ogc")
    assert len(pdok.asked) == 1


def test_borders_of_another_year_are_not_written(fetch, tmp_path):
    with pytest.raises(BoundaryError) as caught:
        fetch(year=2021)
    assert str(caught.value).count("niet te vertrouwen") == 3
    assert files(tmp_path / "geo") == []


def test_one_service_with_wrong_borders_reports_them_all(fetch):
    imported = fetch("ogc", year=2021)
    assert not imported.trusted
    assert any("GM0756 Boxmeer ontbreekt" in problem.message for problem in imported.reasons)


def test_nobody_there(tmp_path, dataset, waits):
    with pytest.raises(BoundaryError) as caught:
        fetch_boundaries(
            2019,
            folder=tmp_path / "geo",
            dataset=dataset,
            client=Client(sleep=waits.append, attempts=2),
            addresses=dict.fromkeys(SERVICES, "http://127.0.0.1:9/"),
        )
    assert str(caught.value).count("geen verbinding met de server") == 3
    assert "cbsgebiedsindelingen2019.gpkg --year 2019" in str(caught.value)


def test_a_full_disk(fetch, tmp_path):
    (tmp_path / "geo").write_text("this is a file")
    with pytest.raises(BoundaryError, match="opgeslagen"):
        fetch("atom")


def test_two_at_once(fetch, tmp_path, pdok):
    import fcntl

    folder = tmp_path / "geo" / UNFINISHED
    folder.mkdir(parents=True)
    with (folder / "pdok_atom_2024.gpkg.part").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BoundaryError, match=r"haalt pdok_atom_2024\.gpkg al op"):
            fetch("atom")
    assert pdok.asked == []


def test_all_years_are_those_that_are_missing(fetch, tmp_path, dataset):
    assert years_to_fetch(tmp_path / "geo", dataset, date(2026, 5, 1)) == tuple(range(2016, 2027))
    fetch("ogc")
    assert years_to_fetch(tmp_path / "geo", dataset, date(2025, 5, 1)) == (*range(2016, 2024), 2025)


@pytest.mark.parametrize("service", [OGC, ATOM, WFS])
def test_documented_addresses(service):
    documented = getattr(Settings.from_environment({}), f"pdok_{service.key}")
    url = address(service, 2019, documented)
    assert url.startswith("https://")
    assert "pdok.nl/cbs/gebiedsindelingen" in url
    assert "2019" in url
    assert "{" not in url
    begin = documented.removesuffix(service.ending)
    assert begin != documented
    assert address(service, 2019, begin) == url
    assert address(service, 2019, f"{begin}/") == url


@pytest.mark.parametrize(
    "value",
    [
        "http://pdok.nl/x",
        "ftp://pdok.nl/x",
        "file:///etc/passwd",
        "pdok.nl",
        "https://",
        "https://name:word@pdok.nl/",
        "https://pdok.nl:port/",
        "https://pdok.nl/a b",
        "http://localhost.example.com/",
        "http://127.0.0.1@example.com/",
    ],
)
def test_addresses_that_are_not_asked(value):
    with pytest.raises(SettingsError, match="GKA_PDOK_OGC"):
        Settings.from_environment({"GKA_PDOK_OGC": value})


@pytest.mark.parametrize(
    "value", ["http://localhost:8080/ogc", "http://127.0.0.1/ogc", "http://[::1]:80/ogc"]
)
def test_this_computer_may_do_without_https(value):
    assert Settings.from_environment({"GKA_PDOK_OGC": value}).pdok_ogc == value
