#!/bin/sh
# junit_reader.sh PROVISO FOLDER: the JUnit report of FOLDER must be accepted by junitparser, a reader of others, and
# must count there what the JSON report counts. With a third argument that file is read in place of a new report.

set -u
if [ $# -lt 2 ]; then echo "usage: junit_reader.sh PROVISO FOLDER [REPORT]" >&2; exit 2; fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

report=$work/report.xml
"$1" check "$2" --format junit --output "$report" --format json --output "$work/report.json" </dev/null
code=$?
echo "proviso check: exit code $code"
case $code in 0 | 1 | 3) ;; *) exit 1 ;; esac
if [ $# -gt 2 ]; then report=$3; fi

/usr/bin/python3 - "$report" "$work/report.json" <<'END'
import json
import sys

from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

root = JUnitXml.fromfile(sys.argv[1])
suites = [root] if isinstance(root, TestSuite) else list(root)
cases = [case for suite in suites for case in suite]
count = lambda kind: sum(any(isinstance(result, kind) for result in case.result) for case in cases)
read = {"tests": len(cases), "failures": count(Failure), "errors": count(Error), "skipped": count(Skipped)}
print("junitparser read:", read)

faults = []
for name, number in read.items():
    for where in [root] if not isinstance(root, TestSuite) else []:
        if getattr(where, name) not in (None, number):
            faults.append(f"the report says {name}={getattr(where, name)}, there are {number}")
    if sum(getattr(suite, name) or 0 for suite in suites) != number:
        faults.append(f"the suites say {name}={sum(getattr(suite, name) or 0 for suite in suites)}, there are {number}")

results = json.load(open(sys.argv[2]))["results"]
if len(results) != len(cases):
    faults.append(f"the JSON report has {len(results)} results, this one {len(cases)} cases")
unexpected = sum(not result["as_expected"] for result in results)
if unexpected != read["failures"] + read["errors"]:
    faults.append(f"the JSON report has {unexpected} unexpected results, this one {read['failures']} failures and {read['errors']} errors")
if not cases or any(not case.name or not case.classname for case in cases):
    faults.append("a case without a name, or no case at all")
print("\n".join(faults) if faults else "accepted")
sys.exit(1 if faults else 0)
END
