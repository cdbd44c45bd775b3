"""A statement as a document: what stands on it, in both languages, and on how many pages."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from django.utils.translation import override

from coterie.kit.sheet.letter import HEIGHT
from coterie.kit.sheet.sheet import Words
from coterie.partners.designs.statement import Statement, StatementRow, statement_pdf, statement_sheets
from coterie.partners.domain.payout import prepare_batch
from coterie.partners.domain.work import decide_work
from coterie.partners.models import Payout
from coterie.partners.queries.statement import statement_of
from tests.api.token import call, token_of
from tests.cast import NOW, Cast
from tests.partners.kit_rows import a_bounty, hands_in
from tests.partners.partner_scenes import a_payout
from tests.partners.sales import LATER, partner, programme, settled
from tests.web.visit import visitor

ROW = StatementRow("39z3k449cj7j-2026", "earned · second level", date(2026, 12, 31), 1_000, 100)
STATEMENT = Statement(
    number=7, issuer="墨水社", name="保罗有限公司", address="长安街一号\n100006 北京", country="CN", tax_id="91110000X",
    account="acct_1032D82eZvKYlo2C", state="paid", on=date(2026, 4, 1), reference="tr_9", currency="CNY",
    rows=(ROW,), amount=100,
)  # fmt: skip


def pages_of(document: bytes) -> list[str]:
    """Return the words on each page."""
    return [str(one.get_textpage().get_text_range()) for one in pypdfium2.PdfDocument(document)]


@pytest.mark.parametrize(
    ("language", "own"),
    [
        (
            "en",
            (
                "Statement 7",
                "self-billing",
                "Paid to",
                "Tax number",
                "April 1, 2026",
                "December 31, 2026",
                "CN¥1.00",
                "Sum",
                "Net",
            ),
        ),
        (
            "zh-hans",
            ("对账单 7", "自开票", "收款人", "税号", "2026年4月1日", "2026年12月31日", "¥1.00", "合计", "净额"),
        ),
    ],
)
def test_statement_says_who_pays_whom_what_for(language: str, own: tuple[str, ...]) -> None:
    with override(language):
        [text] = pages_of(statement_pdf(STATEMENT))

    same = (
        "墨水社",
        "保罗有限公司",
        "长安街一号",
        "100006 北京",
        "91110000X",
        "acct_1032D82eZvKYlo2C",
        "tr_9",
        ROW.order,
    )
    assert [words for words in (*same, *own) if words not in text] == []


def test_long_address_is_not_cut() -> None:
    address = " ".join(f"Word{n}" for n in range(40))
    [text] = pages_of(statement_pdf(replace(STATEMENT, address=address)))

    assert [word for word in address.split() if word not in text] == []


LINES = "\n".join("行" for _ in range(150))
"""An address of the most letters on the most lines."""


@pytest.mark.parametrize("rows", [1, 9])
@pytest.mark.parametrize("address", ["路" * 90, "路" * 130, "路" * 170, "路" * 300, LINES], ids=len)
def test_columns_and_all_of_a_long_head_are_on_the_pages(address: str, rows: int) -> None:
    many = tuple(replace(ROW, order=f"No{n:03}") for n in range(rows))
    long = replace(STATEMENT, name="名" * 120, address=address, account="号" * 200, reference="参" * 120, rows=many)
    with override("zh-hans"):
        sheets = statement_sheets(long)

    drawn = [one for sheet in sheets for one in sheet.things if isinstance(one, Words)]
    assert [one.text for one in drawn if not 0 < one.y < HEIGHT - 20] == []
    for sign, many_times in (("名", 121), ("路", address.count("路")), ("行", address.count("行")), ("号", 201)):
        assert "".join(one.text for one in drawn).count(sign) >= many_times
    heads = [[one.text for one in sheet.things if isinstance(one, Words)] for sheet in sheets]
    assert [row.order for row in many] == [text for page in heads for text in page if text.startswith("No")]
    assert all("佣金" in page for page in heads if any(text.startswith("No") for text in page))


def test_work_is_said_as_the_bounty_that_it_was_for(cast: Cast) -> None:
    programme(cast)
    partner(cast)
    made = hands_in(cast, a_bounty(cast, now=NOW), "paul", now=NOW)
    decide_work(work=made.pk, accept=True, actor=cast.actor("alice"), now=NOW)
    settled()
    row = prepare_batch(community=cast.table.pk, actor=cast.actor("alice"), now=LATER).payouts.get()

    with override("zh-hans"):
        [text] = pages_of(statement_pdf(statement_of(row)))

    assert ("悬赏“A film”" in text, "净额" in text) == (True, False)


@pytest.mark.parametrize(("rows", "pages"), [(1, 1), (8, 1), (9, 2), (38, 3)])
def test_every_row_is_on_one_page_and_the_sum_on_the_last(rows: int, pages: int) -> None:
    many = tuple(replace(ROW, order=f"No{n:03}") for n in range(rows))
    with override("en"):
        texts = pages_of(statement_pdf(replace(STATEMENT, rows=many, amount=rows * 100)))

    assert len(texts) == pages
    assert ["".join(texts).count(one.order) for one in many] == [1] * rows
    assert ["Sum" in text for text in texts] == [False] * (pages - 1) + [True]
    assert [f"Page {n + 1} of {pages}" in text for n, text in enumerate(texts)] == [pages > 1] * pages


def test_partner_has_their_statement_as_a_document(cast: Cast) -> None:
    row = a_payout(cast)
    Payout.objects.update(name="保罗有限公司", address="长安街一号")
    own = f"/m/table/partner/statements/{row.number}"
    answer = visitor(cast, "dan").get(f"{own}.pdf")
    [text] = pages_of(answer.content)

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    made = statement_of(Payout.objects.get())
    assert sum(one.amount for one in made.rows) == made.amount == row.amount
    for words in ("保罗有限公司", "长安街一号", f"Statement {row.number}", made.rows[0].order, "1.00"):
        assert words in text
    assert f'href="{own}.pdf"' in visitor(cast, "dan").get(own).content.decode()
    assert visitor(cast, "nina").get(f"{own}.pdf").status_code == 404


def test_api_hands_the_same_document_over(cast: Cast) -> None:
    row, dan, own = a_payout(cast), token_of(cast, "dan"), "/me/memberships/table/partner/statements"
    answer = call("GET", f"{own}/{row.number}", dan)

    assert answer["Content-Type"] == "application/pdf"
    assert f"Statement {row.number}" in pages_of(answer.content)[0]
    assert call("GET", f"{own}/{row.number + 1}", dan).status_code == 404
    assert call("GET", f"{own}/{row.number}", token_of(cast, "nina")).status_code == 404
