#!/bin/sh
# include_direction.sh ROOT: fails when a source under ROOT includes what the direction of the folders forbids.
# Allowed is a file of the same folder, and what the table below names.

set -u
cd "${1:?usage: include_direction.sh ROOT}" || exit 2

folders=
for folder in language properties replay encode solver cli tests; do
  if [ -d "$folder" ]; then folders="$folders $folder"; fi
done

# shellcheck disable=SC2086 # the names of our folders have no blanks
find $folders -type f \( -name '*.h' -o -name '*.cpp' \) -print | LC_ALL=C sort | awk '
BEGIN {
  may["language"]   = ""
  may["properties"] = "language"
  may["replay"]     = "language properties"
  may["encode"]     = "language properties"
  may["solver"]     = "language properties encode"
  may["cli"]        = "language properties replay encode solver"
  may["tests"]      = "language properties replay encode solver cli"
}
function refuse(file, line, why) { printf "%s:%d: %s\n", file, line, why; bad++ }
function may_use_z3(file) { return file ~ /^(tests\/unit\/)?(encode|solver)\// }
function check(file, line, name, from, to) {
  from = file; sub(/\/.*/, "", from)
  if (name ~ /^z3[^\/]*\.h$/ && !may_use_z3(file)) refuse(file, line, "<" name "> is for encode/ and solver/ alone")
  if (name ~ /(^|\/)\.\.\//) refuse(file, line, "\"" name "\": includes are written from the root")
  to = name; sub(/\/.*/, "", to)
  if (to == name || !(to in may) || to == from) return
  if (index(" " may[from] " ", " " to " ") == 0) refuse(file, line, from "/ may not include " to "/ (\"" name "\")")
}
{
  file = $0
  files++
  number = 0
  while ((getline text < file) > 0) {
    number++
    if (text !~ /^[ \t]*#[ \t]*include[ \t]*[<"]/) continue
    sub(/^[ \t]*#[ \t]*include[ \t]*[<"]/, "", text)
    sub(/[>"].*/, "", text)
    check(file, number, text)
  }
  close(file)
}
END {
  if (bad) { printf "include direction: %d of these in %d files\n", bad, files; exit 1 }
}'
