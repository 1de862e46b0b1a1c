#!/bin/sh
# The check of include directions must accept what the table allows and refuse each kind of offence.

set -u
check="$(cd "$(dirname "$0")" && pwd)/include_direction.sh"
root=$(mktemp -d) || exit 2
trap 'rm -rf "$root"' EXIT
failures=0

# expect WANTED FILE INCLUDE: a tree of that one file with that one include must give that exit code.
expect() {
  rm -rf "$root/tree"
  mkdir -p "$root/tree/$(dirname "$2")"
  printf '#pragma once\n#include %s\n' "$3" > "$root/tree/$2"
  sh "$check" "$root/tree" > "$root/output" 2>&1
  code=$?
  if [ "$code" -ne "$1" ]; then
    echo "$2 with #include $3: exit code $code, expected $1"
    cat "$root/output"
    failures=$((failures + 1))
  fi
}

expect 0 language/a.h '"language/b.h"'
expect 0 language/a.h '<vector>'
expect 0 encode/a.h '<z3++.h>'
expect 0 solver/a.cpp '"encode/b.h"'
expect 0 cli/report/a.cpp '"replay/b.h"'
expect 0 tests/unit/solver/a.cpp '<z3++.h>'
expect 0 tests/golden/a.cpp '"cli/b.h"'
expect 1 language/a.h '"properties/b.h"'
expect 1 properties/a.h '"replay/b.h"'
expect 1 replay/a.cpp '"encode/b.h"'
expect 1 replay/a.cpp '"solver/b.h"'
expect 1 encode/a.cpp '"replay/b.h"'
expect 1 solver/a.cpp '"replay/b.h"'
expect 1 solver/a.cpp '"cli/b.h"'
expect 1 cli/a.cpp '"tests/b.h"'
expect 1 cli/a.cpp '<z3++.h>'
expect 1 replay/a.cpp '"z3.h"'
expect 1 language/a.cpp '"../properties/b.h"'

if [ "$failures" -ne 0 ]; then exit 1; fi
echo "include direction: the check finds every kind of offence"
