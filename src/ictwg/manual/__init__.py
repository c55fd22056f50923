"""The manual: a guide that people wrote, and the reference that the declarations write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ictwg.domain.schema import Field, Record, declared
from ictwg.locales import known, language, t

WRITTEN = ("guide", "sharing")
"""The pages that people wrote, as files of a folder for each language. They are the manual."""
REFERENCE = ("commands", "keys", "fields", "json")
"""The pages that the declarations write, each printed only when it is asked for."""
PAGES = (*WRITTEN, *REFERENCE)


def manual_text(references: Mapping[str, Callable[[], str]], page: str = "") -> str:
    """One page as markdown; without a name, the manual, which ends with how to get the reference.

    Args:
        references: Who writes the pages on commands, keys and JSON, where those are declared.
        page: One of `PAGES`.
    """
    made = {**references, "fields": field_reference}
    pages = (page,) if page else WRITTEN
    texts = [written(one) if one in WRITTEN else f"{t(f'manual.{one}')}\n{made[one]()}" for one in pages]
    if not page:
        texts.append(t("manual.more", pages="\n".join(f"    ictwg manual --page {name}" for name in REFERENCE)))
    return "\n".join(text.rstrip() + "\n" for text in texts)


def written(name: str) -> str:
    """One of `WRITTEN` in the reader's language, or in English."""
    from importlib.resources import files

    folder = files("ictwg.manual")
    page = folder / language() / f"{name}.md"
    return (page if page.is_file() else folder / "en" / f"{name}.md").read_text(encoding="utf-8")


def field_reference() -> str:
    """Every record with its fields, as tables."""
    import ictwg.domain.records  # noqa: F401 - declares them

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
