"""The same page made the ordinary way: Dash, Plotly Express, dcc controls and one callback."""
