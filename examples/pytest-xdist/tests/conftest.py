"""Every test has a cloud of its own, and the program is led there by its own setting."""

import localyun
import pytest

from oncall import certificates


@pytest.fixture(autouse=True)
def cloud(localyun_world: localyun.World, localyun_env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> localyun.World:
    monkeypatch.setenv("ONCALL_ENDPOINT", localyun_world.url)
    monkeypatch.setattr(certificates, "POLL_SECONDS", 0.01)
    return localyun_world
