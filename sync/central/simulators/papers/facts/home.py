"""SIMULATOR: facts of the papers about a dwelling: who owns it, who lets it, who consents."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date

from operator_app.domain.address import Address
from sync.central.simulators.people import Deed, DemoDwelling, DemoPerson, Ownership, Tenancy, address

from .words import Facts, day, dwelling, euro, full, named, ownership_document

_BUILDER = {
    "seller_name": "„Домостроене Образец“ ООД",
    "seller_number_kind": "ЕИК",
    "seller_number": "000000000",
    "seller_document": "представлявано от управителя си",
    "seller_address": "гр. София",
}
_FURNITURE = (
    "хладилник;печка с фурна;пералня;маса и четири стола;диван;легло с матрак;гардероб;бюро;етажерка;климатик;бойлер"
)


def title_deed(
    deed: Deed, home: DemoDwelling, people: Mapping[str, DemoPerson], addresses: Mapping[str, Address]
) -> Facts:
    """`people` and `addresses` by person id; two buyers at most. Without sellers the builder's company sells."""
    words = {
        **dwelling(home),
        "act_number": deed.number,
        "act_volume": deed.volume,
        "act_register": deed.register_number,
        "act_case": deed.case_number,
        "act_date": day(deed.signed_on),
        "act_year": str(deed.signed_on.year),
        "price": euro(deed.price),
        "entry_number": f"{deed.signed_on.timetuple().tm_yday * 211 + int(deed.number)}",
        "entry_date": day(deed.signed_on),
        **_BUILDER,
    }
    if deed.sellers:
        words |= full("seller", people[deed.sellers[0]], addresses.get(deed.sellers[0]))
    for prefix, buyer in zip(("buyer", "buyer2"), deed.buyers, strict=False):
        words |= full(prefix, people[buyer], addresses.get(buyer))
    return words


def tenancy(
    contract: Tenancy,
    home: DemoDwelling,
    people: Mapping[str, DemoPerson],
    addresses: Mapping[str, Address],
    *,
    seed: int = 0,
) -> Facts:
    """Two, three or four pages by `seed`: with a protocol of handing over, and with a list of the furniture."""
    rng = random.Random(seed)
    words = {
        **dwelling(home),
        **full("landlord", people[contract.landlord_id], addresses.get(contract.landlord_id)),
        "signed_on": day(contract.signed_on),
        "since": day(contract.since),
        "until": day(contract.until),
        "rent": euro(contract.rent),
        "deposit": euro(contract.rent),
    }
    for prefix, tenant in zip(("tenant", "tenant2"), contract.tenants, strict=False):
        words |= full(prefix, people[tenant], addresses.get(tenant))
    if rng.random() < 0.6:
        words["handover_on"] = day(contract.since)
        if rng.random() < 0.5:
            words["inventory"] = _FURNITURE
    return words


def owner_consent(
    owner: DemoPerson,
    owner_home: Address | None,
    person: DemoPerson,
    home: DemoDwelling,
    deed: Deed,
    *,
    address_kind: str,
    signed_on: date,
    children: Sequence[DemoPerson] = (),
) -> Facts:
    """`address_kind` in words: настоящ or постоянен. Add `signed_how` and `seal` where it was signed electronically."""
    return {
        **full("owner", owner, owner_home),
        **named("person", person),
        "address_kind": address_kind,
        "dwelling_address": address(home).full,
        "ownership_document": ownership_document(deed),
        "signed_on": day(signed_on),
        "children": ", ".join(child.name for child in children),
    }


def property_certificate(
    home: DemoDwelling,
    owners: Sequence[tuple[DemoPerson, Ownership, Deed]],
    *,
    requested_by: DemoPerson,
    issued_on: date,
) -> Facts:
    """One or two owners with their shares and deeds."""
    words = {
        **dwelling(home),
        "requested_by": requested_by.name,
        "certificate_number": f"{issued_on.timetuple().tm_yday * 97 + home.area}",
        "issued_on": day(issued_on),
        "period_from": day(date(1991, 1, 1)),
        "period_to": day(issued_on),
    }
    for prefix, (person, share, deed) in zip(("owner1", "owner2"), owners, strict=False):
        words |= named(prefix, person)
        words |= {
            f"{prefix}_share": share.share,
            f"{prefix}_act": ownership_document(deed),
            f"{prefix}_since": day(share.since),
        }
    return words
