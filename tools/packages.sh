# Sourced by ./demo and ./check: which Debian packages are needed, and installing those that are missing.
# shellcheck shell=sh

# To build the library and the command; zlib because coinor-libclp-dev links with it and does not bring it.
build_packages="gcc libc6-dev pkg-config meson ninja-build libyaml-dev libgmp-dev libutf8proc-dev librandom123-dev \
libxml2-dev libjansson-dev libsqlite3-dev coinor-libclp-dev zlib1g-dev"
# To run every test as well.
test_packages="$build_packages g++ clang clang-format llvm libclang-rt-dev libomp-dev libcmocka-dev mandoc binutils \
locales python3-yaml python3-jsonschema libcdd-dev"

# Prints those of its arguments that are not installed.
missing_packages() {
    for package in "$@"; do
        case $(dpkg-query -W -f='${Status}' "$package" 2>/dev/null) in
        *" ok installed") ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

# apt-get without questions, as root, its output in the log.
quiet_apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >>"$apt_log" 2>&1
}

# need_packages PACKAGE...: makes sure that all are installed. Asks nothing. Returns 1 after saying what to do.
need_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        echo "This is no Debian system; going on with what is installed. Needed are the equivalents of:" >&2
        echo "  $*" >&2
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    by_hand="apt-get update && apt-get install --no-install-recommends ${missing% }"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null 2>&1 || ! { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
            echo "Some packages are missing, and installing them takes root. As root run:" >&2
            echo "  $by_hand" >&2
            echo "and start $0 again." >&2
            return 1
        fi
        as_root=sudo
    fi
    echo "Installing: ${missing% }"
    apt_log=$(mktemp)
    quiet_apt update || echo "The package lists could not be renewed; trying with the old ones." >&2
    # shellcheck disable=SC2086 # one word a package
    if quiet_apt install --no-install-recommends $missing && [ -z "$(missing_packages "$@")" ]; then
        rm -f "$apt_log"
        return 0
    fi
    echo "Installing failed. The last lines of $apt_log:" >&2
    tail -n 15 "$apt_log" >&2
    echo "Once the package manager works, this is what is needed:" >&2
    echo "  $by_hand" >&2
    return 1
}
