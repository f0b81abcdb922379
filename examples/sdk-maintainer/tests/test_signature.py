import os
import subprocess
import sys

from tinyclient import ServiceError, signing

from .case import Case

TEXTS = ["plain", "night shift", "a+b", "a%20b", "~tilde~", "star*", "(round)", "a/b:c", "值班", "=&?#", " edges "]


class Signature(Case):
    def test_any_text_arrives_as_it_was_given(self) -> None:
        for text in TEXTS:
            with self.subTest(text):
                self.monitor().call("DescribeContactList", ContactName=text)
                self.assertEqual(self.world.calls.list("DescribeContactList")[-1].parameters["ContactName"], text)

    def test_the_explainer_finds_the_mistake_of_the_first_version(self) -> None:
        program = [sys.executable, "wrong.py"]
        ended = subprocess.run(program, env={**os.environ, **self.world.env()}, capture_output=True, text=True, timeout=60)
        self.assertIn("400 SignatureDoesNotMatch", ended.stderr)
        why = self.world.calls.explain(ended.stderr.split()[-1])
        self.assertIn("The mistake: plus-for-space", why)

    def test_a_string_to_sign_is_compared_with_that_of_the_server(self) -> None:
        with self.assertRaises(ServiceError) as refused:
            self.monitor(encode=str).call("DescribeContactList", ContactName="a~b*c")
        why = self.world.calls.explain(refused.exception.request_id)
        self.assertIn("First difference", why)
