#!/usr/bin/python3
"""Writes what Python's csv module reads in hostile CSV files, for src/data/files/csv.test.ts to compare with.

From the root of the repository, with Python 3.11:
    python3 scripts/golden_csv.py && npx biome format --write src/data/files/csv.golden.json

The rule: a file is refused by name, or its rows are those of csv.reader(strict=True) with the same delimiter, without the
empty ones. `generated` are 2,000 texts which the test makes itself by the same stream of numbers: for each the CRC-32 of
its rows, or -1 where Python refuses it. `made` are written by hand, as parts and how often each is repeated."""
import csv
import io
import json
import zlib
from pathlib import Path

PIECES = ['a', 'bc', '1', '2.5', '-3e2', '1,5', 'é', '日本', ' ', '=1+1', '__proto__', '', '"', 'x"y', ',"x,;y",',
          ';"a""b";', '\n"1\n2"\n', '\t"q"\t', ',', ',', ';', ';', '\t', '|', '\n', '\n', '\r\n', '\r', '\u2028',
          '\x0b', "'"]
DELIMITERS = [',', ';', '\t', '|']
csv.field_size_limit(10**9)


def stream(seed):
    """mulberry32: numbers from 0 to 1."""
    state = seed
    while True:
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF
        yield ((t ^ (t >> 14)) & 0xFFFFFFFF) / 2**32


def generated(seed):
    numbers = stream(seed)
    pick = lambda list: list[int(next(numbers) * len(list))]
    delimiter = pick(DELIMITERS)
    text = ''.join(pick(PIECES) for _ in range(1 + int(next(numbers) * 40)))
    return delimiter, text


def rows_of(text, delimiter):
    """None: refused."""
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=''), delimiter=delimiter, strict=True) if row]
    except csv.Error:
        return None


def crc(rows):
    return zlib.crc32('\x1e'.join('\x1f'.join(row) for row in rows).encode('utf-8', 'surrogatepass'))


MADE = []


def made(name, *parts, delimiter=',', encoding='utf-8', bom='', refused=None):
    """`refused`: the code of the refusal, whatever Python says."""
    parts = [part if isinstance(part, tuple) else (part, 1) for part in parts]
    text = ''.join(part * count for part, count in parts)
    rows = rows_of(text, delimiter)
    assert (rows is None) <= (refused is not None), name
    expected = {'refused': refused} if refused else {'rows': len(rows), 'crc': crc(rows)}
    MADE.append({'name': name, 'parts': parts, 'delimiter': delimiter, 'encoding': encoding, 'bom': bom, **expected})


