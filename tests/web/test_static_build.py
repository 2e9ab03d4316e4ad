import gzip
import os
import re
from pathlib import Path

import brotli
import pytest

from gka_dash.errors import ArtefactError
from gka_dash.web import static_build, static_sources
from gka_dash.web.manifest import Manifest
from gka_dash.web.static_build import build_static, rewrite_urls


def build(project: Path) -> Manifest:
    return build_static(project, project / "build")


def text(manifest: Manifest, logical: str) -> str:
    return (manifest.folder / manifest.files[logical].name).read_text(encoding="utf-8")


def on_disk(project: Path) -> dict[str, int]:
    folder = project / "build/static"
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_css_stands_in_cascade_order(project: Path, node_modules: Path) -> None:
    css = text(build(project), "app.css")
    parts = ["@font-face", ".card{", "--ink", ".zz{", "@media print"]
    positions = [css.index(part) for part in parts]
    assert positions == sorted(positions)
    assert "@charset" not in css


def test_bootstrap_comes_without_what_no_page_has(project: Path, node_modules: Path) -> None:
    assert ".btn{" not in text(build(project), "app.css")


def test_a_font_is_asked_for_what_it_has(project: Path, node_modules: Path) -> None:
    css = text(build(project), "app.css")
    ranges = re.findall(r"font-weight:(\d+ \d+);src:url\(([^)]+)\).*?unicode-range:([^;}]+)", css)
    assert [one[0] for one in ranges] == ["400 700", "400 700"]
    assert ranges[0][2] == "U+0041,U+0061,U+00EB"


def test_css_names_fonts_and_pictures_by_their_hashed_address(project: Path, node_modules: Path) -> None:
    manifest = build(project)
    css = text(manifest, "app.css")
    assert f"url({manifest.url('vlek.svg')})" in css
    assert f"url({manifest.url('fonts/inter-latin-wght-normal.woff2')})" in css


@pytest.mark.parametrize("letter", "ëéúâæïöüÉË’–€")
def test_main_font_covers_dutch_and_frisian(letter: str) -> None:
    ranges = static_sources.FONTS["inter-latin-wght-normal.woff2"].replace("U+", "").split(",")
    bounds = [[int(end, 16) for end in f"{part}-{part}".split("-")] for part in ranges]
    assert any(edges[0] <= ord(letter) <= edges[1] for edges in bounds)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("url(a.svg)", "url(/static/a.1.svg)"),
        ("url('./a.svg')", "url(/static/a.1.svg)"),
        ('url("a.svg")', "url(/static/a.1.svg)"),
        ("url(b.svg)", "url(b.svg)"),
        ("url('data:image/svg+xml,%3csvg a.svg')", "url('data:image/svg+xml,%3csvg a.svg')"),
    ],
)
def test_rewrite_urls(css: str, expected: str) -> None:
    assert rewrite_urls(css, {"a.svg": "/static/a.1.svg"}) == expected


def test_early_script_has_d3_first_and_parts_before_what_uses_them(project: Path, node_modules: Path) -> None:
    script = text(build(project), "early.js")
    assert (
        script.index("d3-dispatch") < script.index("d3-zoom") < script.index("deel") < script.index("hoofd")
    )
    assert "dash_clientside" not in script


def test_other_scripts_come_late(project: Path) -> None:
    assert text(build(project), "app.js").strip() == "window.dash_clientside = {};\n;"


def test_compressed_twins_hold_the_same(project: Path) -> None:
    manifest = build(project)
    file = manifest.files["geo/boundaries-2024.json"]
    path = manifest.folder / file.name
    raw = path.read_bytes()
    assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == raw
    assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == raw
    assert (file.raw, file.br) == (len(raw), path.with_name(path.name + ".br").stat().st_size)


def test_fonts_are_not_compressed_again(project: Path, node_modules: Path) -> None:
    file = build(project).files["fonts/inter-latin-wght-normal.woff2"]
    assert (file.gz, file.br) == (0, 0)


def test_second_build_compresses_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(project)
    before = on_disk(project)

    def refuse(*_: object) -> bytes:
        raise AssertionError("an unchanged file was compressed again")

    monkeypatch.setattr(static_build, "_compress", refuse)
    assert build(project) == first
    assert on_disk(project) == before


