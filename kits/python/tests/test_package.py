"""What is built: the wheel, the source distribution, and the pages."""

import importlib.util
import os
import re
import tarfile
import textwrap
import zipfile
from email.parser import Parser
from pathlib import Path
from types import ModuleType

import pytest

import localyun

KIT = Path(__file__).parent.parent
PROJECT = KIT.parent.parent


def built(pattern: str) -> Path:
    """The file that kits/python/test has built."""
    folder = os.environ.get("LOCALYUN_TEST_DIST")
    if folder is None:
        pytest.skip("LOCALYUN_TEST_DIST names no folder: kits/python/test sets it")
    (file,) = Path(folder).glob(pattern)
    return file


def test_the_wheel_has_the_program_and_the_package() -> None:
    with zipfile.ZipFile(built("*.whl")) as wheel:
        names = set(wheel.namelist())
        info = f"localyun-{localyun.__version__}"
        sources = {f"localyun/{file.name}" for file in (KIT / "src" / "localyun").iterdir() if file.is_file()}
        assert names == {
            *sources,
            f"{info}.data/scripts/localyun",
            *(f"{info}.dist-info/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt")),
            *(f"{info}.dist-info/licenses/{name}" for name in ("LICENSE-MIT", "LICENSE-APACHE")),
        }
        assert "localyun/py.typed" in names
        assert wheel.read(f"{info}.data/scripts/localyun") == localyun.find_program().read_bytes()
        metadata = Parser().parsestr(wheel.read(f"{info}.dist-info/METADATA").decode())
        assert metadata["License-Expression"] == "MIT OR Apache-2.0"
        assert metadata["Requires-Python"] == ">=3.9"
        assert metadata.get_all("Requires-Dist") is None
        tags = Parser().parsestr(wheel.read(f"{info}.dist-info/WHEEL").decode())
        assert tags["Root-Is-Purelib"] == "false"
        assert all(re.match(r"py3-none-(many|musl)linux_|py3-none-macosx_", tag) for tag in tags.get_all("Tag", []))


def test_the_source_distribution_has_no_program() -> None:
    with tarfile.open(built("*.tar.gz")) as source:
        names = {name.split("/", 1)[1] for name in source.getnames()}
        assert {"pyproject.toml", "hatch_build.py", "README.md", "LICENSE-MIT", "src/localyun/py.typed"} <= names
        assert {"tests/test_package.py", "examples/test_verbs.py", "test"} <= names
        assert all(member.size < 1 << 18 for member in source.getmembers())


def hook() -> ModuleType:
    """The hook of the build."""
    spec = importlib.util.spec_from_file_location("hatch_build", KIT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("content", "tag"),
    [
        (b"\x3e\0" + b"\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.9\0", "manylinux_2_34_x86_64"),
        (b"\x3e\0" + b"\0GLIBC_2.34\0GLIBC_ABI_DT_RELR\0", "manylinux_2_36_x86_64"),
        (b"\xb7\0" + b"\0GLIBC_2.4\0", "manylinux_2_17_aarch64"),
        (b"\xb7\0", "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64"),
    ],
)
def test_the_platform_follows_from_the_program(tmp_path: Path, content: bytes, tag: str) -> None:
    program = tmp_path / "localyun"
    program.write_bytes(b"\x7fELF" + bytes(14) + content)
    assert hook().linux_platform(program) == tag
    program.write_bytes(b"\xcf\xfa\xed\xfe" + content)
    with pytest.raises(RuntimeError, match="set LOCALYUN_WHEEL_PLATFORM"):
        hook().linux_platform(program)


@pytest.mark.skipif(not (PROJECT / "Cargo.toml").exists(), reason="not in the project")
def test_the_program_is_looked_for_where_the_command_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = hook().find_program
    (tmp_path / "localyun").touch()
    monkeypatch.setenv("PWD", str(tmp_path))
    assert find("localyun") == find(str(tmp_path / "localyun")) == tmp_path / "localyun"
    with pytest.raises(RuntimeError, match="there is no program nope/localyun"):
        find("nope/localyun")


def test_version_and_licences_are_those_of_the_project() -> None:
    (version,) = re.findall(r'^version = "(.*)"', (PROJECT / "Cargo.toml").read_text(), re.M)[:1]
    assert version == localyun.__version__
    for name in ("LICENSE-MIT", "LICENSE-APACHE"):
        assert (KIT / name).read_bytes() == (PROJECT / name).read_bytes()


def test_the_examples_of_the_page_are_run() -> None:
    run = "\n".join(file.read_text() for file in sorted((KIT / "examples").glob("*.py")))
    blocks = re.findall(r"```python\n(.*?)```", (KIT / "README.md").read_text(), re.S)
    assert len(blocks) > 10
    for block in blocks:
        assert any(form in run for form in (block, textwrap.indent(block, "    "))), block
