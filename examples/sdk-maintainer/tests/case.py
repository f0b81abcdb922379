import unittest
from typing import Any

import localyun
from tinyclient import Client


class Case(unittest.TestCase):
    """Each test has a cloud of its own."""

    def setUp(self) -> None:
        self.world = self.enterContext(localyun.world())

    def client(self, version: str, **options: Any) -> Client:
        world = self.world
        return Client(world.endpoint, version, world.access_key_id, world.access_key_secret, secure=False, **options)

    def monitor(self, **options: Any) -> Client:
        return self.client("2019-01-01", **options)

    def ram(self, **options: Any) -> Client:
        return self.client("2015-05-01", **options)
