/* Which axes of which tensors clash: read off a problem, for the boxes that are drawn about them. */
import type { Problem } from '../../plan/problems.ts';
import type { Shape } from '../../tensor/shape.ts';

/** One of the tensors that do not fit. */
export interface Side {
  /** Its port, else what its shape is of. */
  readonly name: string;
  readonly shape: Shape;
  /** The axes that clash, counted from 0. */
  readonly boxed: ReadonlySet<number>;
}

/** The tensors of a problem about shapes; none of any other problem. `shapeAt`: what arrives at a port of its node. */
export function clashOf(
  { code, values }: Pick<Problem, 'code' | 'values'>,
  shapeAt: (port: string) => Shape | undefined,
): readonly Side[] {
  const read = (key: string): Shape => (String(values[key]).match(/\d+/g) ?? []).map(Number);
  const name = String(values.name);
  switch (code) {
    case 'matmul': {
      const [A, B] = [read('a'), read('b')];
      return [side('A', A, [A.length - 1]), side('B', B, [Math.max(0, B.length - 2)])];
    }
    case 'broadcast':
      return stretched(read('a'), read('b'));
    case 'concat':
      return joined(read('a'), read('b'), Number(values.axis));
    case 'no-broadcast':
      return equal(['Z', read('Z')], ['y', read('y')]);
    case 'targets': {
      // Of Z all axes but the last, which holds the classes.
      const [Z, y] = [read('Z'), read('y')];
      const [rows, labels] = equal(['Z', Z.slice(0, -1)], ['y', y]);
      return [side('Z', Z, [...rows.boxed]), labels];
    }
    case 'too-many-classes': {
      const Z = shapeAt('Z');
      return Z ? [side('Z', Z, [Z.length - 1])] : [];
    }
    case 'attention':
      return attended(read('Q'), read('K'), read('V'));
    case 'rank':
    case 'rank-of':
      return [side(name, read('shape'), [...read('shape').keys()])];
    case 'square':
      return [side(name, read('shape'), [...read('shape').keys()].slice(-2))];
    case 'heads':
      return [side(name, read('shape'), [...read('shape').keys()].slice(-1))];
    case 'window':
      return [side('A', read('shape'), [...read('shape').keys()].slice(-2))];
    case 'value-shape':
      return equal([String(values.tensor), read('given')], ['', read('wanted')]);
    case 'tie-shape':
      return equal([String(values.a), read('x')], [String(values.b), read('y')]);
    default:
      return [];
  }
}

function side(name: string, shape: Shape, boxed: readonly number[]): Side {
  return { name, shape, boxed: new Set(boxed) };
}

/** Counted from the last axis, lengths must be equal or 1. */
function stretched(a: Shape, b: Shape): readonly Side[] {
  const clashes = (x: Shape, y: Shape) =>
    [...x.keys()].filter((axis) => {
      const [here, there] = [x[axis], y[axis - x.length + y.length] ?? 1];
      return here !== there && here !== 1 && there !== 1;
    });
  return [side('A', a, clashes(a, b)), side('B', b, clashes(b, a))];
}

/** All lengths must be equal but along one axis. */
function joined(a: Shape, b: Shape, axis: number): readonly Side[] {
  const free = axis < 0 ? axis + a.length : axis;
  return equal(['A', a], ['B', b]).map(({ name, shape, boxed }) =>
    side(
      name,
      shape,
      [...boxed].filter((each) => each !== free),
    ),
  );
}

/** Counted from the first axis, every length must be there in the other. */
function equal([name, a]: readonly [string, Shape], [other, b]: readonly [string, Shape]): readonly [Side, Side] {
  const clashes = (x: Shape, y: Shape) => [...x.keys()].filter((axis) => x[axis] !== y[axis]);
  return [side(name, a, clashes(a, b)), side(other, b, clashes(b, a))];
}

/** Q and K have the same features, K and V as many places, all the same rows. */
function attended(Q: Shape, K: Shape, V: Shape): readonly Side[] {
  const rows = Q[0] !== K[0] || Q[0] !== V[0] ? [0] : [];
  const features = Q[2] === K[2] ? [] : [2];
  const places = K[1] === V[1] ? [] : [1];
  return [
    side('Q', Q, [...rows, ...features]),
    side('K', K, [...rows, ...places, ...features]),
    side('V', V, [...rows, ...places]),
  ];
}
