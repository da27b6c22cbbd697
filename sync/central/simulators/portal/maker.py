"""SIMULATOR: makes the bytes of a document when somebody first asks for them."""

from __future__ import annotations

from typing import cast

from operator_app.domain.case import Case, Document
from sync.central.ports.documents import Made
from sync.central.simulators import papers
from sync.central.simulators.ports import Rules
from sync.central.simulators.town import Town

from .attachments import LOOK, PAPER_OF, SEED, SIGNED, UNSIGNED
from .paper_facts import facts_of
from .told import NotOfThisTown, Told


class DocumentMaker:
    """The same case and document give the same bytes, so a paper need not be kept to be the same tomorrow."""

    def __init__(self, town: Town, rules: Rules) -> None:
        self._town = town
        self._rules = rules

    def make(self, case: Case, document: Document) -> Made | None:
        """None where the case speaks of somebody outside the population."""
        try:
            paper = self.paper(case, document)
        except NotOfThisTown:
            return None
        return Made(paper.data, paper.media_type)

    def paper(self, case: Case, document: Document, *, seal: str = "") -> papers.Paper:
        """`seal`: the payload of a QR code to print on a declaration.

        Raises `NotOfThisTown`, and KeyError for a kind without a sample.
        """
        told = Told(case, document, self._rules.service(case.service), self._town)
        words = facts_of(told)
        stated = document.facts
        for fact, name in ((UNSIGNED, "unsigned"), (SIGNED, "signed_how")):
            if stated.get(fact):
                words = words | {name: stated[fact]}
        if seal:
            words = words | {"seal": seal}
        look = cast(papers.Look, stated.get(LOOK, "pdf"))
        kind = PAPER_OF.get(document.kind, document.kind)
        return papers.make(kind, words, look=look, seed=int(stated.get(SEED, "0")))
