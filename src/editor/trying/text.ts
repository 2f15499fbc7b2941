/* Text as a network reads it: characters by their places in the alphabet of the text that it learns from. */
import { tale } from '../../data/tale.ts';
import type { Sample } from './use-response.ts';

const OPENING = 12;

export interface Known {
  /** In the order in which the data node numbers them. */
  readonly alphabet: readonly string[];
  /** How the text that it learns from begins. */
  readonly opening: string;
}

export async function knownOf(text: string): Promise<Known> {
  const whole = text === '' ? await tale() : text;
  const alphabet = [...new Set(whole)].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
  return { alphabet, opening: [...whole].slice(0, OPENING).join('') };
}

export interface ReadText {
  /** The characters that are read. */
  readonly characters: readonly string[];
  /** Those that the network does not know. */
  readonly unknown: readonly string[];
  /** The text was longer than a window. */
  readonly cut: boolean;
  /** Null where no character is left. */
  readonly sample: Sample | null;
}

/** The end of a text as one window of `length`; after it stands the first character, on which nothing before it hangs. */
export function readText(text: string, alphabet: readonly string[], length: number): ReadText {
  const places = new Map(alphabet.map((character, place) => [character, place]));
  const all = [...text];
  const unknown = [...new Set(all.filter((character) => !places.has(character)))];
  const known = all.filter((character) => places.has(character));
  const characters = known.slice(-length);
  const data = Float32Array.from({ length }, (_, i) => places.get(characters[i] ?? '') ?? 0);
  const sample = characters.length > 0 ? { data, row: characters.length - 1 } : null;
  return { characters, unknown, cut: known.length > length, sample };
}

/** One of the classes, drawn by their shares: `chance` is from 0 to 1. */
export function drawn(shares: ArrayLike<number>, chance: number): number {
  let left = chance;
  for (let place = 0; place < shares.length; place++) {
    left -= shares[place]!;
    if (left < 0) return place;
  }
  return shares.length - 1;
}

/** A character to be seen. */
export const visible = (character: string) => ({ ' ': '␣', '\n': '⏎', '\t': '⇥' })[character] ?? character;
