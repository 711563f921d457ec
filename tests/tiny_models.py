"""Trained spaCy pipelines for tests, made from a handful of sentences in a second or two."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import Any

RUSSIAN = """\
Он/PRON берет/VERB на/ADP себя/PRON всё/PRON ./PUNCT
Она/PRON берет/VERB деньги/NOUN у/ADP людей/NOUN ./PUNCT
Никто/PRON не/PART берет/VERB на/ADP себя/PRON это/PRON ./PUNCT
Кто/PRON берет/VERB деньги/NOUN ?/PUNCT
Это/PRON новый/ADJ берет/NOUN ./PUNCT
У/ADP неё/PRON красный/ADJ берет/NOUN ./PUNCT
Старый/ADJ берет/NOUN лежит/VERB дома/ADV ./PUNCT
Мы/PRON стали/VERB экономить/VERB ./PUNCT
Они/PRON стали/VERB писать/VERB ,/PUNCT и/CCONJ все/PRON стали/VERB писать/VERB ./PUNCT
Это/PRON сделано/VERB из/ADP стали/NOUN ./PUNCT
Ножи/NOUN из/ADP стали/NOUN лежат/VERB дома/ADV ./PUNCT
Новые/ADJ стали/NOUN лежат/VERB дома/ADV ./PUNCT
Люди/NOUN экономят/VERB деньги/NOUN ./PUNCT
Новый/ADJ директор/NOUN экономит/VERB ./PUNCT
"""
ENGLISH = """\
We/PRON save/VERB money/NOUN ./PUNCT
They/PRON are/AUX cutting/VERB costs/NOUN ./PUNCT
The/DET cutting/NOUN of/ADP costs/NOUN hurts/VERB ./PUNCT
The/DET old/ADJ house/NOUN is/AUX cold/ADJ ./PUNCT
People/NOUN write/VERB long/ADJ reports/NOUN ./PUNCT
"""
SENTENCES = {"ru": RUSSIAN, "en": ENGLISH}


def train(language: str, seed: int = 0) -> Any:
    """Train a morphologizer that knows its sentences by heart; no warning is left over."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(seed)
    nlp = spacy.blank(language)
    small = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 32,
        "depth": 2,
        "embed_size": 500,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
    }
    nlp.add_pipe(
        "morphologizer",
        config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": small}},
    )
    examples = []
    for line in SENTENCES[language].splitlines():
        words, parts = zip(*(token.split("/") for token in line.split()), strict=True)
        gold = Doc(nlp.vocab, words=list(words), pos=list(parts))
        examples.append(Example(Doc(nlp.vocab, words=list(words)), gold))
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(seed)
    for _ in range(80):
        order.shuffle(examples)
        nlp.update(examples, sgd=optimizer, drop=0.1)
    return nlp


@cache
def trained(language: str) -> Any:
    """Return the trained pipeline, the same object each time."""
    return train(language)


def save_model(language: str, folder: Path) -> Path:
    """Save the trained pipeline of a language into a folder; return the folder."""
    trained(language).to_disk(folder)
    return folder
