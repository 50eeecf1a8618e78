# What bin/run and bin/test share, to be sourced: system packages, Python, the virtual environment.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 1; fi
}

# bring_debian PACKAGE…: install by apt what of these is not there yet.
bring_debian() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing by apt: ${missing[*]}"
  as_root apt-get -qq update >&2 || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null ||
    stop "These packages are missing and could not be installed. As root: apt-get install ${missing[*]}"
}

# bring_brew FORMULA…: the same on macOS by Homebrew.
bring_brew() {
  local formula
  for formula in "$@"; do
    [ -e "$(brew --prefix)/opt/$formula" ] || { say "Installing by brew: $formula"; brew install --quiet "$formula" >&2; }
  done
}

find_python() {
  local python
  for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$python"; return; fi
  done
  stop "Python 3.11 or newer is missing: install it from python.org or by the package manager of your system."
}

# bring_libraries: Pango for WeasyPrint, fonts for every script, and what Debian splits off from Python.
bring_libraries() {
  local venv=
  if is_debian; then
    "$1" -c 'import ensurepip, venv' 2>/dev/null || venv=python3-venv
    bring_debian $venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
      fonts-noto-core fonts-noto-cjk
  elif [ "$(uname)" = Darwin ] && command -v brew >/dev/null; then
    bring_brew pango
    DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib:${DYLD_FALLBACK_LIBRARY_PATH:-/usr/local/lib:/usr/lib}"
    export DYLD_FALLBACK_LIBRARY_PATH
  fi
}

# make_environment PYTHON LOCK: .venv with exactly what requirements/LOCK.txt says; nothing to do if it has that.
make_environment() {
  local lock="requirements/$2.txt"
  .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$1" -m venv .venv; }
  cmp -s "$lock" ".venv/$2.txt" && return
  say "Installing the locked dependencies of $lock."
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r "$lock" >&2 ||
    stop "The locked dependencies could not be installed; see above."
  cp "$lock" ".venv/$2.txt"
  [ "$2" = run ] || cp requirements/run.txt .venv/run.txt
}

# check_pango: PDFs need it; where neither apt nor brew brought it, say what is missing.
check_pango() {
  .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1 || stop \
    "WeasyPrint does not find its libraries: Pango 1.44 or newer (libpango-1.0, libpangoft2-1.0) and" \
    "HarfBuzz with its subset library (libharfbuzz, libharfbuzz-subset). Fedora: dnf install pango;" \
    "Arch: pacman -S pango; Alpine: apk add pango; macOS: install Homebrew, then brew install pango." \
    "For names in every script, the Noto fonts too. Then start this again."
}
