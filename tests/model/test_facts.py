"""The facts that go with the borders."""

from gka_dash.exports.geojson import with_facts
from gka_dash.model.facts import COLUMNS, facts_by_code
from tests.small import small_dataset


def test_facts_of_predecessors_stand_at_their_successor() -> None:
    facts = facts_by_code(small_dataset())
    assert facts["GM0001"]["ondertekend_tot"] == "2019-07-16"
    assert facts["GM0001"]["activiteiten"] == 2
    assert facts["GM0001"]["interventies"] == 1
    assert facts["GM0006"] == dict.fromkeys(COLUMNS[:3]) | {
        "themas": "",
        "interventies": 0,
        "activiteiten": 1,
        "voorgangers": "",
    }


def test_borders_get_todays_facts_and_the_name_of_the_publication() -> None:
    built = {
        "type": "FeatureCollection",
        "features": [
            {"properties": {"statcode": "GM0001", "activiteiten": 99}, "geometry": {}},
            {"properties": {"statcode": "GM7777", "activiteiten": 99}, "geometry": {}},
        ],
    }
    made = with_facts(built, small_dataset(), "publicatie 3")
    assert made["publicatie"] == "publicatie 3"
    known, unknown = (feature["properties"] for feature in made["features"])
    assert (known["activiteiten"], unknown["activiteiten"]) == (2, None)
    assert built["features"][0]["properties"]["activiteiten"] == 99
