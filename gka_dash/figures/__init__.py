"""View in, Plotly figure out (a plain dict), and the colours and classes of the map."""
