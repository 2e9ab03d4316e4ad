"""A command line that explains itself in Dutch, its mistakes included."""

from __future__ import annotations

import argparse
import re
from typing import Any, Final

# What argparse says of a mistake, and what we say; what is not in here stays as it is.
_MISTAKES: Final = (
    (r"^argument (.+?): ", r"\1: "),
    (r"the following arguments are required: (.+)", r"dit ontbreekt: \1"),
    (r"one of the arguments (.+) is required", r"kies een van deze: \1"),
    (r"unrecognized arguments: (.+)", r"dit is niet bekend: \1"),
    (r"invalid choice: (.+?) \(choose from (.+)\)", r"\1 kan niet; kies uit \2"),
    (r"expected one argument", "hier hoort één waarde achter"),
    (r"expected at (?:least|most) one argument", "hier hoort één waarde achter"),
    (r"expected (\d+) arguments", r"hier horen \1 waarden achter"),
    (r"not allowed with argument (.+)", r"kan niet samen met \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 kan meer betekenen: \2"),
    (r"invalid .+ value: (.+)", r"\1 kan niet"),
    (r"ignored explicit argument (.+)", r"de waarde \1 hoort hier niet"),
)
_HEADINGS: Final = (
    (r"^usage: ", "gebruik: "),
    (r"^positional arguments:$", "wat erbij hoort:"),
    (r"^options:$", "keuzes:"),
)


class DutchParser(argparse.ArgumentParser):
    """An ArgumentParser in Dutch; its commands are of the same kind."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "add_help": False})
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def format_usage(self) -> str:
        """How the command is typed."""
        return _in_dutch(super().format_usage())

    def format_help(self) -> str:
        """The explanation behind --help."""
        return _in_dutch(super().format_help())

    def error(self, message: str) -> Any:
        """Say what is wrong and how the command is typed; ends with exit code 2."""
        for english, dutch in _MISTAKES:
            message = re.sub(english, dutch, message)
        self.exit(2, f"{self.format_usage()}{self.prog}: fout: {message}.\n")


def _in_dutch(text: str) -> str:
    for english, dutch in _HEADINGS:
        text = re.sub(english, dutch, text, flags=re.MULTILINE)
    return text
