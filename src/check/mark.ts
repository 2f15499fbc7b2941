/* The mark on a backward that somebody wrote: which gradients are right, which numbers are not, and which slip explains
   them. It asks twice: on small random tensors whose axes all differ in length, where every number is compared, and on the
   tensors at hand. */
import type { Numbers } from '../kernels/device.ts';
import { Fault } from '../language/fault.ts';
import { parse } from '../language/parse.ts';
import type { Program } from '../language/syntax.ts';
import { NumpyStream } from '../tensor/numpy-random.ts';
import { type Shape, ShapeError, size } from '../tensor/shape.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { Examination, type Question } from './examination.ts';
import { type Case, givenShapes, peak, randomValues } from './trial.ts';

/** A gradient with what it should be. */
export interface Marked {
  /** `W`, whose gradient is `dW`. */
  readonly name: string;
  readonly shape: Shape;
  readonly yours: Numbers;
  /** NaN where it was not looked at, and at kinks, where there is no slope. */
  readonly truth: Numbers;
  /** Places whose number is wrong. */
  readonly wrong: readonly number[];
  readonly right: boolean;
}

export interface Mark {
  readonly right: boolean;
  /** The program cannot be carried out: on the tensors at hand, or on others. */
  readonly fault?: Fault;
  /** Of the tensors at hand. */
  readonly here: readonly Marked[];
  /** Of small random ones. */
  readonly elsewhere: readonly Marked[];
  readonly diagnoses: readonly Diagnosis[];
}

/** Relative to the largest number of a gradient. */
const BOUND = 1e-6;
/** Multiplications and the like that may go into single differences of one tensor at hand. */
const AFFORDED = 1e6;
const DIRECTIONS = 2;

export function mark(question: Question, text: string): Mark {
  let program: Program;
  try {
    program = parse(text);
  } catch (error) {
    if (error instanceof Fault) return { right: false, fault: error, here: [], elsewhere: [], diagnoses: [] };
    throw error;
  }
  const exam = new Examination(elsewhere(question));
  const small = marked(exam, program);
  const large = marked(new Examination(question), program);
  const wrongSmall = Array.isArray(small) ? small.filter(({ right }) => !right) : [];
  const fault = Array.isArray(large) ? (Array.isArray(small) ? undefined : small) : large;
  const right = Array.isArray(small) && Array.isArray(large) && [...small, ...large].every((each) => each.right);
  const asked = fault ?? wrongSmall.map(({ name }) => name);
  const found = right ? [] : diagnose(exam, program, asked);
  // It runs on the tensors at hand only because two of their axes happen to be equally long.
  const chance: Diagnosis[] =
    Array.isArray(large) && fault ? [{ code: 'fits-by-chance', values: { shapes: shapesOf(exam) } }] : [];
  return {
    ...{ right, here: Array.isArray(large) ? large : [], elsewhere: Array.isArray(small) ? small : [] },
    ...(fault && { fault }),
    diagnoses: [...chance, ...found],
  };
}

const shapesOf = ({ shapes }: Examination) =>
  Object.entries(shapes)
    .map(([name, shape]) => `${name} [${shape?.join(', ')}]`)
    .join(', ');

/** Every gradient beside the truth, as far as that can be had in time; or why there is none. */
function marked(exam: Examination, program: Program): Marked[] | Fault {
  const answer = exam.answer(program);
  if (answer instanceof Fault) return answer;
  return [...exam.wanted].map(([name, shape]) => {
    const yours = answer.get(name)!;
    const count = size(shape);
    const most = Math.max(3, Math.floor(AFFORDED / (2 * exam.work)));
    const all = count <= most;
    const truth = new Float64Array(count).fill(Number.NaN);
    const wrong: number[] = [];
    const places = all ? [...truth.keys()] : scattered(count, most);
    const resolutions = new Map<number, number>();
    for (const i of places) {
      const { numeric, kink, resolution } = exam.slope(name, i);
      if (!kink) truth[i] = numeric;
      resolutions.set(i, resolution);
    }
    const top = peak(truth);
    for (const i of places)
      if (!Number.isNaN(truth[i]!) && !close(yours[i]!, truth[i]!, top, resolutions.get(i)!)) wrong.push(i);
    const along = all || directionsAgree(exam, name, yours);
    return { name, shape, yours, truth, wrong, right: wrong.length === 0 && along };
  });
}

const close = (yours: number, truth: number, top: number, resolution = 0) =>
  Math.abs(yours - truth) <= BOUND * Math.max(top, Math.abs(truth)) + 10 * resolution;

