"""What single words tell of the passage they stand in: somebody speaking, a report of speech, a page's furniture."""

from enum import IntFlag
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from headwater.copies.text.wording import Words

Traits = NDArray[np.uint8]


class Trait(IntFlag):
    """What a word may tell; a word has any number of them."""

    PERSONAL = 1  # "I", "we", "you": a speaker or a writer of opinion, not a reporter
    SPEECH = 2  # "said", "according": the sentence reports what somebody said
    FURNITURE = 4  # "subscribe", "photos": the page speaks of itself
    FIGURE = 8


# English, German, French, Spanish, Russian. Words that are common with another meaning are left out.
_WORDS = {
    Trait.PERSONAL: """
        i i'm i've i'll i'd me my mine we we're we've we'll us our ours you you're your
        ich mir mich mein meine wir uns unser unsere je j'ai nous notre nos vous votre yo mi nosotros
        nuestro nuestra usted я мы мне нас нам мой наш наша вы
        """,
    Trait.SPEECH: """
        said says say told tells added adds wrote writes tweeted stated statement according argued noted
        explained insisted replied announced testified
        sagte sagt sagten erklärte teilte laut zufolge betonte dit déclaré selon affirmé ajouté dijo según
        afirmó declaró añadió сказал сказала заявил заявила сообщил сообщила словам
        """,
    Trait.FURNITURE: """
        photos photo hide caption video watch click subscribe newsletter sign email follow facebook twitter
        instagram share comments replay copyright reserved terms privacy fotos bildergalerie abonnieren
        anmelden teilen kommentare abonnez inscrivez partager commentaires suscríbete boletín compartir
        comentarios подписывайтесь фото видео комментарии
        """,
}
_TRAITS = {form: int(trait) for trait, forms in _WORDS.items() for form in forms.split()}


def traits_of(words: Words) -> Traits:
    """The traits of each word, as bits."""
    told = np.array([_TRAITS.get(form, 0) for form in words.forms], dtype=np.uint8)
    figures = np.array(list(map(str.isdigit, map(itemgetter(0), words.forms))), dtype=np.uint8)
    return told | figures * np.uint8(Trait.FIGURE)
