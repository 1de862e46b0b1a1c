"""The same questions as SMT-LIB 2, written as one who knows the answer would write them for z3.

`written_out` has every stream in the state. A is three checks: the lemma at the start; the lemma after a step, one
stream at a time; the question from the lemma. B is unrolled to two steps, and one step is not looked at. `one_stream`
uses what a person sees and no solver does, that streams do not touch one another: one stream stands for all, and a step
may be another's. Its size does not depend on the number of streams, but for the sums of Q. C is an induction with the
lemma sum <= (quarter + 1) * q.

The first line of a script says which answers are right.
"""

PEERS = {"A": ("written_out", "one_stream"), "B": ("written_out", "one_stream"), "C": ("written_out",)}


def script(instance, peer="written_out"):
    if peer not in PEERS[instance.family]:
        raise ValueError(f"{instance.family} is not written as `{peer}`")
    lines = {"A": _induction, "B": _unrolled}.get(instance.family, _cycle)(instance, peer == "one_stream")
    answers = ["sat" if instance.family == "B" else "unsat"] * lines.count("(check-sat)")
    return "\n".join([f"; expected: {' '.join(answers)}", *lines]) + "\n"


def expected_answers(script):
    return script.split("\n", 1)[0].split()[2:]


def _check(*assertions):
    return ["(push)", *(f"(assert {a})" for a in assertions), "(check-sat)", "(pop)"]


def _exceeded(streams, n):
    return f"(or false {' '.join(f'(> paid{i}_{n} cap{i})' for i in streams)})"


def _terms(instance, streams):
    lines = ["(declare-const end Int)", "(assert (>= end 0))"]
    for i in streams:
        lines += [f"(declare-const cap{i} Real)", f"(assert (> cap{i} 0.0))"]
        if instance.rate == "sym":
            lines += [f"(declare-const rate{i} Real)", f"(assert (and (< 0.0 rate{i}) (<= rate{i} 1.0)))"]
    return lines


# From state `n` to state `n + 1`. `who` is the stream that gets the revenue; with one stream written down, another's
# turn is any other number.
def _step(instance, streams, n):
    lines = [
        f"(declare-const days{n} Int)",
        f"(assert (and (<= 1 days{n}) (<= days{n} 92)))",
        f"(define-fun date{n + 1} () Int (+ date{n} days{n}))",
        f"(declare-const who{n} Int)",
        f"(assert (and (<= 1 who{n}) (<= who{n} {instance.streams})))",
        f"(declare-const revenue{n} Real)",
        f"(assert (>= revenue{n} 0.0))",
    ]
    for i in streams:
        unclamped = instance.family == "B" and i == instance.streams
        due = f"(* {'0.2' if instance.rate == 'fix' else f'rate{i}'} revenue{n})"
        room = f"cap{i}" if unclamped else f"(- cap{i} paid{i}_{n})"
        lines.append(
            f"(define-fun paid{i}_{n + 1} () Real (ite (and (= who{n} {i}) (<= date{n + 1} end))"
            f" (+ paid{i}_{n} (ite (<= {due} {room}) {due} {room})) paid{i}_{n}))"
        )
    return lines


def _induction(instance, one_stream):
    streams = [1] if one_stream else list(range(1, instance.streams + 1))
    everyone = range(1, instance.streams + 1)
    lines = [*_terms(instance, streams), "(declare-const date0 Int)", "(assert (>= date0 0))"]
    lines += [f"(declare-const paid{i}_0 Real)" for i in streams]
    lines += _check(*(f"(= paid{i}_0 0.0)" for i in streams), _exceeded(streams, 0))
    lines += _step(instance, streams, 0)
    lines += [f"(assert (<= paid{i}_0 cap{i}))" for i in streams]
    for i in streams:
        lines += _check(f"(> paid{i}_1 cap{i})")
    if instance.question == "Q":
        lines += ["(reset)"]
        for i in everyone:
            lines += [f"(declare-const cap{i} Real)", f"(declare-const paid{i} Real)", f"(assert (<= paid{i} cap{i}))"]
        paid, caps = (" ".join(f"{what}{i}" for i in everyone) for what in ("paid", "cap"))
        lines += [f"(assert (> (+ {paid}) (+ {caps})))", "(check-sat)"]
    return lines


def _unrolled(instance, one_stream):
    streams = [instance.streams] if one_stream else list(range(1, instance.streams + 1))
    lines = [*_terms(instance, streams), "(define-fun date0 () Int 0)"]
    lines += [f"(define-fun paid{i}_0 () Real 0.0)" for i in streams]
    return [*lines, *_step(instance, streams, 0), *_step(instance, streams, 1), *_check(_exceeded(streams, 2))]


def _cycle(_instance, _one_stream):
    return [
        *("(declare-const q Real)", "(assert (>= q 0.0))"),
        *("(declare-const quarter0 Int)", "(declare-const sum0 Real)", "(declare-const payment Real)"),
        "(assert (and (<= 0.0 payment) (<= payment q)))",
        "(define-fun quarter1 () Int (ite (= quarter0 3) 0 (+ quarter0 1)))",
        "(define-fun sum1 () Real (+ payment (ite (= quarter1 0) 0.0 sum0)))",
        "(define-fun times ((n Int)) Real (ite (= n 0) q (ite (= n 1) (* 2.0 q) (ite (= n 2) (* 3.0 q) (* 4.0 q)))))",
        "(define-fun lemma ((n Int) (sum Real)) Bool (and (<= 0 n) (<= n 3) (<= sum (times n))))",
        *_check("(= quarter0 3)", "(= sum0 0.0)", "(not (lemma quarter0 sum0))"),
        *_check("(lemma quarter0 sum0)", "(not (lemma quarter1 sum1))"),
        *_check("(lemma quarter1 sum1)", "(> sum1 (* 4.0 q))"),
    ]
