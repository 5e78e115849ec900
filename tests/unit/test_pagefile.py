"""Pages in a file: what was written is read again page by page, and a file that is not whole is never taken for one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec import Struct, field

from pipeline.pagefile import PageFile, load, save
from pipeline.stages import EXTRACTED, Stages
from schemas.document import Char, Note, RawPage


class Said(Struct):
    """What is said of a document beside its pages."""

    title: str
    pages: PageFile = field(default_factory=PageFile)


class Other(Struct):
    """What another version of the program would say of it."""

    heading: str
    pages: PageFile = field(default_factory=PageFile)


def page(number: int, words: str = "見本の頁") -> RawPage:
    chars = [Char(letter, 10.0 * n, 20.0, 10.0 * n + 9, 30.0) for n, letter in enumerate(words)]
    return RawPage(number, 595.0, 842.0, chars, fonts=["明朝"], notes=[Note("repaired_file", number, "見本")])


def filled(*pages: RawPage) -> PageFile:
    made = PageFile()
    for one in pages:
        made.put(msgspec.msgpack.encode(one))
    return made


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A file of three pages."""
    path = tmp_path / "pages.msgpack"
    save(path, Said("見本", PageFile()), filled(*(page(n, f"{n}頁の言葉") for n in (1, 2, 3))))
    return path


def words(pages: PageFile) -> list[str]:
    return ["".join(char.text for char in one.chars) for one in pages]


def test_pages_are_a_sequence_in_the_order_of_their_numbers() -> None:
    pages = filled(page(3), page(1), page(2))
    assert len(pages) == 3
    assert [one.page_no for one in pages] == [1, 2, 3]
    assert [pages[n].page_no for n in (0, -1)] == [1, 3]
    assert [one.page_no for one in pages[1:]] == [2, 3]
    assert pages[0] == page(1), "all of a page comes back"
    with pytest.raises(IndexError):
        pages[3]


def test_a_page_takes_the_place_of_one_with_its_number() -> None:
    pages = filled(page(1), page(2), page(1, "改めた頁"))
    assert len(pages) == 2
    assert words(pages) == ["改めた頁", "見本の頁"]


def test_what_is_put_says_what_is_known_of_the_page() -> None:
    head = PageFile().put(msgspec.msgpack.encode(page(7)))
    assert (head.page_no, head.width, head.text_layer) == (7, 595.0, "digital")
    assert [note.code for note in head.notes] == ["repaired_file"]


def test_no_page_at_all(tmp_path: Path) -> None:
    assert list(PageFile()) == []
    save(tmp_path / "none", Said("空"), PageFile())
    found = load(tmp_path / "none", Said)
    assert (found.title, len(found.pages), found.pages[:]) == ("空", 0, [])


def test_what_was_saved_is_loaded(saved: Path) -> None:
    found = load(saved, Said)
    assert found.title == "見本"
    assert words(found.pages) == ["1頁の言葉", "2頁の言葉", "3頁の言葉"]
    saved.unlink()
    assert found.pages[1].page_no == 2, "it is read from the file that it was, also when that has gone"


def test_loaded_pages_can_be_saved_again_and_saving_is_the_same_every_time(saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    found = load(saved, Said)
    save(again, found, found.pages)
    assert again.read_bytes() == saved.read_bytes()
    save(saved, found, found.pages)
    assert words(load(saved, Said).pages) == words(found.pages), "over the file that it is read from"


def test_a_file_that_breaks_off_is_damaged(saved: Path) -> None:
    content = saved.read_bytes()
    for length in range(len(content)):
        saved.write_bytes(content[:length])
        with pytest.raises(msgspec.DecodeError):
            load(saved, Said)


def test_a_file_with_a_wrong_byte_is_damaged_or_says_the_same(saved: Path) -> None:
    content = bytearray(saved.read_bytes())
    right = words(load(saved, Said).pages)
    for place in range(len(content)):
        content[place] ^= 0x15
        saved.write_bytes(content)
        content[place] ^= 0x15
        try:
            found = load(saved, Said)
        except msgspec.DecodeError:
            continue
        assert (found.title, words(found.pages)) == ("見本", right), f"byte {place}"


def test_more_than_the_file_is_damage(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes() + b"more")
    with pytest.raises(msgspec.DecodeError, match="damaged"):
        load(saved, Said)


@pytest.mark.parametrize("content", [b"", b"\0" * 8, b"\xff" * 64, b"%PDF-1.7\n%%EOF", b"\0" * 4096], ids=repr)
def test_what_is_no_such_file_is_damaged(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(msgspec.DecodeError):
        load(path, Said)


def test_what_another_version_said_is_not_taken(saved: Path) -> None:
    with pytest.raises(msgspec.ValidationError, match="heading"):
        load(saved, Other)


def test_no_file_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none", Said)


def test_a_stage_that_is_damaged_or_of_another_version_counts_as_none(tmp_path: Path) -> None:
    stages = Stages(tmp_path)
    stages.save_pages("d", "v1", Said("見本"), filled(page(1)))
    found = stages.load_pages("d", "v1", Said)
    assert found is not None
    assert words(found.pages) == ["見本の頁"]
    assert stages.load_pages("d", "v2", Said) is None
    assert stages.load_pages("d", "v1", Other) is None
    place = stages.place(EXTRACTED, "d", "v1")
    place.write_bytes(place.read_bytes()[:-1])
    assert stages.load_pages("d", "v1", Said) is None
    stages.save_pages("d", "v2", Said("見本"), filled(page(1)))
    assert not place.exists(), "of older versions nothing stays"
