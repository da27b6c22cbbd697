"""Sample papers: what the facts say stands on them, they repeat, and a seal on them can be scanned."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from sync.central.simulators.papers import KINDS, FactsWrong, Look, Paper, Recipe, UnknownKind, make
from tests.unit.central.simulators.sample_facts import SEAL, sample_facts

ALL = sorted(KINDS)
SEALED = [kind for kind in ALL if KINDS[kind].sealed]
SCANS: list[Look] = ["scan", "poor_scan", "unreadable"]


@contextmanager
def opened(paper: Paper) -> Iterator[pypdfium2.PdfDocument]:
    with closing(pypdfium2.PdfDocument(paper.data)) as document:
        yield document


def texts(paper: Paper) -> list[str]:
    """The text of each page without any white space: digits in boxes and unbroken spaces read the same."""
    with opened(paper) as document:
        pages = []
        for page in document:
            with closing(page.get_textpage()) as text:
                pages.append("".join(text.get_text_bounded().split()))
            page.close()
        return pages


def pictures(paper: Paper) -> list[Image.Image]:
    if paper.media_type == "image/jpeg":
        return [Image.open(io.BytesIO(paper.data))]
    with opened(paper) as document:
        return [page.render(scale=150 / 72).to_pil() for page in document]


def scanned_codes(paper: Paper) -> list[str]:
    return [code.text for picture in pictures(paper) for code in zxingcpp.read_barcodes(picture)]


def squeezed(words: str) -> str:
    return "".join(words.split())


def blue_ink(paper: Paper) -> int:
    """Pixels of the first page that are clearly blue: pen and stamps."""
    red, _, blue = pictures(paper)[0].convert("RGB").split()
    return sum(b - r > 60 for r, b in zip(red.tobytes(), blue.tobytes(), strict=True))


def test_samples_cover_every_kind() -> None:
    assert sorted(sample_facts()) == ALL


@pytest.mark.parametrize("kind", ALL)
def test_a_pdf_holds_every_fact_and_says_that_it_is_a_sample(kind: str) -> None:
    words = sample_facts()[kind]
    paper = make(kind, words)
    pages = texts(paper)
    whole = "".join(pages)
    for name, fact in words.items():
        for part in fact.split(";"):
            assert squeezed(part).casefold() in whole.casefold(), name
    assert len(pages) == paper.pages
    assert all("ОБРАЗЕЦ" in page and "нямаправнасила" in page for page in pages)
    assert paper.name.endswith(".pdf")


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind != "birth_certificate"])
def test_citations_are_called_unconfirmed_on_every_page(kind: str) -> None:
    for page in texts(make(kind, sample_facts()[kind])):
        assert "Цитиранитетекстовеназаконанесапотвърдени" in page


def test_the_birth_certificate_cites_nothing() -> None:
    (page,) = texts(make("birth_certificate", sample_facts()["birth_certificate"]))
    assert "чл." not in page
    assert "ал." not in page


@pytest.mark.parametrize("look", ["pdf", *SCANS])
@pytest.mark.parametrize("kind", ["owner_consent"])
def test_the_same_recipe_gives_the_same_bytes(kind: str, look: Look) -> None:
    words = sample_facts()[kind]
    first = Recipe(kind, words, look, seed=4).make()
    assert Recipe(kind, words, look, seed=4).make() == first
    assert Recipe(kind, words, look, seed=5).make().data != first.data


@pytest.mark.parametrize("look", SCANS)
@pytest.mark.parametrize("kind", ["title_deed", "birth_certificate"])
def test_a_scan_is_pictures_without_text(kind: str, look: Look) -> None:
    paper = make(kind, sample_facts()[kind], look=look, seed=9)
    seen = pictures(paper)
    assert len(seen) == paper.pages == make(kind, sample_facts()[kind]).pages
    for picture in seen:
        low, high = picture.convert("L").getextrema()
        assert high - low > 60
    if paper.media_type == "application/pdf":
        assert texts(paper) == [""] * paper.pages
        assert b"/DCTDecode" in paper.data
        assert b"Date" not in paper.data
    else:
        assert paper.name.endswith(".jpg")


@pytest.mark.parametrize("kind", SEALED)
def test_a_seal_is_read_back_from_the_pdf_and_from_any_scan(kind: str) -> None:
    words = sample_facts()[kind] | {"seal": SEAL}
    original = make(kind, words)
    assert scanned_codes(original) == [SEAL]
    assert [code.ec_level for code in zxingcpp.read_barcodes(pictures(original)[0])] == ["M"]
    for seed in range(2):
        assert scanned_codes(make(kind, words, look="scan", seed=seed)) == [SEAL]


def test_what_becomes_of_a_seal_on_a_poor_scan_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is promised for poor scans; the wrong words never come out of one."""
    words = sample_facts()["owner_consent"] | {"seal": SEAL}
    read = [scanned_codes(make("owner_consent", words, look="poor_scan", seed=seed)) for seed in range(4)]
    with capsys.disabled():
        print(f"\nseals read from poor scans: {read.count([SEAL])} of {len(read)}")
    assert all(codes in ([], [SEAL]) for codes in read)
    assert scanned_codes(make("owner_consent", words, look="unreadable", seed=1)) == []


