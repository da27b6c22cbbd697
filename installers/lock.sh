#!/bin/sh
# make lock: writes the three lock files anew from pyproject.toml, for Linux and Windows at once, each package pinned and hashed.
# What is locked stays unless pyproject.toml asks for something else; `make lock UPGRADE=1` takes the newest that it allows.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
[ -x "$uv" ] || { echo "The locks are written with uv from the environment. Type: make env" >&2; exit 1; }

compile() {
    "$uv" pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command "make lock" ${UPGRADE:+--upgrade} "$@"
}

compile installers/requirements-bootstrap.in -o installers/requirements-bootstrap.lock
compile pyproject.toml -o installers/requirements.lock
# The developers' lock is the clerks' lock and more: never another version of the same package.
compile pyproject.toml --group dev -c installers/requirements.lock -c installers/requirements-bootstrap.lock -o installers/requirements-dev.lock
