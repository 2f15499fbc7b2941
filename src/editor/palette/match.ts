/* Finding things by what they are called, in English or Japanese, also by a part of it, by a synonym, or with a slip. */

export interface Named<T> {
  readonly item: T;
  readonly names: readonly string[];
  readonly synonyms: readonly string[];
}

export function named<T>(item: T, names: readonly string[], synonyms: readonly string[] = []): Named<T> {
  return { item, names: names.map(folded), synonyms: synonyms.map(folded) };
}

/** All that match every word of the query, best first: a name that begins so, a word of it, a part of it, a synonym,
    letters in this order, one letter wrong. */
export function matching<T>(things: readonly Named<T>[], query: string): readonly T[] {
  const wanted = folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  return things
    .map((thing, place) => ({ ...thing, place, rank: Math.max(0, ...wanted.map((word) => rankOf(thing, word))) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ item }) => item);
}

function rankOf({ names, synonyms }: Named<unknown>, word: string): number {
  if (names.some((name) => name.startsWith(word))) return 0;
  if (names.some((name) => name.split(/[\s-]/).some((part) => part.startsWith(word)))) return 1;
  if (names.some((name) => name.includes(word))) return 2;
  if (synonyms.some((name) => name.startsWith(word))) return 3;
  if (synonyms.some((name) => name.includes(word))) return 4;
  if (word.length < 3) return Number.POSITIVE_INFINITY;
  if (names.some((name) => isWithin(word, name))) return 5;
  return [...names, ...synonyms].some((name) => isSlip(word, name)) ? 6 : Number.POSITIVE_INFINITY;
}

/** Capitals, full-width letters and katakana are the same as small ones, ASCII and hiragana. */
function folded(text: string): string {
  const small = text.normalize('NFKC').toLowerCase();
  return small.replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
}

/** The letters of the word stand in the name in their order, the first of them first: `crsent` in cross-entropy. */
function isWithin(word: string, name: string): boolean {
  if (word[0] !== name[0]) return false;
  let at = 0;
  for (const letter of word) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** One letter is missing, too many, another, or two changed places, at the beginning of the name. */
function isSlip(word: string, name: string): boolean {
  if (word.length < 4) return false;
  let same = 0;
  while (same < word.length && word[same] === name[same]) same++;
  if (same === 0) return false;
  const [rest, left] = [word.slice(same), name.slice(same)];
  return (
    left.startsWith(rest.slice(1)) ||
    left.slice(1).startsWith(rest.slice(1)) ||
    left.slice(1).startsWith(rest) ||
    left.startsWith(`${rest[1] ?? ''}${rest[0] ?? ''}${rest.slice(2)}`)
  );
}
