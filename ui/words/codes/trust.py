"""What is said when the list of keys from the centre is not accepted."""

from __future__ import annotations

from ui.words import N_

_TELL = N_("Обадете се на системния администратор. Дотогава важи списъкът, който вече е тук.")

CODES: dict[str, tuple[str, str]] = {
    "trust.too_large": (N_("Списъкът на ключовете е твърде голям и не е приет."), _TELL),
    "trust.malformed": (N_("Списъкът на ключовете е повреден и не е приет."), _TELL),
    "trust.forged": (N_("Списъкът на ключовете не е подписан от централната услуга и не е приет."), _TELL),
    "trust.older": (
        N_("Дойде по-стар списък на ключовете ({version}) от този, който е тук ({held}), и не е приет."),
        _TELL,
    ),
    "trust.other_environment": (N_("Списъкът на ключовете е за друга среда и не е приет."), _TELL),
}
