#!/bin/sh
# Sets this folder up: Python packages into .venv, the web app into src/sigec/web/static.
#
#     tools/setup.sh run     what `make run` needs
#     tools/setup.sh test    the same, with everything that `make test` needs
#
# Asks only for Python: uv and Node come as wheels, at the versions and hashes of locks/. What is up to
# date is left alone, so a second run is instant and needs no network. Stops with one sentence and
# exit code 2 when something is missing.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
    run) lock=locks/build.txt ;;
    test) lock=locks/dev.txt ;;
    *) echo "usage: tools/setup.sh run|test" >&2; exit 2 ;;
esac
here=$(pwd -P)
venv_python=.venv/bin/python
stamps=.venv/sigec-setup
log=$stamps/log

say() { echo "set-up: $*" >&2; }
stop() { echo "sigec: $*" >&2; exit 2; }
stop_offline() { stop "$1 could not be fetched: is the network up? See above or $log"; }
have() { command -v "$1" >/dev/null 2>&1; }
fingerprint() { cat "$@" | cksum; }
is_fresh() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
mark_fresh() { echo "$2" >"$stamps/$1"; }
# Shows uv's progress to a person; keeps its words for later where nobody looks.
with_progress() { if [ -t 2 ]; then "$@"; else "$@" >"$log" 2>&1; fi; }

# ── Python ────────────────────────────────────────────────────────────────────────────────────────

is_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_python "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    stop "Python 3.11 or newer is missing; on Debian: sudo apt install python3 python3-venv"
}

# An environment works only in the folder it was made in, and only while its Python exists.
venv_works() { is_python "$venv_python" && [ "$(cat "$stamps/folder" || echo "$here")" = "$here" ]; }

make_venv() {
    venv_works 2>/dev/null && return
    python=$(find_python) || exit 2
    say "creating .venv with $("$python" --version)"
    rm -rf .venv
    trap 'rm -rf .venv' EXIT # half an environment is worse than none
    if have uv; then
        uv venv --quiet --python "$python" .venv
    elif ! "$python" -m venv .venv >/dev/null 2>&1; then
        # Debian may lack ensurepip; the system's pip does as well.
        "$python" -m pip --version >/dev/null 2>&1 &&
            "$python" -m venv --clear --without-pip .venv 2>/dev/null ||
            stop "$python can create no environment; on Debian: sudo apt install python3-venv"
    fi
    trap - EXIT
}

# Runs pip for .venv: its own, or the system's where .venv has none.
pip_for_venv() {
    if "$venv_python" -m pip --version >/dev/null 2>&1; then
        "$venv_python" -m pip "$@"
    else
        "$(find_python)" -m pip --python "$venv_python" "$@"
    fi
}

# Prints the lock's entry of one package with its hashes.
locked() { awk -v name="$1" '/^[a-z]/ { keep = index($0, name "==") == 1 } keep' "$lock"; }

bring_uv() {
    if have uv; then
        uv=uv
        return
    fi
    uv=.venv/bin/uv
    [ -x "$uv" ] && return
    say "fetching uv, the installer"
    locked uv >"$stamps/uv.txt"
    pip_for_venv install --quiet --require-hashes --only-binary :all: --no-deps \
        -r "$stamps/uv.txt" >"$log" 2>&1 || stop_offline uv
}

install_packages() {
    wanted="$(fingerprint "$lock") $("$venv_python" --version)"
    is_fresh "$purpose" "$wanted" && return
    bring_uv
    eval "$(pip_for_venv config list 2>/dev/null | "$venv_python" tools/pip_settings_for_uv.py)"
    say "installing the packages of $lock (the first time takes a minute)"
    with_progress "$uv" pip install --python "$venv_python" --only-binary :all: --require-hashes \
        -r "$lock" || stop_offline "a package of $lock"
    mark_fresh "$purpose" "$wanted"
    # What tests need contains what running needs.
    if [ "$purpose" = test ]; then
        mark_fresh run "$(fingerprint locks/build.txt) $("$venv_python" --version)"
    fi
}

install_sigec() {
    wanted=$(fingerprint pyproject.toml)
    is_fresh sigec "$wanted" && return
    bring_uv
    "$uv" pip install --quiet --offline --python "$venv_python" --no-deps --no-build-isolation \
        --editable . >"$log" 2>&1 || stop "sigec itself could not be installed into .venv: see $log"
    mark_fresh sigec "$wanted"
}

# ── Web app ───────────────────────────────────────────────────────────────────────────────────────

web_sources() { find frontend -name node_modules -prune -o -type f -print | LC_ALL=C sort; }

build_web_app() {
    [ -f frontend/package.json ] || return 0

    npm_version=$(tools/npm.sh --version 2>/dev/null)
    wanted="$(fingerprint frontend/package.json frontend/package-lock.json) $npm_version"
    if ! { [ -d frontend/node_modules ] && is_fresh node_modules "$wanted"; }; then
        say "installing the web app's packages"
        # Not `npm ci`: some registries lack optional packages of platforms that are not ours.
        tools/npm.sh install --no-save --no-audit --no-fund --ignore-scripts --loglevel=error \
            --fetch-retry-mintimeout=500 --fetch-retry-maxtimeout=2000 >"$log" 2>&1 ||
            stop_offline "a package of the web app"
        mark_fresh node_modules "$wanted"
    fi

    wanted=$(web_sources | xargs cksum | cksum)
    if ! { [ -f src/sigec/web/static/index.html ] && is_fresh web "$wanted"; }; then
        say "building the web app"
        tools/npm.sh run --silent build -- --logLevel warn >"$log" 2>&1 ||
            stop "the web app could not be built: see $log"
        mark_fresh web "$wanted"
    fi
}

# ── In order ──────────────────────────────────────────────────────────────────────────────────────

[ -w . ] || stop "the folder $here cannot be written to, and set-up needs to create .venv in it"
make_venv
mkdir -p "$stamps"
echo "$here" >"$stamps/folder"
install_packages
install_sigec
build_web_app
