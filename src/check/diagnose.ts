/* Which slip explains a wrong gradient: the first change that makes it right. Where no single change does, what the numbers
   themselves tell. */
import type { Numbers } from '../kernels/device.ts';
import { Fault } from '../language/fault.ts';
import type { Program } from '../language/syntax.ts';
import type { Examination } from './examination.ts';
import { repairsOf, type Vocabulary } from './repairs.ts';
import { peak } from './trial.ts';

export interface Diagnosis {
  /** Names a sentence of words/language.ts. */
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** Where in the text. */
  readonly place?: { readonly from: number; readonly to: number };
  /** Whose gradient it is about. */
  readonly name?: string;
}

/** As many repairs are tried at most. */
const MOST_TRIES = 4000;

/** One diagnosis for each gradient named; of a program that cannot be carried out, for the one where it stops. */
export function diagnose(exam: Examination, program: Program, wrong: readonly string[] | Fault): readonly Diagnosis[] {
  const names = wrong instanceof Fault ? stopped(exam, program, wrong) : wrong;
  return names.flatMap((name) => {
    const truth = exam.truth(name);
    const found = repaired(exam, program, name, truth);
    if (found) return [found];
    const yours = exam.answer(program, name);
    return yours instanceof Fault ? [] : [{ name, ...seen(exam, yours.get(name)!, truth) }];
  });
}

/** The gradient whose statement a fault lies in, or that comes next. */
function stopped(exam: Examination, { statements }: Program, { place }: Fault): readonly string[] {
  const at = statements.findIndex(({ from, to }) => from <= place.from && place.from <= to);
  const after = statements
    .slice(Math.max(0, at))
    .find(({ target }) => exam.wanted.has(target.slice(1)) && target.startsWith('d'));
  return after ? [after.target.slice(1)] : [];
}

function repaired(exam: Examination, program: Program, name: string, truth: Numbers): Diagnosis | undefined {
  let tries = 0;
  const top = peak(truth);
  for (const { code, at, values, program: mended } of repairsOf(program, `d${name}`, vocabulary(exam))) {
    if (++tries > MOST_TRIES) return undefined;
    const answer = exam.answer(mended, name);
    if (answer instanceof Fault || !agrees(answer.get(name)!, truth, top)) continue;
    const was = program.text.slice(at.from, at.to);
    return {
      code,
      name,
      place: { from: at.from, to: at.to },
      values: { ...values, gradient: `d${name}`, written: was },
    };
  }
  return undefined;
}

function vocabulary({ node, shapes }: Examination): Vocabulary {
  const there = (names: readonly string[]) => names.filter((name) => shapes[name]);
  return {
    upstream: node.outputs.map((name) => `d${name}`),
    inputs: there([...node.inputs]),
    parameters: there([...Object.keys(node.parameters), ...Object.keys(node.optional ?? {})]),
    outputs: there([...node.outputs]),
    keeps: there([...(node.keeps ?? []), ...(node.indices ?? [])]),
  };
}

function agrees(yours: Numbers, truth: Numbers, top: number): boolean {
  if (yours.length !== truth.length) return false;
  for (let i = 0; i < truth.length; i++) {
    const t = truth[i]!;
    if (!Number.isNaN(t) && !(Math.abs(yours[i]! - t) <= 1e-6 * Math.max(top, 1e-3))) return false;
  }
  return true;
}

/** What can be said without a repair. */
function seen(exam: Examination, yours: Numbers, truth: Numbers): Diagnosis {
  if (yours.some((each) => !Number.isFinite(each))) return { code: 'not-finite' };
  if (yours.every((each) => each === 0)) return { code: 'zero' };
  const top = peak(truth);
  const telling = [...truth.keys()].filter((i) => Math.abs(truth[i]!) > 1e-3 * top);
  const ratios = telling.map((i) => yours[i]! / truth[i]!);
  const [first = Number.NaN] = ratios;
  if (ratios.every((ratio) => Math.abs(ratio - first) <= 1e-5 * Math.abs(first))) {
    const lengths = Object.values(exam.shapes).flatMap((shape) => shape ?? []);
    const near = (x: number) => Math.abs(first - x) <= 1e-5 * x;
    if (near(-1)) return { code: 'sign' };
    if (near(2) || near(0.5)) return { code: 'factor-two' };
    if (lengths.some((n) => n > 1 && near(n))) return { code: 'count-missing', values: { n: Math.round(first) } };
    if (lengths.some((n) => n > 1 && near(1 / n))) return { code: 'over-count', values: { n: Math.round(1 / first) } };
    return { code: 'ratio', values: { ratio: Number(first.toPrecision(4)) } };
  }
  const wrong = [...truth.keys()].filter((i) => Math.abs(yours[i]! - truth[i]!) > 1e-6 * top);
  if (wrong.length < truth.length / 2) return { code: 'some', values: { count: wrong.length, of: truth.length } };
  return { code: 'other' };
}
