# Sourced at the project's root. prepare_environment: .venv with the locked packages and the project itself, installed in place.

# The stamps lie inside .venv, so that they go with it. An environment without them was not made here and is made anew.
packages_stamp=.venv/.packages-ready
project_stamp=.venv/.project-ready

prepare_environment() {
    # The folder counts: a virtual environment that was moved does not work.
    packages_key=$({ pwd -P; cat installers/requirements-bootstrap.lock installers/requirements-dev.lock; } | sha256sum)
    project_key=$(sha256sum pyproject.toml)
    if ! .venv/bin/python -c '' 2>/dev/null || [ "$(head -n 1 "$packages_stamp" 2>/dev/null)" != "$packages_key" ]; then
        install_packages
        printf '%s\n%s\n' "$packages_key" "$(pwd -P)" >"$packages_stamp"
    fi
    if [ "$(cat "$project_stamp" 2>/dev/null)" != "$project_key" ]; then
        # In place and without looking for anything: what it needs is there.
        .venv/bin/uv pip install --quiet --offline --python .venv/bin/python --no-deps --no-build-isolation --editable .
        # Byte code now, so that the first start is no slower than the later ones; a file that has none is for the tests to tell.
        .venv/bin/python -m compileall -q operator_app sync ui resources || true
        printf '%s\n' "$project_key" >"$project_stamp"
    fi
}

install_packages() {
    # Kept only where it was made here, in this very folder, and starts; then only the difference is installed.
    if ! .venv/bin/python -c '' 2>/dev/null || [ "$(tail -n 1 "$packages_stamp" 2>/dev/null)" != "$(pwd -P)" ]; then
        choose_interpreter
        echo "Making the environment .venv with $($interpreter --version)"
        rm -rf .venv
        "$interpreter" -m venv .venv
    fi
    rm -f "$packages_stamp" "$project_stamp"
    echo "Installing the locked packages (a minute or two the first time)"
    # uv asks the same index as pip where an office has one of its own.
    index=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(.venv/bin/pip config get global.index-url 2>/dev/null || true)}}
    # Nothing is built here but pyqrcode, which has no wheel: with the pinned setuptools of the bootstrap lock, not with a fetched one.
    if ! { .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r installers/requirements-bootstrap.lock &&
        env ${index:+UV_DEFAULT_INDEX="$index"} .venv/bin/uv pip sync --quiet --system-certs --python .venv/bin/python --require-hashes \
            --only-binary :all: --no-binary pyqrcode --no-build-isolation --compile-bytecode \
            installers/requirements-bootstrap.lock installers/requirements-dev.lock; }; then
        {
            echo "The locked packages could not be installed: the reason stands above. With the line to the package index back, type:"
            echo "    make env"
        } >&2
        return 1
    fi
}

# fits PYTHON: it is 3.11 and can make an environment.
fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && "$1" -c 'import venv, ensurepip' 2>/dev/null
}

choose_interpreter() {
    for interpreter in python3.11 /usr/bin/python3 python3; do
        if fits "$interpreter"; then return 0; fi
    done
    # Debian 12 keeps what makes an environment in a package of its own.
    need_packages python3.11 python3.11-venv
    for interpreter in /usr/bin/python3.11 python3.11; do
        if fits "$interpreter"; then return 0; fi
    done
    {
        echo "Python 3.11 with its module venv was not found. Type:"
        echo "    sudo apt-get install python3.11 python3.11-venv"
    } >&2
    return 1
}
