#!/usr/bin/python3
"""measure.py PROVISO [--z3 PROGRAM] [--sizes 5,20,50] [--runs 5] [--timeout 60]: a table of ratios, in Markdown.

Whole processes are measured, in turn, round after round: `proviso check` with and without the confirmation of proofs,
and the program z3 on what is written by hand (Debian's package z3). A ratio is the median over the rounds of what ours
used in a round, divided by what z3 used in the same round, in processor time with that of child processes. Times
themselves say little on another machine or in another hour, and are not printed; nor is the clock, which on a machine
with other work tells of that work. Where the verdict is not the right one, one round must do, and the ratios stand in
brackets."""

import argparse
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import by_hand
import families
from families import Instance


@dataclass
class Run:
    """One finished process; `output` is None if it was ended at the limit of its processor time."""

    output: str | None
    processor: float


def run(command, limit):
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1)),
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        ended = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        return Run(None if ended else output.read(), used.ru_utime + used.ru_stime)


def verdict(instance, run):
    """As the table shows it, and whether it settles the question."""
    if run.output is None:
        return "T/O", False
    result = json.loads(run.output)["results"][0]
    if result["verdict"] == "bounded":
        return f"bounded ({result['bound']})", False
    return result["verdict"], instance.is_settled_by(result)


def ratio(ours, theirs):
    return f"{statistics.median(a.processor / b.processor for a, b in zip(ours, theirs)):.1f}"


def in_turn(commands, rounds, limit, good):
    """The runs of each command. Where the first round is not good, it must do."""
    runs = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command, limit))
        if not good(runs):
            break
    return runs


def compared(ours, theirs, answers):
    if any(r.output is None for r in ours):
        return "T/O"
    if any(r.output is None for r in theirs):
        return "z3 T/O"
    if any(r.output.split() != answers for r in theirs):
        return "z3: " + " ".join(sorted(set(theirs[0].output.split())))
    return ratio(ours, theirs)


def row(instance, form, options, folder):
    agreement = Path(folder, "agreement.proviso")
    agreement.write_text(families.agreement(instance, form))
    check = [options.proviso, "check", str(agreement), "--format", "json"]
    commands = {"check": check, "no confirmation": [*check, "--no-confirm"]}
    answers = {}
    for peer in by_hand.PEERS[instance.family]:
        script = by_hand.script(instance, peer)
        path = Path(folder, f"{peer}.smt2")
        path.write_text(script)
        answers[peer] = by_hand.expected_answers(script)
        commands[peer] = [options.z3, str(path)]
    runs = in_turn(commands, options.runs, options.timeout, lambda runs: verdict(instance, runs["check"][0])[1])
    shown, right = verdict(instance, runs["check"][0])
    cells = [instance.name if form is None else f"{instance.name}, {form}", shown]
    for peer in ("written_out", "one_stream"):
        for ours in ("check", "no confirmation"):
            cell = compared(runs[ours], runs[peer], answers[peer]) if peer in runs else "–"
            cells.append(cell if right or cell in ("–", "T/O") else f"[{cell}]")
    return "| " + " | ".join(cells) + " |"


def rows(sizes):
    for question in ("P", "Q"):
        for rate in ("sym", "fix"):
            yield from ((Instance("A", k, rate, question), None) for k in sizes)
    for rate in ("sym", "fix"):
        yield from ((Instance("B", k, rate), None) for k in sizes)
    yield from ((Instance("C"), form) for form in families.FORMS["C"])
    for instance in (Instance("A", 5, "sym"), Instance("A", 5, "sym", "Q"), Instance("B", 5, "sym")):
        yield instance, "actions"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("proviso")
    options.add_argument("--z3", default="z3", metavar="PROGRAM")
    options.add_argument("--sizes", default=[5, 20, 50], type=lambda text: [int(k) for k in text.split(",")])
    options.add_argument("--runs", default=5, type=int)
    options.add_argument("--timeout", default=60, type=int, help="seconds of processor time, for one process")
    options = options.parse_args()
    print("| question | verdict | written out | … unconfirmed | one stream | … unconfirmed |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for instance, form in rows(options.sizes):
            print(row(instance, form, options, folder), flush=True)


if __name__ == "__main__":
    sys.exit(main())
