/* Whether the tests of the catalogue would see a bug: each node file with one planted, judged by the bounds of those tests
   on their own cases. What survives must be no bug: the same results on a thousand random inputs. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { transformWithOxc } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import type { AnyNodeType, Mode, Shapes } from '../nodes/define.ts';
import { catalogue } from '../nodes/index.ts';
import { read, Tensor } from '../tensor/tensor.ts';
import { mutantsOf } from './mutants.ts';
import { type Case, carryOut, gap, givenShapes, type Outcome, peak, randomValues, settingsOf } from './trial.ts';
import { casesOf } from './trial-cases.ts';
import { randomCases } from './trial-random.ts';
import { refusal, refusals } from './trial-refusals.ts';

const modules = import.meta.glob<Record<string, unknown>>(
  ['../{nodes,tensor,document,data,kernels}/*.ts', '!../**/*.test.ts'],
  {
    eager: true,
  },
);
const files = import.meta.glob<string>('../nodes/*.ts', { eager: true, query: '?raw', import: 'default' });
const MODES = ['train', 'eval'] as const;
const chosen = [...catalogue.values()].filter(({ source }) => !source);
/** Of values, as PyTorch's are compared; of gradients, as central differences are. */
const BOUNDS = { returned: 1e-9, gradients: 1e-7 };
const EXACT = { returned: 1e-12, gradients: 1e-12 };

interface Tally {
  readonly file: string;
  mutants: number;
  killed: number;
  equivalent: number;
  readonly survivors: string[];
}
const tallies: Tally[] = [];

beforeAll(async () => {
  for (const node of chosen) {
    const [path, source] = Object.entries(files).find(([, text]) => text.includes(`type: '${node.type}'`)) ?? ['', ''];
    const tally: Tally = { file: path.replace('../', ''), mutants: 0, killed: 0, equivalent: 0, survivors: [] };
    tallies.push(tally);
    const cases = casesOf(node).flatMap(({ trial }) => MODES.map((mode) => prepare(node, trial, mode, 1)));
    const thousand = samples(node);
    for (const mutant of mutantsOf(source)) {
      const other = await evaluated(mutant.source, node.type);
      tally.mutants++;
      if (!other || overlooks(other) || cases.some((each) => differs(other, each, BOUNDS))) tally.killed++;
      else if (thousand.every((sample) => !differs(other, sample(), EXACT))) tally.equivalent++;
      else tally.survivors.push(mutant.what);
    }
  }
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  const counts = tallies.map(({ file, mutants }) => `${file.replace(/nodes.|\.ts/g, '')} ${mutants}`).join(', ');
  const figures = {
    mutants: sum((t) => t.mutants),
    killed: sum((t) => t.killed),
    equivalent: sum((t) => t.equivalent),
  };
  console.log(
    `mutants: ${counts}\nmutants: ${JSON.stringify({ ...figures, survivors: sum((t) => t.survivors.length) })}`,
  );
  for (const { file, survivors } of tallies) for (const what of survivors) console.log(`survivor: ${file}:${what}`);
}, 600_000);

test('every node file that computes has at least ten places for a bug', () => {
  expect(tallies.filter(({ mutants }) => mutants < 10).map(({ file, mutants }) => `${file} ${mutants}`)).toEqual([]);
});

test('at most one in a hundred bugs survives the tests of the catalogue', () => {
  const all = tallies.reduce((sum, { mutants }) => sum + mutants, 0);
  const survivors = tallies.flatMap(({ file, survivors }) => survivors.map((what) => `${file}:${what}`));
  expect(survivors.length / all, survivors.join('\n')).toBeLessThanOrEqual(0.01);
});

/** The node type of a changed file; undefined when it does not even load. */
async function evaluated(source: string, type: string): Promise<AnyNodeType | undefined> {
  try {
    const { code } = await transformWithOxc(source, 'node.ts');
    const body = code
      .replace(/import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["'];?/g, (_, names: string, from: string) => {
        return `const {${names.replace(/ as /g, ': ')}} = modules[${JSON.stringify(pathOf(from))}];`;
      })
      .replace(/export const /g, 'const ')
      .replace(/^export .*$/gm, '');
    const name = /const (\w+) = (?:\/\*.*?\*\/ ?)?define\w+\(\{\s*type: ["']([\w-]+)["']/.exec(body)?.[1];
    const made: unknown = new Function('modules', `${body}\nreturn ${name};`)(modules);
    return (made as AnyNodeType | undefined)?.type === type ? (made as AnyNodeType) : undefined;
  } catch {
    // A bug that does not load is seen by everybody.
    return undefined;
  }
}

function pathOf(from: string): string {
  return from.startsWith('./') ? `../nodes/${from.slice(2)}` : from;
}

interface Prepared {
  readonly trial: Case;
  readonly mode: Mode;
  readonly values: ReturnType<typeof randomValues>;
  readonly said: string;
  readonly wanted: Outcome;
}

function prepare(node: AnyNodeType, trial: Case, mode: Mode, seed: number): Prepared {
  const values = randomValues(node, trial, mode, seed);
  return { trial, mode, values, said: says(node, trial, mode), wanted: carryOut(node, trial, mode, 'f64', values) };
}

/** Whether a node takes what the tests of the catalogue say that it refuses, or refuses it otherwise. */
function overlooks(node: AnyNodeType): boolean {
  return refusals.some(([type, inputs, settings, code, values]) => {
    if (type !== node.type) return false;
    try {
      return !isDeepStrictEqual(refusal(node, inputs, settings), [code, values]);
    } catch {
      return true;
    }
  });
}

/** What a node says beforehand: shapes, limits of indices, how its parameters start. */
function says(node: AnyNodeType, trial: Case, mode: Mode): string {
  const [{ shapes }, settings] = [givenShapes(node, trial, mode), settingsOf(node, trial)];
  return JSON.stringify([shapes, node.limits?.(shapes as Shapes<string>, settings), node.starts?.(settings)]);
}

function differs(node: AnyNodeType, { trial, mode, values, said, wanted }: Prepared, bounds: typeof BOUNDS): boolean {
  let found: Outcome;
  try {
    if (says(node, trial, mode) !== said) return true;
    found = carryOut(node, trial, mode, 'f64', values);
  } catch {
    return true;
  }
  return (['returned', 'gradients'] as const).some((kind) =>
    Object.entries(wanted[kind]).some(([name, tensor]) => {
      const [want, got] = [read(tensor), found[kind][name]];
      // What is read transposed has no shape of its own.
      if (!(got instanceof Tensor) || got.shape.join() !== tensor.shape.join()) return true;
      const scale = kind === 'returned' ? Math.max(1e-3, peak(want)) : Math.max(1, peak(want), Math.abs(wanted.L));
      return !(gap(read(got), want) <= bounds[kind] * scale);
    }),
  );
}

/** A thousand random inputs, each carried out by the true node when it is first asked for. */
function samples(node: AnyNodeType): readonly (() => Prepared)[] {
  const shapes = randomCases.get(node.type);
  if (!shapes) throw new Error(`trial-random.ts has no shapes for ${node.type}`);
  return fc.sample(shapes, { numRuns: 1000, seed: 7 }).map((trial, i) => {
    let prepared: Prepared | undefined;
    return () => (prepared ??= prepare(node, trial, MODES[i % 2] ?? 'train', i));
  });
}
