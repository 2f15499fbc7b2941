/* What the verbs of "is it right?" and "what if?" do, fetched when the first of them is used. */
import type { Address, GraphDocument, Values } from '../document/document.ts';
import { setValue, valuesFit } from '../document/edits.ts';
import type { Client } from '../worker/client.ts';
import type { CheckedTensor } from '../worker/debugging.ts';
import { type HandEdit, isBrought, labelOf } from './by-hand.ts';
import type { Around, Check } from './checking.ts';
import type { Notice, Session } from './session.ts';

export async function check({ get, patch, client }: Around, place?: Address): Promise<void> {
  patch({ checking: place ?? 'all' });
  const answer = await client.ask({ kind: 'check', ...(place && { address: place }) });
  patch({ checking: null });
  if (answer.kind === 'refused' && answer.reason === 'too-large')
    patch({ notice: { code: 'check-too-large', values: {}, tone: 'error' } });
  if (answer.kind !== 'check') return;
  const step = get().measures?.step ?? 0;
  const found = answer.tensors.map((tensor): [Address, Check] => [tensor.address, { ...tensor, step }]);
  patch({ checks: new Map([...get().checks, ...found]), ...(!place && { notice: saidOf(answer.tensors) }) });
}

export async function keepNumber({ get, patch, client, edit }: Around, change: Kept): Promise<void> {
  const { address, index } = change;
  const values = isUntrained(get()) ? await startingValues(client, get().history.present, change) : undefined;
  if (values && valuesFit(get().history.present, address, values)) {
    edit(labelOf(address), setValue(address, values), `value ${address} ${index.join()}`);
    return;
  }
  const [step, depth] = [get().measures?.step ?? 0, get().history.past.length];
  patch({ byHand: withEdit(get().byHand, { ...change, step, depth }), undoneByHand: [] });
}

type Kept = Pick<HandEdit, 'address' | 'index' | 'flat' | 'from' | 'to'>;

const isUntrained = ({ tape, measures }: Session) => (tape?.last ?? measures?.step) === 0;

/** Changes of one number one after the other, as by dragging, are one. */
function withEdit(edits: Session['byHand'], edit: HandEdit): Session['byHand'] {
  const last = edits.at(-1);
  if (!last || isBrought(last)) return [...edits, edit];
  const same =
    last.address === edit.address && last.flat === edit.flat && last.step === edit.step && last.depth === edit.depth;
  return same ? [...edits.slice(0, -1), { ...edit, from: last.from }] : [...edits, edit];
}

/** All numbers of a tensor; those that the document has, as they are there. */
async function startingValues(
  client: Client,
  { values }: GraphDocument,
  { address, flat, to }: Pick<HandEdit, 'address' | 'flat' | 'to'>,
): Promise<Values | undefined> {
  const answer = await client.ask({ kind: 'tensor', address });
  if (answer.kind !== 'tensor') return undefined;
  const written = values?.[address]?.data;
  const data = Array.from(answer.data, (x, i) => {
    const known = written?.[i];
    return known !== undefined && Math.fround(known) === Math.fround(x) ? known : shortest(x);
  });
  data[flat] = to;
  return { shape: [...answer.shape], data };
}

/** As few digits as tell a float32 number from every other. */
export function shortest(x: number): number {
  for (const digits of [6, 7, 8]) {
    const short = Number(x.toPrecision(digits));
    if (Math.fround(short) === Math.fround(x)) return short;
  }
  return Number(x.toPrecision(9));
}

/** What the check of all gradients found, in one sentence: the worst first. */
function saidOf(tensors: readonly CheckedTensor[]): Notice {
  const short = (x: number) => Number(x.toPrecision(3));
  const cells = tensors.flatMap(({ address, cells }) => cells.map((cell) => ({ address, ...cell })));
  const comparable = cells.filter(
    ({ kink, backprop, numeric, resolution }) => !kink && !(Math.abs(backprop - numeric) <= resolution),
  );
  const worst = comparable.reduce<(typeof cells)[number] | undefined>(
    (a, b) => (a && a.error >= b.error ? a : b),
    undefined,
  );
  const bad =
    tensors.find(({ verdict }) => verdict === 'wrong') ?? tensors.find(({ verdict }) => verdict === 'doubtful');
  if (bad && worst) {
    const { address, index, backprop, numeric, error } = worst;
    const values = {
      tensor: address,
      index: index.join(', '),
      backprop: short(backprop),
      numeric: short(numeric),
      error: short(error),
    };
    return { code: 'gradient-wrong', values, tone: 'error' };
  }
  const values = { tensors: tensors.length, numbers: cells.length, kinks: cells.filter(({ kink }) => kink).length };
  return { code: values.kinks > 0 ? 'gradients-right-kinks' : 'gradients-right', values, tone: 'plain' };
}
