"""Words by which a sentence shows that it can't stand alone, by language.

They are the second leg only: marks, places and names tell most, in any language (`stories/sentences.py`). To add a
language, add a record. Scripts without spaces have no words to end an opening, so there a prefix is enough.
"""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One language's words, in lower case, separated by commas.

    `before` open a sentence that leans on the one before it: pronouns and connectives. `within` do so among its first
    words. `first` and `second` are the
    first person and the address to the reader, which no report uses in its own voice. `promo` opens what is no
    part of an article. `no` are negations.
    """

    before: str
    within: str = ""
    first: str = ""
    second: str = ""
    promo: str = ""
    no: str = ""
    is_spaced: bool = True


_PHRASES = {
    "en": Phrases(
        before="he, she, it, they, this, that, these, those, his, her, its, their, him, them, both, "
        "neither, others, another, one of them, some of them, none of them, most of them, "
        "all of them, such, the latter, the former, the same, but, and, or, so, yet, nor, however, "
        "also, then, instead, moreover, furthermore, in addition, additionally, besides, "
        "nevertheless, nonetheless, still, therefore, thus, hence, as a result, for example, "
        "for instance, in turn, likewise, similarly, meanwhile, at the same time, on the other hand, "
        "here, in the statement, in that case, in response, asked if, asked about, asked whether, "
        "the move, the decision, the statement, the remark, the remarks, the comments, the visit, "
        "the announcement, the two, the three, the pair, the man, the woman, the document",
        within="he, she, him, his, her, however, therefore, nevertheless, nonetheless, also, the latter, "
        "the former",
        first="i, we, our, us, my, me, ours",
        second="you, your, yours",
        promo="read more, read also, also read, see also, watch, listen, sign up, subscribe, follow us, "
        "click here, photo, image, picture, pictured, file photo, source, advertisement, "
        "editor's note, correction, related",
        no="no, not, never, none, nobody, nothing, neither, nor, without, cannot, isn, wasn, aren, "
        "weren, don, doesn, didn, won, wouldn, hasn, haven, hadn, couldn, shouldn",
    ),
    "de": Phrases(
        before="er, sie, es, dies, diese, dieser, dieses, diesen, diesem, jene, jener, sein, seine, seinen, "
        "ihr, ihre, ihren, ihm, ihnen, das ist, das sei, das war, das sagte, das teilte, das hat, "
        "das habe, das wird, das heißt, beide, damit, dabei, dazu, daher, deshalb, deswegen, danach, "
        "darauf, daraufhin, darüber, dafür, dagegen, davon, dadurch, dort, hier, da, aber, und, "
        "oder, doch, jedoch, auch, außerdem, zudem, ferner, hingegen, allerdings, dennoch, trotzdem, "
        "stattdessen, zugleich, gleichzeitig, unterdessen, inzwischen, dann, so",
        within="er, sie, ihm, ihn, ihr, ihre, sein, seine, trotzdem, dennoch, deshalb, daher, deswegen, "
        "jedoch, allerdings, hingegen, außerdem, zudem",
        first="ich, wir, uns, unser, unsere, unseren, unserem, mir, mich",
        promo="lesen sie auch, lesen sie mehr, mehr zum thema, siehe auch, foto, bild, quelle, anzeige, "
        "korrektur",
        no="nicht, kein, keine, keinen, keinem, keiner, nie, niemals, niemand, nichts, ohne, weder",
    ),
    "fr": Phrases(
        before="il, elle, ils, elles, ce, c, cela, ça, ceci, cet, cette, ces, celui, celle, ceux, celles, "
        "son, sa, ses, leur, leurs, lui, mais, et, ou, or, donc, car, puis, ainsi, aussi, cependant, "
        "toutefois, pourtant, néanmoins, de plus, en outre, par ailleurs, en effet, enfin, ensuite, "
        "alors, là, ici, y, en revanche, de son côté, pour sa part, dans le même temps, "
        "parallèlement, tous deux",
        within="il, elle, lui, cependant, toutefois, pourtant, en revanche, également, aussi",
        first="je, j, nous, notre, nos, me, mon, ma, mes",
        second="vous, votre, vos, tu, ton",
        promo="lire aussi, à lire aussi, voir aussi, à lire, photo, crédit, source, publicité, rectificatif",
        no="ne, n, pas, jamais, aucun, aucune, rien, personne, sans, ni, non",
    ),
    "es": Phrases(
        before="él, ella, ello, ellos, ellas, esto, esta, este, estos, estas, eso, esa, ese, esos, esas, "
        "aquello, su, sus, ambos, ambas, pero, y, o, sino, además, también, tampoco, sin embargo, "
        "no obstante, por tanto, por lo tanto, así, entonces, luego, allí, aquí, ahí, en cambio, "
        "por su parte, por otro lado, mientras tanto, asimismo, de hecho",
        within="él, ella, sin embargo, también, no obstante, además",
        first="yo, nosotros, nuestro, nuestra, nuestros, nuestras, nos, mi, mis, me",
        second="usted, ustedes, tú",
        promo="lea también, lee también, leer más, vea también, ver también, foto, imagen, fuente, "
        "publicidad, corrección",
        no="no, nunca, jamás, nadie, nada, ningún, ninguno, ninguna, sin, ni, tampoco",
    ),
    "ru": Phrases(
        before="он, она, оно, они, его, ее, её, их, ему, ей, им, это, этот, эта, эти, этого, этом, этой, "
        "тот, та, те, такой, такая, такие, там, здесь, тогда, затем, потом, но, и, а, однако, также, "
        "кроме того, при этом, поэтому, так, впрочем, тем не менее, в то же время, между тем, оба, "
        "обе, по его, по ее, по её, по их",
        within="он, она, однако, также, поэтому, тем не менее, при этом",
        first="я, мы, нас, нам, наш, наша, наши, мне, меня",
        second="вы, вас, вам, ваш, ваши",
        promo="читайте также, читать далее, смотрите также, подробнее, фото, источник, реклама, исправление",
        no="не, ни, нет, никогда, никто, ничего, без",
    ),
    "it": Phrases(
        before="lui, lei, esso, essa, essi, loro, questo, questa, questi, queste, quello, quella, ciò, suo, "
        "sua, suoi, sue, entrambi, ma, e, o, però, tuttavia, inoltre, anche, quindi, così, poi, "
        "allora, invece, intanto, lì, qui",
        within="lui, lei, tuttavia, inoltre, anche, invece",
        first="io, noi, nostro, nostra, nostri, mio, mia",
        promo="leggi anche, leggi di più, vedi anche, foto, fonte, pubblicità, correzione",
        no="non, mai, nessuno, nessuna, niente, nulla, senza, né",
    ),
    "pt": Phrases(
        before="ele, ela, eles, elas, isto, isso, aquilo, este, esta, esse, essa, esses, essas, seu, sua, "
        "seus, suas, ambos, mas, e, ou, porém, contudo, entretanto, no entanto, além disso, também, "
        "assim, então, depois, enquanto isso, ali",
        within="ele, ela, porém, contudo, também, no entanto",
        first="eu, nós, nosso, nossa, nossos, meu, minha",
        promo="leia também, leia mais, veja também, foto, fonte, publicidade, correção",
        no="não, nunca, jamais, ninguém, nada, nenhum, nenhuma, sem, nem",
    ),
    "pl": Phrases(
        before="on, ona, ono, oni, one, to, ten, ta, te, tego, tej, jego, jej, ich, ale, i, a, lub, jednak, "
        "także, również, ponadto, dlatego, więc, potem, tam, tymczasem, natomiast",
        within="jednak, także, również, natomiast",
        first="ja, my, nas, nam, nasz, nasza",
        promo="czytaj także, czytaj więcej, zobacz też, fot, źródło, reklama, sprostowanie",
        no="nie, nigdy, nikt, nic, bez, ani",
    ),
    "uk": Phrases(
        before="він, вона, воно, вони, його, її, їх, їм, це, цей, ця, ці, цього, той, та, ті, там, тут, "
        "потім, але, і, й, а, однак, також, крім того, при цьому, тому, тим часом, обидва",
        within="він, вона, однак, також, тому",
        first="я, ми, нас, нам, наш, наша",
        promo="читайте також, дивіться також, фото, джерело, реклама",
        no="не, ні, немає, ніколи, ніхто, нічого, без",
    ),
    "zh": Phrases(
        before="他, 她, 它, 这, 這, 那, 此, 该, 該, 其, 但, 然而, 不过, 不過, 而且, 并且, 另外, 同时, 同時, "
        "因此, 所以, 随后, 隨後, 之后, 之後, 对此, 對此, 双方, 雙方, 两人, 兩人",
        within="他说, 她说, 他还, 她还, 他表示, 她表示, 也表示, 还表示, 還表示",
        first="我",
        second="你, 您",
        promo="相关阅读, 相關閱讀, 延伸阅读, 延伸閱讀, 阅读更多, 图片来源, 图为, 圖為, 来源, 更正",
        no="不, 没, 沒, 未, 无, 無, 非",
        is_spaced=False,
    ),
    "ja": Phrases(
        before="彼, これ, それ, この, その, あの, ここ, そこ, また, しかし, 一方, さらに, なお, ただ, だが, "
        "そして, そのため, 同氏, 両, こう, そう, いずれも",
        within="同氏, 彼は, 彼女は",
        first="私, 我々, われわれ",
        promo="関連記事, 続きを読む, 写真, 出典, 訂正",
        no="ない, なかっ, ません, ず",
        is_spaced=False,
    ),
    "ko": Phrases(
        before="그는, 그가, 그녀, 그들, 이는, 이에, 이를, 이런, 이날, 이어, 이 같은, 그러나, 하지만, 또, "
        "또한, 한편, 반면, 다만, 특히, 따라서, 그리고, 양측",
        within="그는, 그가, 그녀는",
        first="나는, 우리",
        promo="관련기사, 더보기, 사진, 출처, 정정",
        no="않, 못, 없, 아니",
        is_spaced=False,
    ),
    "ar": Phrases(
        before="هو, هي, هم, وهو, وهي, وهم, هذا, هذه, وهذا, وهذه, ذلك, وذلك, تلك, لكن, ولكن, كما, بينما, "
        "غير أن, إلا أن, وأضاف, وأضافت, وتابع, وتابعت, وأردف, وأشار إلى, وأشارت إلى, وأوضح أن, "
        "وأكد أن, وقال إن, وقالت إن, وقال إنه, من جانبه, من جهته, ومن جانبه, وفي هذا, وبذلك, كذلك, "
        "أيضا, هناك, وهناك",
        within="لكنه, لكنها, أيضا, كذلك, أنه, أنها",
        first="نحن, أنا, إننا",
        promo="اقرأ أيضا, اقرأ المزيد, شاهد أيضا, المصدر, صورة, تصحيح",
        no="لا, لم, لن, ليس, ليست, ما, غير, دون, بدون, بلا",
    ),
}


@dataclass(frozen=True, slots=True)
class Patterns:
    """A language's phrases as patterns, for text in lower case with plain apostrophes."""

    before: re.Pattern[str]
    within: re.Pattern[str]
    first: re.Pattern[str]
    promo: re.Pattern[str]
    no: re.Pattern[str]


