import time
from unittest import mock

from tinyclient import NoAnswer, ServiceError

from .case import Case

ALICE = {"ContactName": "Alice", "Describe": "On call", "Channels.Mail": "alice@example.com"}


class Faults(Case):
    def setUp(self) -> None:
        super().setUp()
        self.slept = self.enterContext(mock.patch.object(time, "sleep"))

    def test_a_busy_service_is_asked_again_as_late_as_it_says(self) -> None:
        self.world.faults.add("PutContact", error="Throttling.User", retry_after="7s", nth=1)
        self.monitor().call("PutContact", **ALICE)
        self.slept.assert_called_once_with(7.0)
        self.world.calls.verify("PutContact", times=2)

    def test_it_is_given_up_after_three_attempts(self) -> None:
        self.world.faults.add("PutContact", error="ServiceUnavailable")
        with self.assertRaisesRegex(ServiceError, "503 ServiceUnavailable"):
            self.monitor().call("PutContact", **ALICE)
        self.world.calls.verify("PutContact", times=3)

    def test_other_errors_are_final(self) -> None:
        self.world.faults.add("PutContact", error="InvalidParameterValue")
        with self.assertRaises(ServiceError):
            self.monitor().call("PutContact", **ALICE)
        self.world.calls.verify("PutContact", times=1)

    def test_a_read_without_an_answer_is_made_again(self) -> None:
        for effect in ({"http": 503}, {"reset": True}, {"lost_answer": True}, {"cut": 20}, {"bad_json": True}, {"stall": "100ms"}):
            with self.subTest(effect):
                since = self.world.calls.last()
                self.world.faults.clear()
                self.world.faults.add("DescribeContactList", **effect, nth=1)
                self.assertEqual(self.monitor().call("DescribeContactList")["Total"], 0)
                self.world.calls.verify("DescribeContactList", since=since, times=2)

    def test_a_write_without_an_answer_is_left_to_the_caller(self) -> None:
        self.world.faults.add("PutContact", lost_answer=True)
        with self.assertRaises(NoAnswer):
            self.monitor().call("PutContact", **ALICE)
        self.world.calls.verify("PutContact", times=1)
        self.assertEqual(self.monitor().call("DescribeContactList")["Total"], 1)  # it was carried out

    def test_an_answer_that_is_late_is_not_waited_for(self) -> None:
        self.world.faults.add("PutContact", answer_delay="20s")
        with self.assertRaisesRegex(NoAnswer, "timed out"):
            self.monitor(timeout=0.3).call("PutContact", **ALICE)
