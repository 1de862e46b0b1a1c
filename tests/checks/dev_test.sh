#!/bin/sh
# dev_test.sh DEV: the script `dev` on a system that lacks everything, played by tools of ours in place of the real ones.
# It must name what it installs before it does, take sudo when it is not root, and end with the exit code of what failed.

set -u
dev=${1:?usage: dev_test.sh DEV}
if ! grep -qx 'ID=debian' /etc/os-release || ! grep -qx 'VERSION_ID="12"' /etc/os-release; then exit 77; fi
tools=$(mktemp -d) || exit 2
trap 'rm -rf "$tools"' EXIT
failures=0

# play NAME SCRIPT: NAME is this script from now on.
play() {
  printf '#!/bin/sh\n%s\n' "$2" > "$tools/$1"
  chmod +x "$tools/$1"
}

for name in bash sh env dirname readlink nproc cat grep; do ln -s "$(command -v "$name")" "$tools/$name"; done
play dpkg-query 'exit 1'
play apt-get 'echo "apt-get was called: $*"; exit 100'
play id 'echo 1000'

# expect CODE PATTERN COMMAND: `dev COMMAND` ends with CODE, and its last line matches PATTERN.
expect() {
  (cd / && PATH=$tools exec "$dev" "$3") </dev/null >"$tools/output" 2>&1
  code=$?
  if [ "$code" -ne "$1" ] || ! tail -n 1 "$tools/output" | grep -q "$2"; then
    echo "dev $3: exit code $code, expected $1 and a last line with \"$2\":"
    cat "$tools/output"
    failures=$((failures + 1))
  fi
}

expect 0 'says which before it does' help
expect 2 'no such command' nonsense
expect 2 'neither.*apt-get install g++ ' build

play sudo 'echo "sudo was called: $*"; shift; exec "$@"'
expect 100 'apt-get update failed (exit code 100)' prove
if ! grep -A1 'going to install with apt-get: g++ .* cvc5$' "$tools/output" | grep -q 'sudo was called: -n apt-get'; then
  echo "dev prove does not name what it installs, or not first:"
  cat "$tools/output"
  failures=$((failures + 1))
fi

play id 'echo 0'
play apt-get 'exit 0'
play cmake 'exit 3'
expect 3 'the configuration failed (exit code 3)' test

if [ "$failures" -ne 0 ]; then exit 1; fi
echo "dev: installs, refuses and fails as it should"
