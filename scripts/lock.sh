#!/bin/sh
# Compile requirements*.in to exact versions with hashes, for every platform, and refresh package-lock.json.
# No package index or machine is named in the result. uv stays out of .venv: only this task needs it.
set -eu

tools=build/lock-tools
[ -x "$tools/bin/uv" ] || { python3 -m venv "$tools" && "$tools/bin/python" -m pip install --quiet uv; }
for name in requirements requirements-dev; do
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --output-file "$name.txt" "$name.in" "$@"
done
.venv/bin/python -m scripts.node_tools npm install --package-lock-only
if grep -q '"resolved"' package-lock.json; then
    echo "package-lock.json noemt een server; zie .npmrc" >&2
    exit 1
fi
echo "De versies zijn vastgelegd. Bekijk het verschil en voer make test uit."
