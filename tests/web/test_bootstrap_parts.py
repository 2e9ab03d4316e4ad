import pytest

from gka_dash.settings import PROJECT_ROOT
from gka_dash.web.bootstrap_parts import CLASSES, classes_in, without_components
from gka_dash.web.lighter import NotAsExpected
from tests.web import small_packages

WHOLE = PROJECT_ROOT / "node_modules/bootstrap/dist/css/bootstrap.min.css"


def kept(css: str) -> str:
    """What is left of these rules, without those that are only there to be complete."""
    everything = without_components((small_packages.BOOTSTRAP + css).encode()).decode()
    start = without_components(small_packages.BOOTSTRAP.encode()).decode()
    assert everything.startswith(start)
    return everything[len(start) :]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".btn{a:b}", ""),
        (".card{a:b}", ".card{a:b}"),
        ("h1,.btn,.card > p{a:b}", "h1,.card > p{a:b}"),
        (".card .btn{a:b}", ""),
        (".card:not(.btn){a:b}", ".card:not(.btn){a:b}"),
        (".form-control:disabled::placeholder{a:b}", ".form-control:disabled::placeholder{a:b}"),
        (":is(.card,.btn) p{a:b}", ""),
        ("@media (width>1px){.btn{a:b}.card{a:b}}", "@media (width>1px){.card{a:b}}"),
        ("@media print{.btn{a:b}}", ""),
        ("@supports (a:b){@media print{.btn{a:b}.card{c:d}}}", "@supports (a:b){@media print{.card{c:d}}}"),
        ('.card{b:url("data:image/svg+xml,{.}");c:d}', '.card{b:url("data:image/svg+xml,{.}");c:d}'),
        ("@keyframes turn{to{a:b}}.btn{animation:turn 1s}", ""),
        (
            "@keyframes turn{to{a:b}}.card{animation:turn 1s}",
            "@keyframes turn{to{a:b}}.card{animation:turn 1s}",
        ),
        ("/* .card{} */.btn{a:b}", ""),
    ],
)
def test_a_rule_stays_when_our_classes_can_meet_it(css: str, expected: str) -> None:
    assert kept(css) == expected


@pytest.mark.parametrize("damage", [".card{a:b", ".card{a:b}}", "@media print{.card{a:b}"])
def test_broken_braces_are_no_reason_to_guess(damage: str) -> None:
    with pytest.raises(NotAsExpected, match="accolades"):
        without_components((small_packages.BOOTSTRAP + damage).encode())


def test_a_class_that_bootstrap_does_not_have_is_named() -> None:
    css = small_packages.BOOTSTRAP.replace(".form-select{", ".form-choose{")
    with pytest.raises(NotAsExpected, match="form-select"):
        without_components(css.encode())


def test_the_installed_bootstrap_loses_most_of_its_rules() -> None:
    if not WHOLE.is_file():
        pytest.skip("the front-end packages are not installed")
    whole = WHOLE.read_bytes()
    left = without_components(whole).decode()
    assert classes_in(left) == CLASSES
    assert len(left) < 0.15 * len(whole)
    for rule in (".form-select:focus{", ".form-check-input:checked[type=radio]{", ".modal-backdrop.show{"):
        assert rule in left
