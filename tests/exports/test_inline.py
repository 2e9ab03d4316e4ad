"""Nothing that stands inside a document can end or begin an element of it."""

import base64
import hashlib
import json

import pytest

from gka_dash.errors import ArtefactError
from gka_dash.exports.inline import csp_hash, data_uri, json_for_script, script_text, style_text


@pytest.mark.parametrize("hostile", ["</script>", "<!--<script>", "\u2028", "\u2029", "&lt;", "<![CDATA["])
def test_data_says_the_same_without_signs_of_markup(hostile: str) -> None:
    written = json_for_script({"a": hostile})
    assert json.loads(written) == {"a": hostile}
    assert not set("<>&\u2028\u2029") & set(written)


@pytest.mark.parametrize("inside", ["</script>", "</SCRIPT x", "<!--"])
def test_a_script_cannot_end_its_element(inside: str) -> None:
    written = script_text(f'const a = "{inside}";')
    assert written == f'const a = "\\x3c{inside[1:]}";'


def test_a_script_that_cannot_end_it_stays_as_it_is() -> None:
    script = 'if (a < b) x = "</p>";'
    assert script_text(script) == script


def test_a_style_sheet_that_ends_its_element_is_refused() -> None:
    assert style_text("a{color:red}") == "a{color:red}"
    with pytest.raises(ArtefactError, match="stijlblad"):
        style_text("a{}</STYLE><script>")


def test_the_hash_is_that_of_the_browser() -> None:
    digest = base64.b64encode(hashlib.sha256(b"a").digest()).decode()
    assert csp_hash("a") == f"'sha256-{digest}'"


def test_an_address_that_needs_no_request() -> None:
    assert data_uri(b"abc", "font/woff2") == "data:font/woff2;base64,YWJj"
