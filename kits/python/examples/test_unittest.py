"""Without pytest."""

import unittest

import contacts

import localyun


class Contacts(unittest.TestCase):
    def test_a_contact_is_added(self) -> None:
        with localyun.world() as world, world.applied_env():
            contacts.add("Alice", "alice@example.com")
            self.assertEqual(contacts.names(), ["Alice"])
            world.calls.verify("PutContact", times=1)


if __name__ == "__main__":
    unittest.main()
