"""Draws sentences to learn from and to measure on: python draw.py GROUPS OUT

The same sentences come out wherever it runs.
"""
import random, sys

FIRST = {'digitalgov': 52000, '18f': 20000, 'powershell': 34000, 'otel': 25530, 'etcd': 3968, 'sotu': 17801,
         'inaugural': 2500, 'rustbook': 7955}
BOOKS = ['astronomy', 'us-history', 'american-government', 'physics', 'world-history']
REST = {'digitalgov': 99999, '18f': 99999, 'powershell': 6000}


def lines(folder, name):
    return list(dict.fromkeys(open(f'{folder}/{name}.jsonl').read().splitlines()))


def write(path, rows):
    open(path, 'w').write('\n'.join(rows) + '\n')


def main(groups, out):
    chance, learn, held = random.Random(7), [], []
    for name, most in FIRST.items():
        found = lines(groups, name)
        chance.shuffle(found)
        measured = 100 if name == 'inaugural' else 400
        held += found[:most][:measured]
        learn += found[:most][measured:]
    chance.shuffle(learn)
    half = len(learn) // 2
    write(f'{out}/a.jsonl', learn[:half])
    write(f'{out}/b.jsonl', learn[half:])
    write(f'{out}/held.jsonl', held)
    seen = set(learn) | set(held)
    chance, learn, held = random.Random(8), [], []
    for name in BOOKS:
        found = lines(groups, f'openstax-{name}')
        chance.shuffle(found)
        held += found[:300]
        learn += found[300:]
    for name, most in REST.items():
        found = [line for line in lines(groups, name) if line not in seen]
        chance.shuffle(found)
        learn += found[:most]
    chance.shuffle(learn)
    half = len(learn) // 2
    write(f'{out}/c.jsonl', learn[:half])
    write(f'{out}/d.jsonl', learn[half:])
    write(f'{out}/books.jsonl', held)


main(*sys.argv[1:])
