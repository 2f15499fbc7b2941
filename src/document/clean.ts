/* Takes out of parsed JSON what is safe nowhere, wherever it is: also in fields that this version does not know. */

type Note = (code: 'unsafe-key' | 'number-too-large', ...path: readonly string[]) => void;

/** Takes away `__proto__` keys and numbers beyond the range of a double, wherever they are. */
export function clean(root: object, note: Note): void {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [{ value: root, path: [] }];
  for (let top = open.pop(); top; top = open.pop()) {
    const { value, path } = top;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, each] of Object.entries(value)) {
      const bad = key === '__proto__' ? 'unsafe-key' : isTooLarge(each) ? 'number-too-large' : null;
      if (bad === null) {
        if (typeof each === 'object') open.push({ value: each, path: [...path, key] });
        continue;
      }
      note(bad, ...path, key);
      // In a list a hole would shift the others; null fails the list's own check.
      if (Array.isArray(value)) value[Number(key)] = null;
      else Reflect.deleteProperty(value, key);
    }
  }
}

const isTooLarge = (value: unknown) => typeof value === 'number' && !Number.isFinite(value);
