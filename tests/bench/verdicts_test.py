#!/usr/bin/python3
"""verdicts_test.py PROVISO: small instances get the right verdicts, and what is written by hand the right answers of
cvc5. Nothing is measured.

C, and Q where it is written with kinds, are not proved yet: of those it is only asked that they are not refuted."""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import by_hand
import families
from families import Instance

PROVISO = sys.argv.pop()
RATES = ("sym", "fix")
SETTLED = [
    *((Instance("A", 3, rate), form) for rate in RATES for form in families.FORMS["A"]),
    *((Instance("A", 3, rate, "Q"), form) for rate in RATES for form in families.FORMS["A"]),
    *((Instance("B", 3, rate), form) for rate in RATES for form in families.FORMS["B"]),
    (Instance("C"), "cycle"),
]
NOT_YET = [(Instance("C"), "calendar")]


def result_of(instance, form):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "agreement.proviso")
        path.write_text(families.agreement(instance, form))
        done = subprocess.run([PROVISO, "check", path, "--format", "json"], stdout=subprocess.PIPE, check=False)
        return json.loads(done.stdout)["results"][0]


class Verdicts(unittest.TestCase):
    def test_settled(self):
        for instance, form in SETTLED:
            with self.subTest(instance=instance.name, form=form):
                result = result_of(instance, form)
                self.assertTrue(instance.is_settled_by(result), (result["verdict"], result["reason"]))
                if result["verdict"] == "holds":
                    self.assertTrue(result["rests_on"], "a proof that needs no clause is of another agreement")

    def test_not_refuted(self):
        for instance, form in NOT_YET:
            with self.subTest(instance=instance.name, form=form):
                self.assertIn(result_of(instance, form)["verdict"], ("holds", "bounded"))


class ByHand(unittest.TestCase):
    @unittest.skipUnless(shutil.which("cvc5"), "cvc5 is not installed")
    def test_answers(self):
        instances = {instance for instance, _ in SETTLED + NOT_YET}
        for instance in sorted(instances, key=lambda i: i.name):
            for peer in by_hand.PEERS[instance.family]:
                with self.subTest(instance=instance.name, peer=peer):
                    script = by_hand.script(instance, peer)
                    cvc5 = ["cvc5", "--lang=smt2.6", "--incremental", "--force-logic=ALL", "-q"]
                    done = subprocess.run(cvc5, input=script, text=True, stdout=subprocess.PIPE, check=False)
                    self.assertEqual(done.stdout.split(), by_hand.expected_answers(script))


if __name__ == "__main__":
    unittest.main(verbosity=2)
