"""What changes on a page by itself: relative times, counts of comments, reading times, promotion."""

import hashlib
import re

from headwater.copies.text.wording import forms_of
from headwater.model import Article

# A line of furniture is short; the same words inside a sentence of prose are prose.
_LONGEST = 12
_UNITS = (
    r"(?:second|minute|min|hour|hr|day|week|month)s?|sekunden?|minuten?|stunden?|tag(?:en?)?|wochen?|secondes?|heures?|jours?|"
    r"semaines?|segundos?|minutos?|horas?|días?|секунд\w*|минут\w*|час\w*|дн\w+|день|недел\w*"
)
_CHANGING = re.compile(
    rf"\b\d+\s*(?:{_UNITS})\s+(?:ago|назад)\b|\b(?:vor|il y a|hace)\s+\d+\s*(?:{_UNITS})\b"
    r"|\d[\d.,\s]*k?\s*(?:comments?|shares?|likes?|views?|reads?|reactions?|kommentare?|aufrufe|commentaires?|partages?|vues|"
    r"comentarios?|compartidos|vistas|комментари\w*|просмотр\w*)\b"
    r"|\b\d+\s*(?:-\s*)?(?:min(?:ute)?s?|minuten|minutos?|мин\w*)\.?\s+(?:read|lesezeit|de lecture|de lectura|чтения)\b"
    r"|\blesezeit\b|\btemps de lecture\b|\btiempo de lectura\b|\bвремя чтения\b"
    r"|\b\d+\s*(?:分钟|小时|天|分|時間|日)前|评论|コメント",
    re.IGNORECASE,
)
# "Last updated 14:32": when, and not what.
_STAMP = re.compile(
    r"^(?:last\s+)?(?:updated?|modified|published|posted|aktualisiert|zuletzt|stand|veröffentlicht|mis(?:e)?\s+à\s+jour|publié|"
    r"actualizado|publicado|обновлено|опубликовано|изменено)\b[^.!?]{0,60}\d",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"^(?:read (?:more|also|next)|see also|more on this|also read|watch:|listen:|subscribe|sign up|"
    r"download (?:our|the) app|follow us|lesen sie (?:auch|mehr)|mehr zum thema|jetzt abonnieren|"
    r"lire aussi|à lire aussi|voir aussi|abonnez-vous|lea también|lee también|ver también|suscríb|"
    r"читайте также|подписывайтесь|смотрите также)\b",
    re.IGNORECASE,
)


def is_dynamic(paragraph: str) -> bool:
    """Whether a line or sentence is one that a page changes by itself, so that another wording of it is no edit."""
    line = paragraph.strip()
    if _PROMOTION.match(line):
        return True
    if not (_CHANGING.search(line) or _STAMP.match(line)):
        return False
    return len(forms_of(line)) <= _LONGEST


def said_digest(article: Article) -> str:
    """The same for two readings that say the same: words alone, without what changes by itself (SHA-256, hexadecimal).

    Letter case, punctuation, kinds of quotation marks and how a text is cut into paragraphs make no difference.
    """
    lines = [line for line in article.paragraphs if not is_dynamic(line)]
    parts = (
        forms_of(article.title or ""),
        forms_of(article.standfirst or ""),
        tuple(form for line in lines for form in forms_of(line)),
        tuple(sorted(" ".join(forms_of(note)) for note in article.notes)),
    )
    said = "\x00".join("\x01".join(part) for part in parts)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
