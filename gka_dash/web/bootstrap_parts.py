"""Bootstrap's style sheet with the rules of the components that our pages have.

Whether a rule can apply is decided by the names of classes in its selector alone, so the states, sizes of
screen and colour schemes of a component that stays all stay. A browser test looks at every page for a class
of Bootstrap that is not in CLASSES.
"""

import re
from collections.abc import Iterator
from typing import Final

from gka_dash.web.lighter import NotAsExpected

# What dash-bootstrap-components writes for Select, Input, Checklist, RadioItems and Modal, and the words of
# Bootstrap that our layouts use themselves. Elements without a class (reboot) always keep their rules.
CLASSES: Final = frozenset(
    {
        "form-select",
        "form-control",
        "form-check",
        "form-check-inline",
        "form-check-input",
        "form-check-label",
        "modal",
        "modal-dialog",
        "modal-dialog-scrollable",
        "modal-lg",
        "modal-content",
        "modal-backdrop",
        "modal-static",
        "show",
        "fade",
        "disabled",
        "card",
        "lead",
        "mark",
        "nav-link",
        "table",
        "user-select-none",
        "visually-hidden",
        "visually-hidden-focusable",
    }
)

_PIECE: Final = re.compile(r""""[^"]*"|'[^']*'|/\*.*?\*/|[{};]|[^"'{};/]+|/""", re.DOTALL)
_COMMA: Final = re.compile(r",(?![^()]*\))")
_CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_NOT: Final = re.compile(r":not\([^()]*\)")
_GROUPS: Final = ("@media", "@supports", "@layer")


def without_components(css: bytes) -> bytes:
    """The rules that CLASSES can meet; NotAsExpected when a class has no rule or the braces do not match."""
    text = css.decode()
    missing = CLASSES - classes_in(text)
    if missing:
        raise NotAsExpected(f"de klasse {min(missing)} staat er niet in")
    kept = list(_kept(text))
    # An animation belongs to a component too: it stays when a rule that stays plays it.
    played = "".join(rule for rule in kept if not rule.startswith("@keyframes"))
    return "".join(
        rule
        for rule in kept
        if not rule.startswith("@keyframes") or re.search(rf"\b{rule.split('{')[0].split()[-1]}\b", played)
    ).encode()


def classes_in(css: str) -> set[str]:
    """The names of classes in the selectors of a style sheet."""
    found: set[str] = set()
    for head, body in _rules(css):
        found |= classes_in(body) if head.startswith(_GROUPS) else set(_CLASS.findall(head))
    return found


def _kept(css: str) -> Iterator[str]:
    for head, body in _rules(css):
        if head.startswith(_GROUPS):
            inside = "".join(_kept(body))
            if inside:
                yield f"{head}{{{inside}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            chosen = [one for one in _COMMA.split(head) if set(_CLASS.findall(_NOT.sub("", one))) <= CLASSES]
            if chosen:
                yield f"{','.join(chosen)}{{{body}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selector and contents of every rule, and of every group of rules as a whole."""
    head, body, depth = "", "", 0
    for piece in _PIECE.findall(css):
        if piece.startswith("/*"):
            continue
        depth -= piece == "}"
        if depth < 0:
            break
        if depth:
            body += piece
        elif piece == "}":
            yield head.strip(), body
            head = body = ""
        elif piece == ";":  # a statement such as @charset
            head = ""
        elif piece != "{":
            head += piece
        depth += piece == "{"
    if depth:
        raise NotAsExpected("de accolades kloppen niet")
