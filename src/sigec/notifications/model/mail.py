"""The one layout of our e-mails: readable on any screen, in light and dark, without scripts.

Mail programs know tables and styles in tags. The colours of dark mode stand in a style sheet that
some of them leave out: then a letter is light everywhere, and never half of each.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from sigec.notifications.model.words import word
from sigec.tenants.model import Language

_ACCENT_DEFAULT = "#0f766e"
_FACT = re.compile(r"([^:]{2,32}): (\S.*)")
"""``Energia: 12,4 kWh``: several of these one after another are a table."""
_FACTS_MIN = 2
_PREHEADER_LENGTH_MAX = 140

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no">
<title>{subject}</title>
<style>
@media (max-width: 480px) {{
  .pad {{ padding-left: 20px !important; padding-right: 20px !important }}
  .edge {{ padding: 0 !important }}
  .card {{ border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important }}
  .head {{ border-radius: 0 !important }}
}}
@media (prefers-color-scheme: dark) {{
  .page {{ background: #0c1110 !important }}
  .card {{ background: #161d1b !important; border-color: #2a3532 !important }}
  .ink, .ink td {{ color: #e8eeec !important }}
  .soft, .soft td {{ color: #9fb0ab !important }}
  .line {{ border-color: #2a3532 !important }}
}}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f1f4f3;-webkit-text-size-adjust:100%;\
font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<div style="display:none;max-height:0;overflow:hidden;opacity:0">{preheader}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" \
style="background:#f1f4f3">
<tr><td class="edge" align="center" style="padding:28px 16px 0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
style="max-width:560px">
<tr><td class="head pad" bgcolor="{accent}" style="background:{accent};border-radius:12px 12px 0 0;\
padding:16px 32px">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>{logo}\
<td style="color:#ffffff;font-size:17px;line-height:24px;font-weight:600">{sender}</td>\
</tr></table>
</td></tr>
<tr><td class="card pad" style="background:#ffffff;border:1px solid #dde4e2;border-top:0;\
border-radius:0 0 12px 12px;padding:28px 32px 32px">
<h1 class="ink" style="margin:0 0 16px;color:#14201d;font-size:22px;line-height:30px;\
font-weight:700">{subject}</h1>
{content}{button}
</td></tr>
<tr><td class="pad soft" style="padding:20px 32px 32px;color:#5b6b67;font-size:13px;\
line-height:20px">{footer}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""
_LOGO = (
    '<td style="padding-right:12px"><img src="{url}" alt="" width="40" height="40" '
    'style="display:block;width:40px;height:40px;border:0;border-radius:8px;background:#ffffff;'
    'object-fit:contain"></td>'
)
_PARAGRAPH = (
    '<p class="ink" style="margin:0 0 12px;color:#14201d;font-size:16px;line-height:24px">{}</p>\n'
)
_FACTS = (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
    'style="margin:4px 0 16px">\n{}</table>\n'
)
_ROW = (
    '<tr><td class="soft line" style="padding:10px 16px 10px 0;border-bottom:1px solid #e6ebe9;'
    'color:#5b6b67;font-size:15px;line-height:22px">{label}</td>'
    '<td class="ink line" align="right" style="padding:10px 0;border-bottom:1px solid #e6ebe9;'
    'color:#14201d;font-size:16px;line-height:22px;font-weight:600">{value}</td></tr>\n'
)
_BUTTON = (
    '<table role="presentation" cellpadding="0" cellspacing="0" border="0" '
    'style="margin:20px 0 0"><tr><td bgcolor="{accent}" style="background:{accent};'
    'border-radius:8px"><a href="{link}" style="display:inline-block;padding:12px 24px;'
    "color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none"
    '">{text}</a></td></tr></table>'
)


def lay_out(
    *,
    subject: str,
    text: str,
    sender: str,
    language: Language,
    accent: str | None = None,
    link: str | None = None,
    logo_url: str | None = None,
) -> str:
    """Return the HTML of a message; ``sender`` is whose house it comes from.

    ``accent`` is a colour on which white can be read; nothing is loaded but ``logo_url``.
    """
    color = accent or _ACCENT_DEFAULT
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    button = ""
    if link is not None:
        button = _BUTTON.format(
            link=escape(link, quote=True), accent=color, text=word(language, "mail", "open")
        )
    return _PAGE.format(
        language=language,
        subject=escape(subject),
        preheader=escape(" ".join(lines)[:_PREHEADER_LENGTH_MAX]),
        accent=color,
        sender=escape(sender),
        logo="" if logo_url is None else _LOGO.format(url=escape(logo_url, quote=True)),
        content="".join(_blocks(lines)),
        button=button,
        footer=word(language, "mail", "footer").format(sender=escape(sender)),
    )


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """Write lines as paragraphs, and facts that follow one another as one table."""
    facts: list[tuple[str, str]] = []
    for line in (*lines, ""):
        if fact := _FACT.fullmatch(line):
            facts.append((fact[1], fact[2]))
            continue
        if len(facts) >= _FACTS_MIN:
            yield _FACTS.format(
                "".join(_ROW.format(label=escape(a), value=escape(b)) for a, b in facts)
            )
        else:
            yield from (_PARAGRAPH.format(escape(f"{a}: {b}")) for a, b in facts)
        facts = []
        if line:
            yield _PARAGRAPH.format(escape(line))
