"""Which words a pupil's text avoids, and how hard a text is to read.

Used by the tests over every text of ours, and by the gate for briefs, hints
and messages that authors write. Pure; knows nothing of what the texts are about.
"""

import re

WORDS_TO_AVOID = frozenset(
    {
        "error",
        "wrong",
        "fail",
        "invalid",
        "illegal",
        "bad",
        "incorrect",
        "crash",
        "exception",
        "traceback",
        "assert",
        "expected",
        "actual",
        "argument",
        "parameter",
        "literal",
        "token",
        "syntax",
        "simply",
        "just",
        "obviously",
        "oops",
    }
)
PHRASES_TO_AVOID = ("you forgot", "you should")
LONGEST_SENTENCE_WORDS = 12

_WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^' ][^']*'|`[^`]*`")
_SENTENCE_END = re.compile(r"[.:;?!](?=\s|$)")


def avoided_words(text: str) -> tuple[str, ...]:
    """The words and phrases of `text` that our texts avoid, also with an ending (failed, errors)."""
    lowered = text.lower()
    found = [word for word in _WORD.findall(lowered) if _stem_is_avoided(word)]
    found += [phrase for phrase in PHRASES_TO_AVOID if phrase in lowered]
    return tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """`text` cut at line ends and after `. : ; ? !`, without what stands in quote marks."""
    prose = _QUOTED.sub("X", text)
    pieces = (piece.strip() for line in prose.splitlines() for piece in _SENTENCE_END.split(line))
    return tuple(piece for piece in pieces if _WORD.search(piece))


def long_sentences(text: str, limit: int = LONGEST_SENTENCE_WORDS) -> tuple[str, ...]:
    """The sentences of more than `limit` words."""
    return tuple(sentence for sentence in sentences(text) if len(_WORD.findall(sentence)) > limit)


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade of `text`: about the school year in the US, 5 for children of 10 to 11.

    Syllables are counted by groups of vowels, so that a result is good to
    about one grade. A text without words has grade 0.
    """
    parts = sentences(text)
    counted = [word for part in parts for word in _WORD.findall(part)]
    if not counted:
        return 0.0
    syllables = sum(_syllables(word) for word in counted)
    return 0.39 * len(counted) / len(parts) + 11.8 * syllables / len(counted) - 15.59


def _stem_is_avoided(word: str) -> bool:
    endings = ("", "s", "es", "ed", "ing", "ure", "ures", "ion", "ions", "ly")
    return any(word.endswith(end) and word[: len(word) - len(end)] in WORDS_TO_AVOID for end in endings)


def _syllables(word: str) -> int:
    lowered = word.lower()
    groups = len(re.findall(r"[aeiouy]+", lowered))
    is_silent_end = lowered.endswith("e") and not lowered.endswith(("le", "ee")) and groups > 1
    return max(1, groups - is_silent_end)
