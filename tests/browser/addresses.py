"""Every page of the dashboard, once: what holds for all of them is tested on these addresses."""

EVERY_PAGE = (
    "/",
    "/interventies",
    "/gemeenten",
    "/regios",
    "/regio/PV30",
    "/achtergrond",
    "/presenteren",
    "/data",
    "/toegankelijkheid",
    "/gemeente/GM0034",
    "/vergelijken",
    "/vergelijken?links=GM0034&rechts=PV30",
    "/vergelijken/datums?gemeente=GM0034",
    "/vergelijken/nieuw?kring=2020-07-14",
    "/vergelijken/tafel?tafel=GM0034,GM0363,GM1680",
)
MISSING = "/gemeente/GM9999"
EVERY_ADDRESS = (*EVERY_PAGE, "/gemeente/GM0003", MISSING)
