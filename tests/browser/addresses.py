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
)
MISSING = "/gemeente/GM9999"