@cache
def patterns_of(language: str | None) -> Patterns:
    """The patterns of a language (its code's first part counts); of all languages where it is not known to us."""
    known = _PHRASES.get((language or "").partition("-")[0].casefold())
    chosen = [known] if known else list(_PHRASES.values())
    return Patterns(
        before=_pattern([(p.before, p.is_spaced) for p in chosen], opening=True),
        within=_pattern([(p.within, p.is_spaced) for p in chosen], opening=False),
        first=_pattern([(f"{p.first},{p.second}", p.is_spaced) for p in chosen], opening=False),
        promo=_pattern([(p.promo, p.is_spaced) for p in chosen], opening=True),
        no=_pattern([(p.no, p.is_spaced) for p in chosen], opening=False),
    )


def _pattern(lists: list[tuple[str, bool]], *, opening: bool) -> re.Pattern[str]:
    spaced = _either([listed for listed, is_spaced in lists if is_spaced])
    signs = _either([listed for listed, is_spaced in lists if not is_spaced])
    alternatives = [rf"(?<!\w)(?:{spaced})(?!\w)"] if spaced else []
    alternatives += [f"(?:{signs})"] if signs else []
    either = "|".join(alternatives)
    return re.compile(rf"\W*(?:{either})" if opening else either)


def _either(lists: list[str]) -> str:
    words = {word.strip() for listed in lists for word in listed.split(",")} - {""}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
