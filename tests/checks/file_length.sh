#!/bin/sh
# file_length.sh ROOT: fails when a source under ROOT has more than 500 lines.

set -u
cd "${1:?usage: file_length.sh ROOT}" || exit 2
find language properties replay encode solver cli tests -type f \( -name '*.h' -o -name '*.cpp' \) -print |
  LC_ALL=C sort | while IFS= read -r file; do
    lines=$(wc -l < "$file")
    if [ "$lines" -gt 500 ]; then echo "$file: $lines lines, more than 500"; fi
  done | awk '{ print; bad = 1 } END { exit bad }'
