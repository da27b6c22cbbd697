"""A contract for import-linter that says what a package *may* import: everything that is not named is forbidden.

Import-linter's own kinds forbid by name; a list of what is forbidden is out of date as soon as somebody adds a package.
Direct imports are looked at: what the named packages import is the matter of their own contracts.

    modules      packages of ours, with everything below them; they may always import themselves
    may_import   packages or modules of ours, with everything below them
    third_party  names of libraries; where the option is left out, any
    never        names, also of the standard library, that they may not import either
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """Broken by each direct import that the options do not name; a module that is named and missing is an error."""

    type_name = "only"

    modules = fields.SetField(subfield=fields.StringField())
    may_import = fields.SetField(subfield=fields.StringField(), required=False)
    third_party = fields.SetField(subfield=fields.StringField(), required=False)
    never = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        for name in [*self.modules, *(self.may_import or ())]:
            if name not in graph.modules:
                raise ValueError(f"Module '{name}' does not exist.")
        wrong = sorted(self._wrong(graph))
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, lines in check.metadata["wrong"]:
            output.print_error(f"{importer} may not import {imported} (l.{', l.'.join(map(str, lines))})", bold=False)
        named = ", ".join(sorted(self.may_import or ())) or "nothing of ours"
        output.print(f"Allowed: {named}. Where something belongs, and to whom: ARCHITECTURE.md.")

    def _wrong(self, graph: ImportGraph) -> Iterator[tuple[str, str, tuple[int, ...]]]:
        importers = {name for root in self.modules for name in (root, *graph.find_descendants(root))}
        for importer in importers:
            for imported in graph.find_modules_directly_imported_by(importer):
                if not self._allowed(imported, graph):
                    details = graph.get_import_details(importer=importer, imported=imported)
                    yield importer, imported, tuple(detail["line_number"] for detail in details)

    def _allowed(self, imported: str, graph: ImportGraph) -> bool:
        if imported in (self.never or ()):
            return False
        if not graph.is_module_squashed(imported):
            ours = {*self.modules, *(self.may_import or ())}
            return any(imported == name or imported.startswith(name + ".") for name in ours)
        return imported in sys.stdlib_module_names or self.third_party is None or imported in self.third_party
