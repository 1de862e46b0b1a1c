"""The families A, B and C as agreements.

A step of A and B, "one stream gets revenue >= 0 and pays min(rate * revenue, cap - paid) while the date is not past the
end, else 0, and the date moves 1 to 92 days", is one moment here:

  its inputs      a `share` of any stream, with any revenue >= 0 and any amount
  what it pays    one clause forbids any other amount than the one that is due, and from the day after the end on
                  another clause forbids any but 0
  paid            a tally of the amounts; clauses read it as it was before the event
  the date        an assumption about this and the last `share`; each moment has one, so nothing else moves the date
  day 0           the day on which the agreement starts
  fixed unknowns  terms

Two things differ. What is forbidden can happen in a history that is not compliant, but the properties assume
compliance. And the calendar ends in 2099, so a history here is at most some 27,000 days long; by hand there is no end.

`actions` writes out an action, a tally and clauses for every stream; `kinds` has one of each and a closed kind of
streams. `kinds` is what one would write, and far quicker; it is what is compared.

A step of C is one payment: the quarter moves on, and the year's sum starts again in quarter 0, before that payment
counts. `cycle` counts the quarters from 0 to 3 by a tally that reads itself, and every moment has a payment, as above.
`calendar` is what one would write: calendar years, and one payment in a quarter. It is another system: quarters can be
skipped.
"""

from dataclasses import dataclass

FORMS = {"A": ("kinds", "actions"), "B": ("kinds", "actions"), "C": ("cycle", "calendar")}


@dataclass(frozen=True)
class Instance:
    """One question: of family A `P` or `Q`, of B and C `P`. `rate`: `sym` or `fix`; C has neither rate nor streams."""

    family: str
    streams: int = 0
    rate: str = ""
    question: str = "P"

    @property
    def name(self):
        return f"{self.family}{self.streams or ''}{self.rate}_{self.question}"

    def is_settled_by(self, result):
        """Whether a result of the JSON report is the right one: a proof, or of B a history of two moments."""
        moments = len(result["history"]["moments"]) if result["history"] else 0
        return (result["verdict"], moments) == (("fails", 2) if self.family == "B" else ("holds", 0))


def agreement(instance, form=None):
    form = form or FORMS[instance.family][0]
    if form not in FORMS[instance.family]:
        raise ValueError(f"{instance.family} has no form `{form}`")
    lines = [f'agreement {instance.name} "Made by tests/bench" {{ currency USD  starts 2026-01-01 }}', "party Licensee"]
    lines += {"kinds": _kinds, "actions": _actions, "cycle": _cycle, "calendar": _calendar}[form](instance)
    return "\n".join(lines) + "\n"


_DAYS = "date >= before(last_share) + 1 day and date <= before(last_share) + 92 days"


def _streams(instance):
    return [f"S{i}" for i in range(1, instance.streams + 1)]


def _expectation(instance):
    return " expect fails" if instance.family == "B" else ""


def _kinds(instance):
    streams = _streams(instance)
    rate = "20%" if instance.rate == "fix" else "rate(stream)"
    lines = [
        "kind Stream = " + " | ".join(streams),
        "term last_day : date where last_day >= 2026-01-01",
        "term cap(s: Stream) : money where cap(s) > $0",
    ]
    if instance.rate == "sym":
        lines.append("term rate(s: Stream) : percent where 0% < rate(s) and rate(s) <= 100%")
    lines += [
        "action share(stream: Stream, revenue: money where revenue >= $0, amount: money) by Licensee",
        "tally paid(s: Stream) = sum of amount over share where stream = s",
        "tally last_share = last date of share initially 2026-01-01",
        f"assume happens share and {_DAYS}",
    ]
    clamped = f"amount != min({rate} * revenue, cap(stream) - paid(stream))"
    if instance.family == "A":
        lines.append(f"clause revenue_share through last_day {{ Licensee shall not share when {clamped} }}")
    else:
        lines += [
            "clause revenue_share through last_day { Licensee shall not share"
            f" when stream != {streams[-1]} and {clamped} }}",
            f"clause unclamped through last_day {{ Licensee shall not share when stream = {streams[-1]}"
            f" and amount != min({rate} * revenue, cap(stream)) }}",
        ]
    lines.append("clause nothing_later from last_day + 1 day { Licensee shall not share when amount != $0 }")
    if instance.question == "Q":
        paid, caps = (" + ".join(f"{what}({s})" for s in streams) for what in ("paid", "cap"))
        return lines + [f"property sum_within_caps {{ always {paid} <= {caps} }}"]
    return lines + [f"property within_cap {{ for any s: Stream  always paid(s) <= cap(s){_expectation(instance)} }}"]


def _actions(instance):
    streams = _streams(instance)
    lines = ["term last_day : date where last_day >= 2026-01-01"]
    for s in streams:
        rate = "20%" if instance.rate == "fix" else f"rate_{s}"
        room = f"cap_{s}" if instance.family == "B" and s == streams[-1] else f"cap_{s} - paid_{s}"
        lines.append(f"term cap_{s} : money where cap_{s} > $0")
        if instance.rate == "sym":
            lines.append(f"term rate_{s} : percent where 0% < rate_{s} and rate_{s} <= 100%")
        lines += [
            f"action share_{s}(revenue: money where revenue >= $0, amount: money) by Licensee",
            f"tally paid_{s} = sum of amount over share_{s}",
            f"tally last_{s} = last date of share_{s} initially 2026-01-01",
            f"clause revenue_share_{s} through last_day {{ Licensee shall not share_{s}"
            f" when amount != min({rate} * revenue, {room}) }}",
            f"clause nothing_later_{s} from last_day + 1 day {{ Licensee shall not share_{s} when amount != $0 }}",
        ]
    last = f"last_{streams[0]}"
    for s in streams[1:]:
        last = f"max({last}, last_{s})"
    any_share = " or ".join(f"(happens share_{s})" for s in streams)
    lines += [f"define last_share = {last}", f"assume ({any_share}) and {_DAYS}"]
    if instance.question == "Q":
        paid, caps = (" + ".join(f"{what}_{s}" for s in streams) for what in ("paid", "cap"))
        return lines + [f"property sum_within_caps {{ always {paid} <= {caps} }}"]
    all_within = " and ".join(f"paid_{s} <= cap_{s}" for s in streams)
    return lines + [f"property within_cap {{ always {all_within}{_expectation(instance)} }}"]


_PAYMENTS = [
    "term q : money where q >= $0",
    "action pay(amount: money where amount >= $0) by Licensee",
    "clause limit { Licensee shall not pay when amount > q }",
]
_YEARLY = ["property yearly { always year_sum <= 4 * q }"]


def _cycle(_instance):
    return [
        *_PAYMENTS,
        "tally in_quarter : whole = latest if in_quarter = 3 then 0 else in_quarter + 1 of pay initially 3",
        "tally year_sum = sum of amount over pay since pay where in_quarter = 3",
        "assume happens pay",
        *_YEARLY,
    ]


def _calendar(_instance):
    return [
        *_PAYMENTS,
        "tally this_quarter = count of pay per calendar quarter",
        "tally year_sum = sum of amount over pay per calendar year",
        "clause once { Licensee shall not pay when this_quarter >= 1 }",
        *_YEARLY,
    ]
