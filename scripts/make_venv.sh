#!/bin/sh
# Make .venv with the newest Python >= 3.11 on this machine. Messages are Dutch: a user reads them.
set -eu

if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exit 0
fi

python=""
for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    {
        echo "Er is geen Python 3.11 of nieuwer gevonden ($(python3 --version 2>/dev/null || echo 'geen python3'))."
        echo "  Debian of Ubuntu: sudo apt install python3 python3-venv"
        echo "  macOS:            brew install python@3.12, of het installatieprogramma van python.org"
        echo "Staat Python ergens anders? Geef het pad op: PYTHON=/pad/naar/python3 make run"
    } >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Het pakket python$version-venv ontbreekt: ik haal het op met apt-get."
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq </dev/null
        apt-get install -y -qq --no-install-recommends "python$version-venv" </dev/null
    else
        {
            echo "Deze Python kan geen eigen omgeving maken: het onderdeel venv ontbreekt."
            echo "  Debian of Ubuntu: sudo apt install python$version-venv"
            echo "Voer daarna opnieuw make uit."
        } >&2
        exit 1
    fi
fi

echo "Omgeving maken in .venv met $("$python" --version)…"
rm -rf .venv
"$python" -m venv .venv
