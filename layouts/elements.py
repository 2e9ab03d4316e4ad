"""Dash's components as plain data: the same names and properties, without an object for each.

A page has up to 2,700 elements. As objects they take longer to make and to write out than everything else the
server does for a click together; as the dictionaries that the browser gets anyway they cost next to nothing.
Dash does not check the names of properties then; the tests of the layouts rebuild every component and do.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:  # for an annotation such as ``-> html.Div``
    import dash_bootstrap_components as dbc
    from dash import dcc, html
else:
    import dash
    import dash_bootstrap_components

    class _Library:
        """A library of components; what it does not have, this does not have either."""

        def __init__(self, library: Any) -> None:
            self._library = library

        def __getattr__(self, name: str) -> Callable[..., dict[str, Any]]:
            namespace = getattr(self._library, name)._namespace

            def element(children: Any = None, **properties: Any) -> dict[str, Any]:
                if children is not None:
                    properties["children"] = children
                return {"props": properties, "type": name, "namespace": namespace}

            setattr(self, name, element)
            return element

    html = _Library(dash.html)
    dcc = _Library(dash.dcc)
    dbc = _Library(dash_bootstrap_components)

Written = orjson.Fragment


def written(element: Any) -> Written:
    """An element that is written out once, to stand in many tables: nothing can change it there."""
    return Written(orjson.dumps(element))


__all__ = ["Written", "dbc", "dcc", "html", "written"]