def test_without_a_seal_there_is_no_code() -> None:
    assert scanned_codes(make("owner_consent", sample_facts()["owner_consent"])) == []
    with pytest.raises(ValueError, match="ASCII"):
        make("owner_consent", sample_facts()["owner_consent"] | {"seal": "печат"})
    with pytest.raises(FactsWrong, match="unknown: seal"):
        make("tenancy", sample_facts()["tenancy"] | {"seal": SEAL})


def test_a_paper_can_be_wrong_on_purpose() -> None:
    truth = sample_facts()["tenancy"]
    wrong = truth | {"until": "01.02.2025 г.", "tenant_name": "Друго Име Съвсем", "use": "за офис"}
    whole = "".join(texts(make("tenancy", wrong)))
    assert "01.02.2025г." in whole
    assert "ДругоИмеСъвсем" in whole
    assert squeezed(truth["tenant_name"]) not in whole
    assert "заофис" in whole
    assert "зажилищнинужди" not in whole


def test_facts_are_printed_as_they_are_and_never_run() -> None:
    odd = '#panic("x") *не* $y$ [а] \\ "кавички" <b> @ref'
    (page,) = texts(make("owner_consent", sample_facts()["owner_consent"] | {"children": odd}))
    assert squeezed(odd) in page


def test_a_scan_can_lack_a_page() -> None:
    words = sample_facts()["tenancy"]
    whole, short = (make("tenancy", words, look="poor_scan", without_pages=gone) for gone in ((), (2,)))
    assert short.pages == whole.pages - 1
    assert len(pictures(short)) == short.pages
    with pytest.raises(FactsWrong):
        make("tenancy", words, without_pages=(2,))
    with pytest.raises(FactsWrong):
        make("owner_consent", sample_facts()["owner_consent"], look="scan", without_pages=(1,))


def test_a_contract_has_two_to_four_pages() -> None:
    words = sample_facts()["tenancy"]
    bare = {name: fact for name, fact in words.items() if name not in {"handover_on", "inventory"}}
    protocol = bare | {"handover_on": "01.11.2026 г."}
    assert [make("tenancy", w).pages for w in (bare, protocol, protocol | {"inventory": "бюро;стол"})] == [2, 3, 4]


def test_ink_shows_who_signed() -> None:
    words = sample_facts()["owner_consent"]
    assert blue_ink(make("owner_consent", words, seed=8)) > 100
    assert blue_ink(make("owner_consent", words | {"unsigned": "owner"}, seed=8)) == 0
    electronic = make("owner_consent", words | {"signed_how": "Подписано с КЕП на 20.11.2026 г."}, seed=8)
    assert blue_ink(electronic) == 0
    assert "ПодписаносКЕПна20.11.2026г." in texts(electronic)[0]


@pytest.mark.parametrize("kind", ALL)
def test_missing_and_misspelt_facts_are_named_without_their_words(kind: str) -> None:
    words = sample_facts()[kind]
    required = KINDS[kind].required[0]
    with pytest.raises(FactsWrong, match=f"missing: {required}; unknown: tennant_name") as told:
        make(kind, {**words, required: " ", "tennant_name": "Иван Тайнов"})
    assert "Тайнов" not in str(told.value)


def test_unknown_kinds_and_looks_are_refused() -> None:
    with pytest.raises(UnknownKind):
        make("passport", {})
    with pytest.raises(UnknownKind):
        make("tenancy", sample_facts()["tenancy"], look="fax")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "look"), [*((kind, "pdf") for kind in ALL), ("title_deed", "scan"), ("address_card", "poor_scan")]
)
def test_file_names_carry_no_personal_data(kind: str, look: Look) -> None:
    name = make(kind, sample_facts()[kind], look=look).name.casefold()
    for fact in sample_facts()[kind].values():
        assert not any(
            word in name for word in fact.casefold().split() if len(word) > 3 and word not in KINDS[kind].file
        )


def test_papers_can_be_made_in_several_threads() -> None:
    words = sample_facts()
    alone = {kind: make(kind, words[kind]) for kind in ALL}
    with ThreadPoolExecutor(4) as pool:
        assert dict(zip(ALL, pool.map(lambda kind: make(kind, words[kind]), ALL), strict=True)) == alone


def test_how_long_a_paper_takes_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for look in ("pdf", *SCANS):
        begin = time.perf_counter()
        pages = sum(make(kind, sample_facts()[kind], look=look, seed=2).pages for kind in ("title_deed", "application"))
        lines.append(f"{look} {(time.perf_counter() - begin) * 1000 / pages:.0f} ms")
    with capsys.disabled():
        print(f"\na page of a paper: {', '.join(lines)}")
    assert len(lines) == 4