made('nothing')
made('one empty line', '\n')
made('empty lines only', ('\r\n', 9))
made('one cell', 'a')
made('one number', '1')
made('header only', 'a,b,c\n')
made('no end of line at the end', 'a,b\n1,2')
made('line feeds', 'a,b\n1,2\n3,4\n')
made('carriage returns', 'a,b\r1,2\r3,4\r')
made('both', 'a,b\r\n1,2\r\n3,4\r\n')
made('all three ends of a line', 'a,b\n1,2\r3,4\r\n5,6')
made('empty lines between', 'a,b\n\n1,2\n\r\n\r3,4\n')
made('spaces in an empty line', 'a,b\n  \n1,2\n')
made('a delimiter at the end', 'a,b,\n1,2,\n')
made('a delimiter at the end of the file', 'a,b\n1,')
made('only delimiters', ',,,\n,,,\n')
made('one delimiter', ',')
made('ragged', 'a,b,c\n1\n1,2\n1,2,3\n1,2,3,4\n')
made('one column', 'a\n1\n2\n')
made('semicolons and decimal commas', 'a;b\n1,5;2,5\n3,0;4,0\n', delimiter=';')
made('tabs', 'a\tb\n1\t2\n', delimiter='\t')
made('bars', 'a|b\n1|2\n', delimiter='|')
made('quotes', '"a","b"\n"1","2"\n')
made('quotes around a delimiter', '"a,b",c\n"1,2",3\n')
made('quotes around a line feed', '"a\nb",c\n')
made('quotes around a carriage return', '"a\rb",c\n')
made('quotes around both', '"a\r\nb",c\r\n')
made('an empty quoted cell', '"",""\n')
made('only an empty quoted cell', '""\n')
made('quotes doubled', '"a""b","""",""""""\n')
made('quotes inside a plain cell', 'a"b,c"d"\n')
made('a space before a quote', ' "a",b\n')
made('a stray quote that is never closed', 'a,b\n1,"2\n', ('3,4\n', 100), refused='csv-open-quote')
made('a stray quote that swallows a file', 'a,b\n1,"2\n', ('3,4\n', 2000), refused='csv-quote-lines')
made('a quoted cell of a thousand lines', '"', ('x\n', 1000), '",1\n')
made('a quoted cell of more', '"', ('x\n', 1001), '",1\n', refused='csv-quote-lines')
made('text after a quote', '"a"b,c\n', refused='csv-after-quote')
made('a space after a quote', '"a" ,c\n', refused='csv-after-quote')
made('a quote at the very end', 'a,"', refused='csv-open-quote')
made('closed at the very end', 'a,"b"')
made('a NUL', 'a,b\n1,\0\n', refused='csv-nul')
made('UTF-16 read as UTF-8', 'a,b\n1,2\n'.encode('utf-16-le').decode('latin-1'), refused='csv-nul')
made('a byte order mark', 'a,b\n1,2\n', bom='efbbbf')
made('a byte order mark within', 'a,b\n\ufeff1,2\n')
made('UTF-16, lowest byte first', 'a,é\n日,2\n', encoding='utf-16le', bom='fffe')
made('UTF-16, highest byte first', 'a,é\n日,2\n', encoding='utf-16be', bom='feff')
made('Windows-1252', 'a,é\n£,2\n', encoding='windows-1252')
made('Shift JIS', '名,値\n東京,1\nソ,2\n', encoding='shift_jis')
made('Japanese, Korean, Arabic digits', '名前,값\nあ,١\n', )
made('emoji and combining marks', 'a,👩‍👩‍👧\ne\u0301,é\n')
made('names of Object.prototype', '__proto__,constructor,toString\n1,2,3\n')
made('the same name twice', 'a,a,a\n1,2,3\n')
made('empty names', ',,\n1,2,3\n')
made('formulas', 'a,b\n=cmd|\' /C calc\'!A0,1\n+1,@SUM(1)\n')
made('numbers of every kind', '1e400,0x10,1_000, ,٣,NaN,inf,-0,.5,5.,1e-400,--1,+1\n')
made('controls', 'a\x01,b\x0b,c\x0c\x1b,d\x85\n')
made('separators of Unicode', 'a\u2028b,c\u2029d\n')
made('ten thousand columns', ('1,', 9999), '1\n')
made('one more', ('1,', 10000), '1\n', refused='csv-columns')
made('the longest cell', ('x', 65536), ',1\n')
made('a longer one', ('x', 65537), ',1\n', refused='csv-cell-long')
made('a longer one in quotes', '"', ('x', 65537), '",1\n', refused='csv-cell-long')
made('a line as long as a piece of the file', ('12345678,', 9000), '1\n', ('12345678,', 9000), '2\n')

cases = [generated(seed) for seed in range(2000)]
rows = [rows_of(text, delimiter) for delimiter, text in cases]
content = {'pieces': PIECES, 'delimiters': DELIMITERS,
           'generated': [-1 if row is None else crc(row) for row in rows], 'made': MADE}
path = Path('src/data/files/csv.golden.json')
path.write_text(json.dumps(content, ensure_ascii=True) + '\n')
print(len(MADE), 'made,', sum(row is None for row in rows), 'of 2000 generated are refused')
