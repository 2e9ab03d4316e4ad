import pytest

from gka_dash.settings import PROJECT_ROOT
from gka_dash.web import static_sources
from gka_dash.web.dcc_parts import EAGER, SHARED, split_shared
from gka_dash.web.lighter import NotAsExpected
from gka_dash.web.minify import find_esbuild, spread_out
from tests.web import small_packages

REST = "dash/dcc/async-dropdown.js"


def split(suites: dict[str, str]) -> dict[str, str]:
    encoded = {name: text.encode() for name, text in suites.items()}
    made = split_shared(encoded, lambda script: script, lambda script: script)
    return {name: script.decode() for name, script in made.items()}


def test_the_shared_file_keeps_what_charts_reach() -> None:
    made = split(small_packages.SUITES)
    assert "/* needed */" in made[SHARED]
    assert "/* rest */" not in made[SHARED]
    assert made[SHARED].count("push([[384],{1111:function") == 1
    assert made[SHARED].rstrip().endswith("}]);")


def test_a_control_that_needs_more_brings_all_of_it_first() -> None:
    made = split(small_packages.SUITES)
    assert made[REST].index("/* rest */") < made[REST].index("/* dropdown */")
    assert '[["384-whole"]' in made[REST]


def test_other_files_stay_as_they_are() -> None:
    made = split(small_packages.SUITES)
    changed = {name for name, text in made.items() if text != small_packages.SUITES[name]}
    assert changed == {SHARED, REST}


@pytest.mark.parametrize(
    ("shared", "reason"),
    [
        ("", "niet te onderscheiden"),
        ("(self.chunks = self.chunks || []).push([[384], {}]);", "niet te onderscheiden"),
        (small_packages.SUITES[SHARED] + "more();", "niet te onderscheiden"),
        (small_packages.shared((1111, "r(4444);"), (2222, "\n}, 3333: one, 4444: function() {")), "4444"),
        (small_packages.shared((1111, "n({2222:3});r(2222);")), "2222"),
    ],
)
def test_a_file_that_is_built_otherwise_is_left_alone(shared: str, reason: str) -> None:
    with pytest.raises(NotAsExpected, match=reason):
        split({**small_packages.SUITES, SHARED: shared})


@pytest.mark.parametrize("name", [SHARED, *EAGER])
def test_a_file_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(NotAsExpected, match=name):
        split({suite: text for suite, text in small_packages.SUITES.items() if suite != name})


def test_the_installed_dash_can_be_split() -> None:
    node_modules = PROJECT_ROOT / "node_modules"
    if find_esbuild(node_modules) is None:
        pytest.skip("the front-end packages are not installed")
    suites = {source.suite: source.content for source in static_sources.component_suites()}
    made = split_shared(suites, lambda script: spread_out(script, "js", node_modules), lambda script: script)
    assert len(made[SHARED]) < 0.1 * len(suites[SHARED])
    heavier = {name for name in suites if len(made[name]) > len(suites[name])}
    assert heavier == {f"dash/dcc/async-{control}.js" for control in ("datepicker", "dropdown", "slider")}
