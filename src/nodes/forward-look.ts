/* A forward while it is written: why it cannot be carried out, and the shape of every expression as far as it can. */
import { shapesIn } from '../language/elaborate.ts';
import { Fault, lineOf } from '../language/fault.ts';
import { parse } from '../language/parse.ts';
import type { Shape } from '../tensor/shape.ts';
import { forwardOf, forwardScope, type Shaped } from './custom.ts';
import type { AnySettings, Mode } from './define.ts';
import type { OwnNode } from './definition.ts';

export interface Look {
  readonly fault?: {
    readonly code: string;
    readonly values: Readonly<Record<string, string | number>>;
    readonly place: { readonly from: number; readonly to: number };
    readonly line: number;
    readonly column: number;
  };
  readonly shapes: readonly { readonly from: number; readonly to: number; readonly shape: Shape }[];
}

/** `arriving` lacks what is not wired up: then only the grammar is looked at. */
export function forwardLook(
  definition: OwnNode,
  text: string,
  arriving: Shaped,
  { settings, mode }: { readonly settings: AnySettings; readonly mode: Mode },
): Look {
  const wired = [...definition.inputs, ...definition.indices].every((name) => arriving[name]);
  try {
    if (!wired) parse(text);
    else forwardOf({ ...definition, forward: text }, forwardScope(definition, arriving, settings, mode));
  } catch (error) {
    if (!(error instanceof Fault)) return { shapes: [] };
    const { code, values, place } = error;
    return { fault: { code, values, place, ...lineOf(text, place.from) }, shapes: shapes() };
  }
  return { shapes: shapes() };

  function shapes(): Look['shapes'] {
    if (!wired) return [];
    try {
      return shapesIn(text, forwardScope(definition, arriving, settings, mode));
    } catch (error) {
      // The shape of a parameter cannot be read: its own field says so.
      if (error instanceof Error && 'code' in error) return [];
      throw error;
    }
  }
}
