"""The page with Streamlit: `streamlit run benchmarks/peers/streamlit_page/app.py`.

As its manual: a script from top to bottom, widgets that return their value, `st.cache_data` for what is read
from a file, and `st.plotly_chart(on_select="rerun")` for a click on a chart. Usage statistics are off.
"""

import streamlit as st

from benchmarks.twin import data, figures

st.set_page_config("Landkaart Gelijke Kansen", layout="wide")
st.markdown("### Landkaart Gelijke Kansen")


@st.cache_data
def activity_years() -> list[int]:
    return sorted(data.activities()["jaar"].dropna().astype(int).unique().tolist())


choices, middle, right = st.columns([2, 6, 4])
with choices:
    regions = data.regions()
    regio = st.selectbox("Regio", list(regions), index=None, format_func=regions.get)
    thema = st.multiselect("Thema", data.themes())
    sector = st.multiselect("Sector", list(data.sectors()), format_func=data.sectors().get)
    aard = st.multiselect("Aard", list(data.activities()["aard"].unique()))
    vanaf = st.selectbox("Van", activity_years(), index=None)
    tot = st.selectbox("Tot en met", activity_years(), index=None)
    zoek = st.text_input("Zoek in activiteiten")

rows = data.matching(regio, thema, sector, aard, vanaf, tot, zoek)
with middle:
    year = st.slider("Jaar", data.YEARS[0], data.YEARS[-1], 2022)
    classes = figures.classes_at(year)
    st.write(data.totals(rows, classes, year))
    chosen = st.plotly_chart(
        figures.map_figure(classes, None),
        key="kaart",
        height=680,
        on_select="rerun",
        selection_mode="points",
        config={"topojsonURL": "/app/static/", "displayModeBar": False},
    )

points = chosen.selection.points
place = (points[0]["location"], points[0]["hovertext"]) if points else None
with right:
    for name, figure in zip(("thema", "sector", "matrix"), figures.charts(rows, place), strict=True):
        st.plotly_chart(figure, key=name, height=270)
