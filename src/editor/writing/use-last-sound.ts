/* A definition as it is, or, while a field of it is not as it must be, as it was when it last was: the form stays. */
import { useRef } from 'react';
import type { Definition, OwnNode } from '../../nodes/definition.ts';

export function useLastSound(found: Definition | string | undefined): OwnNode | null {
  const last = useRef<OwnNode | null>(null);
  if (found !== undefined && typeof found !== 'string' && 'forward' in found) last.current = found;
  return last.current;
}
