"""The only room of gka_dash that knows Dash and Flask."""
