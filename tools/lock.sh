#!/bin/sh
# Writes locks/*.txt from pyproject.toml: exact versions and hashes for every platform and Python that
# we support, and no address of any registry. Each lock contains the one before it. Versions stay as
# they are where they can; `tools/lock.sh --upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."

upgrade=${1:-}

compile() {
    output=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --only-binary :all: --generate-hashes --no-header $upgrade --output-file "$output" "$@" >/dev/null
}

compile locks/runtime.txt
compile locks/build.txt --group build --constraint locks/runtime.txt
compile locks/dev.txt --group dev --constraint locks/build.txt

if grep -nE '://|file:' locks/*.txt; then
    echo "sigec: a lock holds an address; it would work only where that address does" >&2
    exit 1
fi
