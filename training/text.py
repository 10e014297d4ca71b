"""Writes the paragraphs of the sources, a line each: python text.py CLONES FOLDERS TEXT

CLONES holds a clone of each repository of sources.toml by the source's name, FOLDERS the folders.
"""
import glob, html, os, re, subprocess, sys, tomllib
import xml.etree.ElementTree as tree


def markdown(text):
    text = re.sub(r'\A---\n.*?\n---\n', '', text, flags=re.S)
    text = re.sub(r'^(```|~~~).*?^\1', '', text, flags=re.S | re.M)
    text = re.sub(r'<!--.*?-->', '', text, flags=re.S)
    text = re.sub(r'\{\{.*?\}\}|\{%.*?%\}', '', text, flags=re.S)
    text = re.sub(r'<[^>\n]+>', '', text)
    text = re.sub(r'!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])', '', text)
    text = re.sub(r'\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])', r'\1', text)
    text = re.sub(r'(\*\*|__|`)', '', text)
    text = re.sub(r'(?<!\w)[*_]([^*_\n]+)[*_](?!\w)', r'\1', text)
    text = html.unescape(text).replace('\\', '')
    for block in re.split(r'\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)', text):
        if re.match(r'\s*(#|\||:::|\[|=|>?\s*\[!|\{|import )', block) or '|' in block:
            continue
        block = re.sub(r'^\s*(>|[-*+]|\d+\.)\s+', '', block)
        block = re.sub(r'\s+', ' ', block).strip()
        if len(block) > 25 and 'http' not in block and re.search(r'[a-z] [a-z]', block):
            yield block


def words_of(element):
    """The words of an element; None where a formula stands among them."""
    found = element.text or ''
    for child in element:
        name = child.tag.split('}')[-1]
        if name == 'math':
            return None
        if name in ('note', 'list', 'figure', 'equation', 'footnote', 'media', 'newline'):
            pass
        elif name == 'link' and not child.text and not len(child):
            found += 'this figure'
        else:
            inner = words_of(child)
            if inner is None:
                return None
            found += inner
        found += child.tail or ''
    return found


def cnxml(text):
    try:
        root = tree.fromstring(text)
    except tree.ParseError:
        return
    for element in root.iter():
        if element.tag.split('}')[-1] in ('para', 'item', 'caption', 'meaning'):
            words = words_of(element)
            words = re.sub(r'\s+', ' ', words or '').strip()
            if len(words) > 30 and 'http' not in words:
                yield words


def plain(text):
    for line in text.split('\n'):
        line = re.sub(r'\s+', ' ', line).strip()
        if len(line) > 25:
            yield line


def texts(source, clones, folders):
    fits = re.compile(source['files']).search
    if 'folder' in source:
        found = glob.glob(f"{folders}/{source['folder']}/**/*", recursive=True)
        for path in sorted(path for path in found if fits(path)):
            yield path, open(path, errors='replace').read()
        return
    clone, commit = f"{clones}/{source['name']}", source['commit']
    git = ['git', '-C', clone]
    listed = subprocess.run([*git, 'ls-tree', '-r', '--name-only', commit], capture_output=True, text=True, check=True)
    for path in filter(fits, listed.stdout.split('\n')):
        shown = subprocess.run([*git, 'show', f'{commit}:{path}'], capture_output=True, check=True)
        yield path, shown.stdout.decode('utf8', 'replace')


def main(clones, folders, out):
    readers = {'.md': markdown, '.cnxml': cnxml, '.txt': plain}
    for source in tomllib.load(open(os.path.join(os.path.dirname(__file__), 'sources.toml'), 'rb'))['source']:
        paragraphs = {}
        for path, text in texts(source, clones, folders):
            paragraphs.update(dict.fromkeys(readers[os.path.splitext(path)[1]](text)))
        with open(f"{out}/{source['name']}.txt", 'w') as file:
            file.writelines(paragraph + '\n' for paragraph in paragraphs)
        print(source['name'], sum(len(paragraph.split()) for paragraph in paragraphs), 'words')


main(*sys.argv[1:])
