#!/usr/bin/python3
"""generate.py FAMILY [K RATE [QUESTION]] [--form FORM | --smt2 PEER]: writes one instance to standard output.

`generate.py A 5 sym Q`, `generate.py B 50 fix --smt2 one_stream`, `generate.py C --form calendar`."""

import argparse
import sys

import by_hand
import families


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("family", choices=sorted(families.FORMS))
    options.add_argument("streams", metavar="K", type=int, nargs="?", default=0)
    options.add_argument("rate", choices=("sym", "fix"), nargs="?")
    options.add_argument("question", choices=("P", "Q"), nargs="?", default="P")
    options.add_argument("--form", help="another way to write the agreement: " + str(families.FORMS))
    options.add_argument("--smt2", metavar="PEER", help="by hand, in one of these ways: " + str(by_hand.PEERS))
    given = options.parse_args()
    instance = families.Instance(given.family, given.streams, given.rate or "", given.question)
    with_streams = given.streams > 0 and given.rate is not None
    if with_streams != (given.family != "C") or (given.question == "Q" and given.family != "A"):
        options.error("A and B are asked with K and a rate, C with neither; Q is asked of A")
    try:
        text = by_hand.script(instance, given.smt2) if given.smt2 else families.agreement(instance, given.form)
    except ValueError as error:
        options.error(str(error))
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