def test_a_change_gives_a_new_name_and_leaves_the_rest(project: Path) -> None:
    first = build(project)
    (project / "assets/zz.css").write_text(".zz{color:green}")
    second = build(project)
    assert second.url("app.css") != first.url("app.css")
    assert second.url("early.js") == first.url("early.js")


def test_files_of_the_build_before_stay_for_open_pages(project: Path) -> None:
    names = []
    for colour in ("red", "green", "blue"):
        (project / "assets/zz.css").write_text(f".zz{{color:{colour}}}")
        names.append(build(project).files["app.css"].name)
        build(project)  # building the same again forgets nothing
    present = on_disk(project)
    assert [name in present for name in names] == [False, True, True]


def test_a_half_written_file_is_repaired(project: Path) -> None:
    manifest = build(project)
    path = manifest.folder / manifest.files["app.css"].name
    path.write_bytes(b"half")
    assert build(project) == manifest
    assert path.stat().st_size == manifest.files["app.css"].raw


def test_lighter_scripts_replace_those_of_dash(project: Path, node_modules: Path) -> None:
    manifest = build(project)
    plotly = (manifest.folder / manifest.suites["plotly/package_data/plotly.min.js"].name).read_text()
    assert "whole plotly" not in plotly
    assert "/* stays */" in plotly
    assert "/* only of a part */" not in plotly
    assert plotly.startswith("/**\n* plotly, MIT")
    assert "window.Plotly.register(module.exports)" in plotly
    polyfill = manifest.suites["dash/deps/polyfill@7.12.1.min.js"]
    assert "regeneratorRuntime" in (manifest.folder / polyfill.name).read_text()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("plotly.js-basic-dist/plotly-basic.js", "Plotly"),
        ("bootstrap/dist/css/bootstrap.min.css", "Bootstrap"),
        ("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "inter-latin-wght-normal.woff2"),
    ],
)
def test_a_package_of_another_shape_goes_whole_and_is_told(
    project: Path, node_modules: Path, capsys: pytest.CaptureFixture[str], path: str, told: str
) -> None:
    (node_modules / path).write_bytes(b".anders{color:red}")
    manifest = build(project)
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert said.startswith(f"Let op: {told} gaat in zijn geheel mee: ")
    published = [(manifest.folder / name).read_bytes() for name in manifest.names]
    assert [content for content in published if b".anders{color:red}" in content]


def test_without_front_end_packages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = build(project)
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "front-endpakketten ontbreken" in said
    assert "bootstrap" in said
    plotly = (manifest.folder / manifest.suites["plotly/package_data/plotly.min.js"].name).read_text()
    assert "whole plotly" in plotly
    assert "--ink" in text(manifest, "app.css")
    assert "@font-face" not in text(manifest, "app.css")
    assert "hoofd" in text(manifest, "early.js")


def test_with_front_end_packages_nothing_is_said(
    project: Path, node_modules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(project)
    assert capsys.readouterr().out == ""


def test_every_suite_of_the_installed_dash_is_found() -> None:
    found = {source.suite for source in static_sources.component_suites()}
    wanted = {
        "dash/deps/react@18.3.1.min.js",
        "dash/deps/react-dom@18.3.1.min.js",
        "dash/dash-renderer/build/dash_renderer.min.js",
        "dash/dcc/dash_core_components.js",
        "dash/dcc/dash_core_components-shared.js",
        "dash/dcc/async-graph.js",
        "dash/html/dash_html_components.min.js",
        "dash_bootstrap_components/_components/dash_bootstrap_components.min.js",
        static_sources.PLOTLY_SUITE,
        static_sources.POLYFILL_SUITE,
    }
    assert wanted <= found


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"files": {}}', '{"files": {"a": 1}, "suites": {}}'])
def test_damaged_manifest_says_what_to_do(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "manifest.json").write_text(damage)
    with pytest.raises(ArtefactError, match="gka_dash build"):
        Manifest.load(tmp_path)


def test_manifest_survives_a_round_trip(project: Path) -> None:
    manifest = build(project)
    assert Manifest.load(project / "build") == manifest
    with pytest.raises(ArtefactError, match="bestaat-niet"):
        manifest.url("bestaat-niet.css")


def test_names_have_no_absolute_path_or_parent(project: Path) -> None:
    for name in build(project).names:
        assert not os.path.isabs(name)
        assert ".." not in name
