/* What can be swept: every number of a document's training and of its nodes, each with a ladder of values to try. */
import type { GraphDocument } from '../../document/document.ts';
import * as edits from '../../document/edits.ts';
import type { Edit } from '../../document/history.ts';
import { typeIn } from '../../nodes/brought.ts';
import type { Field } from '../../nodes/settings.ts';
import { OPTIMIZERS } from '../../plan/optimizers.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Language } from '../../words/words.ts';

export interface Knob {
  readonly id: string;
  /** Before a name that the document gives. */
  readonly of: 'rate' | 'batch' | 'seed' | 'optimizer' | 'node';
  readonly name: string;
  readonly value: number;
  readonly ladder: readonly number[];
  readonly accepts: (value: number) => boolean;
  readonly edit: (value: number) => Edit;
}

const RATES = [0.001, 0.01, 0.1, 0.3, 1, 3, 10, 30];
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];
const SHARES = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99];
const SMALL = [0, 1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 1e-1];
const TIMES = [0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8];
/** Rungs of a ladder at most. */
export const RUNGS = 8;

export function knobsOf(document: GraphDocument, plan: Plan, language: Language): readonly Knob[] {
  const { training } = document;
  const train = (patch: Parameters<typeof edits.changeTraining>[0]) => edits.changeTraining(patch);
  const whole = (x: number) => Number.isInteger(x);
  const rows = plan.rows?.train ?? 0;
  const knobs: Knob[] = [
    {
      ...{ id: 'rate', of: 'rate', name: '', value: training.learningRate, ladder: RATES },
      accepts: (x) => Number.isFinite(x) && x >= 0,
      edit: (learningRate) => train({ learningRate }),
    },
    {
      ...{ id: 'seed', of: 'seed', name: '', value: training.seed, ladder: SEEDS },
      accepts: (x) => whole(x) && x >= 0 && x < 2 ** 31,
      edit: (seed) => train({ seed }),
    },
  ];
  if (rows > 1)
    knobs.push({
      ...{ id: 'batch', of: 'batch', name: '', value: training.batchSize === 'full' ? rows : training.batchSize },
      ladder: laddered(TIMES.map((times) => Math.round(times * Math.min(rows, 32))).filter((x) => x <= rows)),
      accepts: (x) => whole(x) && x >= 1 && x <= rows,
      edit: (batchSize) => train({ batchSize }),
    });
  const { type, settings } = training.optimizer;
  for (const [name, field] of Object.entries(OPTIMIZERS.get(type)?.settings ?? {})) {
    const value = Number(settings[name] ?? field.initial);
    if (!isNumber(field)) continue;
    knobs.push({
      ...{ id: `optimizer ${name}`, of: 'optimizer', name: field.words[language], value },
      ladder: name === 'momentum' ? SHARES : ladderOf(field, value),
      accepts: (x) => field.accepts(x) !== undefined,
      edit: (x) => train({ optimizer: { type, settings: { ...settings, [name]: x } } }),
    });
  }
  for (const [node, { type: kind, settings: own, label }] of Object.entries(document.nodes))
    for (const [name, field] of Object.entries(typeIn(document, kind)?.settings ?? {})) {
      if (!isNumber(field)) continue;
      const value = Number(own[name] ?? field.initial);
      knobs.push({
        ...{ id: `${node} ${name}`, of: 'node', name: `${label ?? node}: ${field.words[language]}`, value },
        ladder: ladderOf(field, value),
        accepts: (x) => field.accepts(x) !== undefined,
        edit: edits.changeSetting.bind(null, node, name),
      });
    }
  return knobs;
}

type Numeric = Extract<Field, { kind: 'integer' | 'number' }>;

function isNumber(field: Field): field is Numeric {
  return field.kind === 'integer' || field.kind === 'number';
}

/** Values about the present one, which the field takes. */
function ladderOf(field: Numeric, value: number): readonly number[] {
  const wanted = value === 0 ? (field.kind === 'integer' ? SEEDS : SMALL) : TIMES.map((times) => times * value);
  const rounded = wanted.map((x) => (field.kind === 'integer' ? Math.round(x) : Number(x.toPrecision(3))));
  return laddered(rounded.filter((x) => field.accepts(x) !== undefined));
}

/** Rising, each once. */
function laddered(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** Numbers parted by commas or spaces, each once, at most eight; undefined where one is none or is not allowed. */
export function readLadder(text: string, { accepts }: Pick<Knob, 'accepts'>): readonly number[] | undefined {
  const values = text
    .split(/[\s,;、]+/)
    .filter((part) => part !== '')
    .map(Number);
  return values.length > 0 && values.length <= RUNGS && values.every(accepts) ? laddered(values) : undefined;
}