/** Places scattered evenly by the golden ratio, the same each time. */
const scattered = (count: number, most: number) => [
  ...new Set(Array.from({ length: most }, (_, i) => Math.floor(((i * 0.6180339887498949) % 1) * count))),
];

/** Whether the slopes along random directions, in which every number takes part, are those of the gradient. A number that is
    wrong by itself makes them differ. */
function directionsAgree(exam: Examination, name: string, yours: Numbers): boolean {
  const stream = new NumpyStream(7);
  const along = (direction: Numbers) => {
    let sum = 0;
    for (let i = 0; i < yours.length; i++) sum += yours[i]! * direction[i]!;
    return sum;
  };
  const total = Math.sqrt(along(yours));
  if (!Number.isFinite(total)) return false;
  for (let i = 0; i < DIRECTIONS; i++) {
    const direction = Float64Array.from(yours, () => stream.uniform(-1, 1));
    const { numeric, kink, resolution } = exam.slope(name, direction, 1e-6);
    // Where many numbers stand at a corner, single ones were compared.
    if (kink) continue;
    if (Math.abs(along(direction) - numeric) > 1e-5 * Math.max(total, Math.abs(numeric)) + 10 * resolution)
      return false;
  }
  return true;
}

/** Lengths of axes that are tried, all different, so that nothing fits by chance. */
const LENGTHS: readonly (readonly number[])[] = [
  [5, 3, 4, 7, 6],
  [3, 5, 7, 4, 6],
  [4, 6, 5, 3, 7],
  [6, 7, 8, 9, 5],
];

/** The same question about small random tensors: equal lengths stay equal, different ones become different others. */
function elsewhere(question: Question): Question {
  const { node, trial, mode } = question;
  const given = [...Object.values(trial.inputs), ...Object.values(trial.indices ?? {}).map(({ shape }) => shape)];
  const rows = given.find((shape) => shape.length > 0)?.[0];
  const small = given.every((shape) => size(shape) <= 400);
  const attempts: readonly ((length: number, axis: number) => number)[] = [
    ...LENGTHS.map((lengths) => {
      const order = [...new Set(given.flat().filter((each) => each !== 1))];
      return (length: number) => (length === 1 ? 1 : (lengths[order.indexOf(length)] ?? length));
    }),
    // Some nodes ask for certain lengths: then the rows alone differ.
    (length, axis) => (axis === 0 && length === rows ? rows + 1 : length),
    ...(small ? [(length: number) => length] : []),
  ];
  let best: { asked: Question; chances: number } | undefined;
  for (const attempt of attempts) {
    const asked = changed(question, attempt);
    const chances = asked && coincidences(asked);
    if (asked && chances !== undefined && chances < (best?.chances ?? Number.POSITIVE_INFINITY))
      best = { asked, chances };
  }
  return best?.asked ?? { ...question, values: randomValues(node, trial, mode, 1), upstream: {} };
}

function changed(
  { node, trial, mode }: Question,
  length: (length: number, axis: number) => number,
): Question | undefined {
  const of = (shape: Shape) => shape.map(length);
  const inputs = Object.fromEntries(Object.entries(trial.inputs).map(([name, shape]) => [name, of(shape)]));
  const indices = Object.fromEntries(
    Object.entries(trial.indices ?? {}).map(([name, { shape, below }]) => [name, { shape: of(shape), below }]),
  );
  const other: Case = { ...trial, inputs, ...(trial.indices && { indices }) };
  try {
    const limits = node.limits?.(
      { ...inputs, ...Object.fromEntries(Object.entries(indices).map(([name, { shape }]) => [name, shape])) },
      (trial.settings ?? {}) as never,
    );
    for (const [name, limit] of Object.entries(limits ?? {})) {
      const index = indices[name];
      if (index) indices[name] = { ...index, below: Math.min(index.below, limit) };
    }
    return { node, trial: other, mode, values: randomValues(node, other, mode, 1) };
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}

/** How many axes of different meaning are equally long; the rows weigh most. */
function coincidences({ node, trial, mode }: Question): number {
  const { shapes } = givenShapes(node, trial, mode);
  const own = [...Object.keys(node.parameters), ...node.outputs, ...node.inputs].map((name) => shapes[name] ?? []);
  const rows = Object.values(trial.inputs)[0]?.[0];
  return own.reduce((sum, shape) => {
    const counted = shape.filter((each) => each !== 1);
    const again = shape.slice(1).filter((each) => each === rows).length;
    return sum + counted.length - new Set(counted).size + 10 * again;
  }, 0);
}
