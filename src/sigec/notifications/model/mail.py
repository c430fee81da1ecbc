"""The one layout of our e-mails: readable on any screen, without pictures or scripts."""

from html import escape

from sigec.notifications.model.words import word
from sigec.tenants.model import Language

_ACCENT_DEFAULT = "#0f766e"
_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
</head>
<body style="margin:0;padding:0;background:#f3f5f4;color:#16211f;\
font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" \
style="max-width:560px;background:#ffffff;border-radius:12px;overflow:hidden">
<tr><td style="background:{accent};color:#ffffff;padding:16px 24px;font-size:15px;\
font-weight:600">{sender}</td></tr>
<tr><td style="padding:24px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">{subject}</h1>
{paragraphs}{button}
</td></tr>
</table>
<p style="max-width:560px;margin:16px auto 0;font-size:12px;line-height:1.5;color:#5b6b67">\
{footer}</p>
</td></tr>
</table>
</body>
</html>
"""
_PARAGRAPH = '<p style="margin:0 0 12px;font-size:16px;line-height:1.5">{}</p>\n'
_BUTTON = (
    '<p style="margin:20px 0 0"><a href="{link}" style="display:inline-block;background:{accent};'
    "color:#ffffff;text-decoration:none;padding:12px 20px;border-radius:8px;font-size:16px;"
    'font-weight:600">{text}</a></p>'
)


def lay_out(
    *,
    subject: str,
    text: str,
    sender: str,
    language: Language,
    accent: str | None = None,
    link: str | None = None,
) -> str:
    """Return the HTML of a message; ``sender`` is whose house it comes from."""
    color = accent or _ACCENT_DEFAULT
    lines = (escape(line) for line in text.splitlines() if line.strip())
    button = ""
    if link is not None:
        button = _BUTTON.format(
            link=escape(link, quote=True), accent=color, text=word(language, "mail", "open")
        )
    footer = word(language, "mail", "footer").format(sender=escape(sender))
    return _PAGE.format(
        language=language,
        subject=escape(subject),
        accent=color,
        sender=escape(sender),
        paragraphs="".join(_PARAGRAPH.format(line) for line in lines),
        button=button,
        footer=footer,
    )
