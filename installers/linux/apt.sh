# Sourced. need_packages NAME…: installs the Debian packages that are missing, or names them with the line to type and returns 1.

# missing_packages NAME…: those that are not installed, one a line.
missing_packages() {
    # shellcheck disable=SC2016
    here_now=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | awk '$1 == "ii" {print $2}')
    for name in "$@"; do
        printf '%s\n' "$here_now" | grep -qxF "$name" || printf '%s\n' "$name"
    done
}

need_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        # Not Debian: nothing is known of what is installed, so it is said and not stopped for.
        echo "This is not a Debian system: see to it that what these packages bring is installed: $*" >&2
        return 0
    fi
    lacking=$(missing_packages "$@" | tr '\n' ' ' | sed 's/ *$//')
    [ -n "$lacking" ] || return 0
    echo "Installing the system packages that are missing: $lacking"
    become=""
    if [ "$(id -u)" != 0 ]; then
        # sudo may ask for a password where somebody sits in front of it; without a terminal it must not wait for one.
        if command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            become="sudo"
        else
            tell_packages "$lacking"
            return 1
        fi
    fi
    # An old list is better than none: the installation decides.
    $become apt-get -qq -o DPkg::Lock::Timeout=300 update || true
    # shellcheck disable=SC2086
    if ! $become env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 --no-install-recommends install $lacking >/dev/null; then
        tell_packages "$lacking"
        return 1
    fi
}

tell_packages() {
    {
        echo "These system packages are missing and could not be installed from here. Type:"
        echo "    sudo apt-get update && sudo apt-get install $1"
        echo "(as root without the word sudo), then the same make command again."
    } >&2
}
