"""SIMULATOR: the certificate of a case in the seeded past; a living one is issued by the centre itself."""

from __future__ import annotations

from datetime import datetime

from operator_app.domain.bodies import CertificateIssued
from operator_app.domain.case import Case
from operator_app.domain.service import Service

from .attachments import attach

_ISSUER = "Централна услуга (образец)"


def issued(case: Case, service: Service, at: datetime) -> CertificateIssued:
    """Its bytes are made, from the case, when somebody first asks for them."""
    return CertificateIssued(attach(case.id, service.certificate, at, 0, by=_ISSUER))
