/* What an edit changed, as data: small enough to be written down at every edit, whole enough to be carried out again. */
import type { GraphDocument } from './document.ts';
import { isRecord } from './valid.ts';

/** What stands at `path` from now on; without a value it is removed. A list is one value. */
export type Assignment = readonly [path: readonly string[], value?: unknown];

/** Parts that both documents share are not looked into, so this costs what the edit costs. */
export function difference(before: GraphDocument, after: GraphDocument): readonly Assignment[] {
  const found: Assignment[] = [];
  compare(before, after, [], found);
  return found;
}

function compare(before: unknown, after: unknown, path: readonly string[], found: Assignment[]): void {
  if (Object.is(before, after)) return;
  if (!isRecord(before) || !isRecord(after)) {
    found.push([path, after]);
    return;
  }
  for (const key of Object.keys(before)) {
    const gone = !Object.hasOwn(after, key) || after[key] === undefined;
    if (gone && before[key] !== undefined) found.push([[...path, key]]);
  }
  for (const key of Object.keys(after)) {
    if (after[key] === undefined) continue;
    compare(Object.hasOwn(before, key) ? before[key] : undefined, after[key], [...path, key], found);
  }
}

/** The document after the assignments; null when one of them has no place in it. The given one stays as it is. */
export function assigned(document: GraphDocument, assignments: readonly Assignment[]): GraphDocument | null {
  const own = new Set<object>();
  const copied = (record: Readonly<Record<string, unknown>>): Record<string, unknown> => {
    if (own.has(record)) return record;
    const copy = { ...record };
    own.add(copy);
    return copy;
  };
  const present = copied({ ...document });
  for (const assignment of assignments) {
    const [path] = assignment;
    const last = path.at(-1);
    if (last === undefined || path.includes('__proto__')) return null;
    let place = present;
    for (const step of path.slice(0, -1)) {
      const below = Object.hasOwn(place, step) ? place[step] : undefined;
      if (!isRecord(below)) return null;
      const copy = copied(below);
      place[step] = copy;
      place = copy;
    }
    if (assignment.length === 2) place[last] = assignment[1];
    else delete place[last];
  }
  const whole: object = present;
  return whole as GraphDocument;
}
