"""SIMULATOR: the small words of which every paper is made: dates, money, persons, dwellings."""

from __future__ import annotations

from datetime import date

from operator_app.domain.address import Address
from sync.central.simulators.people import Deed, DemoDwelling, DemoPerson, address

Facts = dict[str, str]

_KINDS = {"flat": "апартамент", "house": "къща", "atelier": "ателие"}


def day(moment: date) -> str:
    """`23.11.2026 г.`, the space unbroken."""
    return f"{moment:%d.%m.%Y}\u00a0г."


def euro(amount: int) -> str:
    """Whole euro as `185 000,00 €`."""
    return f"{amount:,}".replace(",", "\u00a0") + ",00\u00a0€"


def number_kind(person: DemoPerson) -> str:
    return "ЕГН" if person.identifier_type == "egn" else "ЛНЧ"


def named(prefix: str, person: DemoPerson) -> Facts:
    """Name and personal number."""
    return {
        f"{prefix}_name": person.name,
        f"{prefix}_number_kind": number_kind(person),
        f"{prefix}_number": person.identifier,
    }


def document(person: DemoPerson) -> str:
    held = person.document
    if held is None:
        return "–"
    title = "лична карта" if held.kind == "identity_card" else "карта за пребиваване"
    return f"{title} № {held.number}, изд. на {day(held.issued_on)} от {held.issued_by}"


def full(prefix: str, person: DemoPerson, home: Address | None) -> Facts:
    """Name, number, identity document and address of registration."""
    line = home.full if home else "няма регистриран адрес"
    return {**named(prefix, person), f"{prefix}_document": document(person), f"{prefix}_address": line}


def dwelling(home: DemoDwelling) -> Facts:
    kind = _KINDS[home.kind]
    return {
        "dwelling_kind": f"{kind} № {home.flat}" if home.flat else kind,
        "dwelling_address": address(home).full,
        "dwelling_area": f"{home.area} кв. м",
        "dwelling_cadastre": home.cadastre,
    }


def ownership_document(deed: Deed) -> str:
    return f"нотариален акт № {deed.number}, том {deed.volume}, дело № {deed.case_number} от {day(deed.signed_on)}"


def child_words(child: DemoPerson) -> Facts:
    return {"child_name": child.name, "child_number": child.identifier, "child_born": day(child.born)}
