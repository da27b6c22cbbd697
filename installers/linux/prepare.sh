#!/bin/sh
# make env: everything that a bare checkout needs on Debian 12: system packages, the environment in .venv, the translations.
# Does nothing, in well under a second, where nothing has changed. What it cannot do it names, with the line to type, and exits 1.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p build
exec 9>build/env.lock && flock 9 # two make commands at once: the second one waits and finds everything done

. installers/linux/apt.sh
. installers/linux/environment.sh

# shellcheck disable=SC2046
need_packages $(sed 's/#.*//' installers/linux/system-packages.txt)
prepare_environment

# Translations: a .mo younger than its .po is up to date.
for po in resources/locale/*/LC_MESSAGES/*.po; do
    mo=${po%.po}.mo
    [ -f "$po" ] && [ ! "$mo" -nt "$po" ] || continue
    .venv/bin/pybabel -q compile --input-file "$po" --output-file "$mo"
done
