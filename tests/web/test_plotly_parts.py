import re

import pytest

from gka_dash.settings import PROJECT_ROOT
from gka_dash.web.lighter import NotAsExpected
from gka_dash.web.plotly_parts import LEFT_OUT, without_parts
from tests.web import small_packages


def test_parts_go_with_what_only_they_use() -> None:
    left = without_parts(small_packages.plotly(pie="require_only();").encode()).decode()
    assert "/* stays */" in left
    assert "/* only of a part */" not in left
    assert not [path for path in LEFT_OUT if path in left]
    assert set(re.findall(r"require_\w+", left)) == {"require_index", "require_stays"}


def test_what_something_else_uses_too_stays() -> None:
    left = without_parts(small_packages.plotly(pie="require_only();", main="f(require_only());").encode())
    assert b"/* only of a part */" in left


def test_a_part_that_is_not_there_is_named() -> None:
    bundle = small_packages.plotly().replace("// src/components/sliders/index.js\n", "// elsewhere.js\n")
    with pytest.raises(NotAsExpected, match=r"src/components/sliders/index\.js"):
        without_parts(bundle.encode())


def test_a_part_that_something_needs_is_named() -> None:
    names = dict(re.findall(r"// (\S+)\n  var (require_\w+)", small_packages.plotly()))
    bundle = small_packages.plotly(main=f"draw({names['lib/pie.js']}());")
    with pytest.raises(NotAsExpected, match=r"lib/pie\.js"):
        without_parts(bundle.encode())


def test_the_installed_plotly_loses_every_part() -> None:
    path = PROJECT_ROOT / "node_modules/plotly.js-basic-dist/plotly-basic.js"
    if not path.is_file():
        pytest.skip("the front-end packages are not installed")
    whole = path.read_bytes()
    left = without_parts(whole).decode()
    blocks = set(re.findall(r"\n  // (\S+)\n  var require_", left))
    assert not blocks & set(LEFT_OUT)
    assert {"lib/bar.js", "src/components/fx/index.js", "src/snapshot/index.js"} <= blocks
    assert len(left) < 0.85 * len(whole)
    # Nothing that is left asks for something that is gone.
    assert set(re.findall(r"\b(require_\w+)\(\)", left)) <= set(re.findall(r"var (require_\w+) =", left))
