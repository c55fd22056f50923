"""The manual: a guide that people wrote, and the reference that the declarations write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.locales import known, language, t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.schema import Field, Record


def manual_text(commands: str, keys: str) -> str:
    """All of it as markdown; the commands' and the keys' reference come from where they are declared."""
    parts = (guide(), t("manual.commands"), commands, t("manual.keys"), keys, t("manual.fields"), field_reference())
    return "\n".join(part.rstrip() + "\n" for part in parts)


def guide() -> str:
    """The guide in the reader's language, or in English."""
    from importlib.resources import files

    folder = files("ictwg.manual")
    page = folder / language() / "guide.md"
    return (page if page.is_file() else folder / "en" / "guide.md").read_text(encoding="utf-8")


def field_reference() -> str:
    """Every record with its fields, as tables."""
    import ictwg.domain.records  # noqa: F401 - declares them
    from ictwg.domain.schema import declared

    return "\n".join(line for kind in declared() for line in _record(kind))


def _record(kind: type[Record]) -> Iterator[str]:
    yield f"### {t(f'records.{kind.SINGULAR}')} (`{kind.TABLE}`)"
    yield ""
    yield f"| {t('manual.field')} | {t('manual.key')} | {t('manual.kind')} |"
    yield "|---|---|---|"
    yield from (_row(field) for field in kind.fields() if not field.inner)
    yield ""


def _row(field: Field[object]) -> str:
    label = t(field.label_id) + (" *" if field.required else "")
    choices = ", ".join(f"`{choice}`" for choice in getattr(field, "choices", ()))
    told = t(field.help_id) if known(field.help_id) else ""
    kind = t(f"manual.kind.{field.kind}")
    return f"| {label} | `{field.name}` | {' · '.join(filter(None, (kind, choices, told)))} |"
