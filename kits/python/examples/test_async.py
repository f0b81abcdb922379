"""In an event loop."""

import asyncio

import contacts
import pytest

import localyun


@pytest.mark.usefixtures("localyun_env")
def test_contacts_are_added_side_by_side(localyun_world: localyun.World) -> None:
    async def main() -> localyun.Message:
        await asyncio.gather(*(contacts.add_async(name, f"{name}@example.com") for name in ("alice", "bob")))
        # The methods of the kit wait for the server: in an event loop call them in a thread.
        return await asyncio.to_thread(localyun_world.outbox.wait, to="bob@example.com")

    assert asyncio.run(main()).kind == "verification"
    localyun_world.calls.verify("PutContact", times=2)
