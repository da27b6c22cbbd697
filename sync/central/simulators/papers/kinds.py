"""SIMULATOR: the kinds of papers, the facts that each needs and who signs it.

A person on a paper is a group of facts with one prefix: `landlord_name`, `landlord_number_kind` (ЕГН or ЛНЧ),
`landlord_number`, `landlord_document`, `landlord_address`. The templates are `resources/papers/<kind>.typ`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Kind:
    """What a paper of this kind is made of.

    `file` is the file name without ending, `required` and `optional` (with what stands there otherwise) the names of
    the facts, `signers` prefix of the ink → the fact that names who signs. Unsigned: the fact `unsigned` lists
    prefixes.
    """

    title: str
    file: str
    required: tuple[str, ...]
    signers: Mapping[str, str]
    optional: Mapping[str, str] = field(default_factory=dict)
    sealed: bool = False  # may bear the office's own seal as a QR code: fact `seal`


def _person(prefix: str, *also: str) -> tuple[str, ...]:
    return tuple(f"{prefix}_{part}" for part in ("name", "number_kind", "number", *also))


def _full(prefix: str) -> tuple[str, ...]:
    return _person(prefix, "document", "address")


def _empty(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "")


_DWELLING = ("dwelling_kind", "dwelling_address", "dwelling_area", "dwelling_cadastre")
_OFFICIAL = "експерт (образец)"
_NOTARY = "Нотариус (образец)"
_METERS = {"meter_day": "014 208", "meter_night": "006 911", "meter_cold": "00231", "meter_hot": "00118"}

_TITLE_DEED = Kind(
    title="Нотариален акт",
    file="нотариален-акт",
    required=(
        *_full("seller"),
        *_full("buyer"),
        *_DWELLING,
        "price",
        *(f"act_{part}" for part in ("number", "volume", "register", "case", "date", "year")),
        "entry_number",
        "entry_date",
    ),
    optional={**_empty(*_full("buyer2")), "shares": "1/2 за всеки", "notary": _NOTARY, "notary_number": "000"},
    signers={"seller": "seller_name", "buyer": "buyer_name", "buyer2": "buyer2_name", "notary": "notary"},
)

_TENANCY = Kind(
    title="Договор за наем",
    file="договор-за-наем",
    required=(*_full("landlord"), *_full("tenant"), *_DWELLING, "signed_on", "since", "until", "rent", "deposit"),
    optional={
        **_empty(*_full("tenant2"), "handover_on", "inventory"),
        **_METERS,
        "use": "за жилищни нужди",
        "residents": "членовете на неговото семейство",
    },
    signers={"landlord": "landlord_name", "tenant": "tenant_name", "tenant2": "tenant2_name"},
)

_OWNER_CONSENT = Kind(
    title="Декларация – съгласие на собственик (чл. 92, ал. 3 ЗГР)",
    file="съгласие-собственик",
    required=(
        *_full("owner"),
        *_person("person"),
        "address_kind",
        "dwelling_address",
        "ownership_document",
        "signed_on",
    ),
    optional=_empty("children", "signed_how"),
    signers={"owner": "owner_name"},
    sealed=True,
)

_PARENT_CONSENT = Kind(
    title="Декларация – съгласие на другия родител",
    file="съгласие-друг-родител",
    required=(
        *_full("declarant"),
        *_person("parent"),
        "child_name",
        "child_number",
        "child_born",
        "address_kind",
        "dwelling_address",
        "signed_on",
    ),
    optional=_empty("signed_how"),
    signers={"declarant": "declarant_name"},
    sealed=True,
)

_BIRTH_CERTIFICATE = Kind(
    title="Удостоверение за раждане",
    file="удостоверение-за-раждане",
    required=(
        *(f"child_{part}" for part in ("name", "number", "sex", "born", "birth_place", "citizenship")),
        *_person("mother", "born", "citizenship"),
        "act_number",
        "act_date",
        "issued_on",
        "issued_by",
    ),
    optional={
        **_empty(*_person("father", "born", "citizenship")),
        "father_name": "неизвестен",
        "father_number_kind": "ЕГН",
        "official": _OFFICIAL,
    },
    signers={"official": "official"},
)

_COURT_DECISION = Kind(
    title="Съдебно решение за родителски права",
    file="съдебно-решение",
    required=(
        *_person("claimant", "role"),
        *_person("respondent", "role"),
        "child_name",
        "child_number",
        "child_born",
        "home_address",
        "decision_number",
        "decision_date",
        "case_number",
        "in_force_on",
    ),
    optional={
        "court": "Софийски районен съд",
        "division": "III гражданско отделение, 000 състав",
        "judge": "(образец)",
        "clerk": "(образец)",
        "contact": "всяка първа и трета събота и неделя от месеца с преспиване и тридесет дни през лятото",
        "maintenance": "320,00 €",
    },
    signers={"judge": "judge", "clerk": "clerk"},
)

_PROPERTY_CERTIFICATE = Kind(
    title="Удостоверение от имотен регистър",
    file="удостоверение-имотен-регистър",
    required=(
        *_DWELLING,
        *_person("owner1", "share", "act", "since"),
        "requested_by",
        "certificate_number",
        "issued_on",
        "period_from",
        "period_to",
    ),
    optional={
        **_empty(*_person("owner2", "share", "act", "since"), "former_name", "former_until"),
        "burdens": "не са открити",
        "official": _OFFICIAL,
    },
    signers={"official": "official"},
)

_FILED = ("filed_on", "filed_how", "phone", "email", "capacity", "attachments")

_APPLICATION = Kind(
    title="Заявление за постоянен адрес",
    file="заявление-постоянен-адрес",
    required=(*_person("applicant", "document"), "district", "old_address", "new_address", *_FILED),
    optional=_empty("case_number", "signed_how", "child_name", "child_number", "child_born"),
    signers={"applicant": "applicant_name"},
)

_ADDRESS_CARD = Kind(
    title="Адресна карта за настоящ адрес",
    file="адресна-карта",
    required=(
        *_person("person", "document", "born", "citizenship"),
        "district",
        "permanent_address",
        "old_address",
        "new_address",
        "since",
        *_FILED,
    ),
    optional=_empty("case_number", "signed_how", *_person("representative")),
    signers={"person": "person_name"},
)

_CERTIFICATE = Kind(
    title="Удостоверение за адрес",
    file="удостоверение-адрес",
    required=(
        *_person("person", "born"),
        "district",
        "out_number",
        "issued_on",
        "address_kind",
        "address",
        "declared_on",
        "case_number",
        "fee",
    ),
    optional={"purpose": "пред компетентните органи", "official": _OFFICIAL},
    signers={"official": "official"},
    sealed=True,
)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "title_deed": _TITLE_DEED,
        "tenancy": _TENANCY,
        "owner_consent": _OWNER_CONSENT,
        "parent_consent": _PARENT_CONSENT,
        "birth_certificate": _BIRTH_CERTIFICATE,
        "court_decision": _COURT_DECISION,
        "property_certificate": _PROPERTY_CERTIFICATE,
        "application": _APPLICATION,
        "address_card": _ADDRESS_CARD,
        "certificate": _CERTIFICATE,
    }
)
