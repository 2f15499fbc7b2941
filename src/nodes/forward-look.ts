/* A forward while it is written: why it cannot be carried out, and the shape of every expression as far as it can. */
import { shapesIn } from '../language/elaborate.ts';
import { Fault, type Told, told } from '../language/fault.ts';
import { parse } from '../language/parse.ts';
import { ShapeError } from '../tensor/shape.ts';
import { forwardOf, forwardScope, type Shaped } from './custom.ts';
import type { AnySettings, Mode } from './define.ts';
import type { OwnNode } from './definition.ts';

export interface Look {
  readonly fault?: Told;
  readonly shapes: ReturnType<typeof shapesIn>;
}

/** `arriving` lacks what is not wired up: then only the grammar is looked at. */
export function forwardLook(
  definition: OwnNode,
  text: string,
  arriving: Shaped,
  { settings, mode }: { readonly settings: AnySettings; readonly mode: Mode },
): Look {
  let shapes: Look['shapes'] = [];
  try {
    if ([...definition.inputs, ...definition.indices].some((name) => !arriving[name])) parse(text);
    else {
      const scope = forwardScope(definition, arriving, settings, mode);
      shapes = shapesIn(text, scope);
      forwardOf({ ...definition, forward: text }, scope);
    }
    return { shapes };
  } catch (error) {
    if (error instanceof Fault) return { fault: told(error, text), shapes };
    // The shape of a parameter cannot be read: its own field says so.
    if (error instanceof ShapeError) return { shapes };
    throw error;
  }
}
