/* How large a document may be. Whatever is refused on opening must be impossible to make by editing. */

/** Counts, characters, bytes and pixels. `count` bounds the keys and elements of a whole file. */
export const LIMITS = {
  bytes: 64 * 1024 * 1024,
  depth: 64,
  keys: 10_000,
  count: 1_000_000,
  text: 100_000,
  label: 200,
  nodes: 5_000,
  wires: 20_000,
  definitions: 500,
  values: 20_000,
  /** Frames, and notes. */
  areas: 1_000,
  /** Of one wire. */
  bends: 64,
  /** Side of a frame or a note. */
  smallest: 16,
  /** Characters of a note. */
  note: 10_000,
  dimension: 65_536,
  /** Distance of a node from the origin of the canvas. */
  reach: 1_000_000,
  /** Characters of a link that is opened, and of one that is made: mail and chat cut longer ones. */
  linkOpened: 256 * 1024,
  linkMade: 32 * 1024,
  /** Bytes that a link may inflate to. */
  inflated: 4 * 1024 * 1024,
} as const;
