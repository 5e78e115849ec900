"""Bad files end with a status, a code and a line that says what to do; the pages that can be had are had."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from pipeline.isolate import Limits
from pipeline.outcome import ReadOutcome
from pipeline.read import read_file

QUICK = Limits(seconds=20, stall=4)
TEXT = "BT /F1 12 Tf 50 700 Td (Page {} of the sample paper, with words enough to count as text) Tj ET"


def words(outcome: ReadOutcome) -> str:
    return "".join(c.text for page in outcome.pages for c in page.chars)


def test_a_sound_file_is_loaded(make: Any) -> None:
    told: list[int] = []
    outcome = read_file(make.pages(*(TEXT.format(n) for n in range(1, 4))), on_pages=told.append)
    assert (outcome.status, outcome.error_code, outcome.error_message, outcome.page_count) == ("loaded", None, None, 3)
    assert (outcome.text_layer, [p.page_no for p in outcome.pages], told) == ("digital", [1, 2, 3], [1, 2, 3])
    assert outcome.document_id == outcome.sha256[:16]


def test_several_processes_give_the_same_pages(make: Any) -> None:
    path = make.pages(*(TEXT.format(n) for n in range(1, 41)))
    assert list(read_file(path, jobs=2).pages) == list(read_file(path).pages)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"<!DOCTYPE html><html><body>404 Not Found</body></html>", "not_pdf"),
        (b"PK\x03\x04" + b"\x00" * 100, "not_pdf"),
        (b"\x00\x01\x02" * 500, "not_pdf"),
        (b"%PDF-1.7\n", "truncated"),
        (b"%PDF-1.7\nnothing of use\n%%EOF\n", "malformed"),
    ],
)
def test_what_is_no_readable_pdf_is_rejected(make: Any, content: bytes, code: str) -> None:
    outcome = read_file(make.write(content))
    assert (outcome.status, outcome.error_code, len(outcome.pages)) == ("rejected", code, 0)
    assert outcome.error_message
    assert "\n" not in outcome.error_message
    assert [n.code for n in outcome.notes] == ["document_rejected"]


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("secret", "owner", strength=128))
    canvas.drawString(50, 700, "locked")
    canvas.save()
    outcome = read_file(path)
    assert (outcome.status, outcome.error_code) == ("rejected", "encrypted")


def test_an_owner_password_alone_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "open.pdf"
    canvas = Canvas(str(path), encrypt=pdfencrypt.StandardEncryption("", "owner", canPrint=0, strength=128))
    canvas.drawString(50, 700, "This paper may be read by all, and printed by nobody")
    canvas.save()
    outcome = read_file(path)
    assert outcome.status == "loaded"
    assert words(outcome).startswith("This paper")


def test_a_file_that_is_cut_off_is_never_called_loaded(make: Any) -> None:
    whole = make.pages(*(TEXT.format(n) for n in range(1, 30))).read_bytes()
    for share in (0.3, 0.7, 0.95):
        outcome = read_file(make.write(whole[: int(len(whole) * share)], "cut.pdf"))
        assert (outcome.status, outcome.error_code) in {("rejected", "truncated"), ("partial", "truncated")}


def test_a_damaged_table_of_objects_costs_nothing(make: Any) -> None:
    whole = make.pages(TEXT.format(1)).read_bytes()
    outcome = read_file(make.write(whole.replace(b"xref\n0", b"xref\n9"), "table.pdf"))
    assert outcome.status in {"loaded", "partial"}
    assert words(outcome).startswith("Page 1")


def test_a_blank_page_is_fine(make: Any) -> None:
    outcome = read_file(make.pages("", " "))
    assert (outcome.status, outcome.text_layer) == ("loaded", "none")


def picture(make: Any, content: str, **options: Any) -> Path:
    """A page with a striped picture all over, as a scanner makes it."""
    data = make.stream(
        bytes([255, 0]) * 32, "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return make.pages(
        f"q 595 0 0 842 0 0 cm /Im Do Q {content}", more={30: data}, resources="/XObject << /Im 30 0 R >>", **options
    )  # type: ignore[no-any-return]


@pytest.mark.parametrize("stamp", ["", "BT /F1 9 Tf 290 20 Td (- 12 -) Tj ET"])
def test_ink_without_characters_is_never_called_loaded(make: Any, stamp: str) -> None:
    outcome = read_file(picture(make, stamp))
    assert (outcome.status, outcome.text_layer) == ("partial", "scanned")
    assert "OCR" in (outcome.error_message or "")
    assert "no_text_layer" in {n.code for p in outcome.pages for n in p.notes}


def test_letters_turned_into_drawings_are_never_called_loaded(make: Any) -> None:
    letter = "{0} 700 m {1} 705 {1} 712 {0} 715 c {2} 712 {2} 705 {0} 700 c f"
    outcome = read_file(make.pages("\n".join(letter.format(50 + 6 * n, 54 + 6 * n, 52 + 6 * n) for n in range(70))))
    assert (outcome.status, outcome.text_layer) == ("partial", "scanned")


def test_text_recognised_on_a_scan_is_read_and_noted(make: Any) -> None:
    unseen = make.wide("見本の会議録を機械で読み取った文字がここに重ねてあります。確かめてから使うことにします。")
    outcome = read_file(picture(make, f"BT 3 Tr /J 12 Tf 20 700 Td {unseen} Tj ET"))
    assert outcome.status == "loaded"
    assert words(outcome).startswith("見本の会議録")
    assert "hidden_text" in {n.code for n in outcome.pages[0].notes}


def test_some_scanned_pages_make_a_document_mixed(make: Any) -> None:
    data = make.stream(
        bytes([255, 0]) * 32, "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    path = make.pages(TEXT.format(1), "q 595 0 0 842 0 0 cm /Im Do Q", more={30: data}, resources="/XObject << /Im 30 0 R >>")
    outcome = read_file(path)
    assert (outcome.status, outcome.text_layer, [p.text_layer for p in outcome.pages]) == (
        "partial",
        "mixed",
        ["digital", "scanned"],
    )


def test_glyphs_without_characters_make_a_document_garbled(make: Any) -> None:
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H /DescendantFonts [31 0 R] >>"
    below = (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unknown /DW 1000 /CIDToGIDMap /Identity /FontDescriptor 21 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    codes = "".join(f"{n:04x}" for n in range(900, 960))
    outcome = read_file(make.pages(f"BT /J 8 Tf 20 700 Td <{codes}> Tj ET", more={4: font, 31: below}))
    assert (outcome.status, outcome.text_layer) == ("partial", "garbled")


def test_too_many_pages_are_refused(make: Any) -> None:
    outcome = read_file(make.pages(*[""] * 30), limits=Limits(pages=20))
    assert (outcome.status, outcome.error_code) == ("rejected", "too_large")
    assert "20" in (outcome.error_message or "")


def test_information_that_refers_to_itself_does_not_hang_the_run(make: Any) -> None:
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        4: make.stream(TEXT.format(1)),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: "6 0 R",
    }
    outcome = read_file(make.write(make.raw(objects, extra="/Info 6 0 R")), limits=QUICK)
    assert outcome.status == "loaded"
    assert words(outcome).startswith("Page 1")


def test_a_bomb_of_forms_stays_within_its_limits(make: Any) -> None:
    more = {
        40 + n: make.stream(f"/Fm Do {'/Fm Do ' * 9}" if n < 9 else TEXT.format(n), f"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
                            f" /Resources << /Font << /F1 3 0 R >> /XObject << /Fm {41 + n} 0 R >> >>")
        for n in range(10)
    }  # fmt: skip
    more[50] = make.stream("", "/Type /XObject /Subtype /Form /BBox [0 0 1 1]")
    path = make.pages("/Fm Do", more=more, resources="/XObject << /Fm 40 0 R >>")
    outcome = read_file(path, limits=Limits(seconds=8, stall=3, memory=512 << 20))
    assert outcome.status != "loaded"
    assert outcome.error_code in {"timeout", "memory", "crashed", "malformed"}
    assert outcome.seconds < 20
    assert outcome.rss_mb <= 512


def test_a_page_that_cannot_be_opened_does_not_cost_the_others(make: Any) -> None:
    whole = make.pages(*(TEXT.format(n) for n in range(1, 4))).read_bytes()
    outcome = read_file(make.write(whole.replace(b"102 0 obj", b"999 0 obj"), "hole.pdf"))
    assert outcome.status in {"partial", "loaded"}
    assert "Page 1" in words(outcome)
    assert "Page 3" in words(outcome)
