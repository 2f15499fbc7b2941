/* The verbs of "is it right?" and "what if?": check gradients against differences, change a number by hand. A number of an
   untrained network is a starting value: changing it is an edit of the document. One of a trained network belongs to the
   run: it is changed there and remembered, so that it can be put back. */
import type { Address, GraphDocument, Values } from '../document/document.ts';
import { setValue, valuesFit } from '../document/edits.ts';
import type { Edit, Label } from '../document/history.ts';
import type { Client, ClientReport } from '../worker/client.ts';
import type { CheckedTensor } from '../worker/debugging.ts';
import type { Notice, Session } from './session.ts';

/** What was found of a tensor's gradient, and at which iteration. */
export interface Check extends CheckedTensor {
  readonly step: number;
}

/** A number of a trained network that was changed by hand. */
export interface HandEdit extends ByHand {
  readonly address: Address;
  readonly index: readonly number[];
  readonly flat: number;
  readonly from: number;
  readonly to: number;
}

/** Whole parameters of the running network that came from a file. */
export interface Brought extends ByHand {
  readonly file: string;
  readonly before: ReadonlyMap<Address, ArrayLike<number>>;
}

interface ByHand {
  readonly step: number;
  /** Changes of the document before it: undo takes back whichever came last. */
  readonly depth: number;
}

/** What undo would take back; undefined: nothing. */
export function lastChange(session: Pick<Session, 'byHand' | 'history'>): Label | undefined {
  const edit = session.byHand.at(-1);
  return edit && byHandLast(session)
    ? labelOf(isBrought(edit) ? edit.file : edit.address)
    : session.history.past.at(-1)?.label;
}

export function isBrought(edit: HandEdit | Brought): edit is Brought {
  return 'file' in edit;
}

const labels = new Map<string, Label>();
/** The same object each time. */
function labelOf(tensor: string): Label {
  const label = labels.get(tensor) ?? { code: 'set-value', values: { tensor } };
  labels.set(tensor, label);
  return label;
}

export interface CheckVerbs {
  /** Checks some numbers of a tensor's gradient, or of every parameter's. */
  check(place?: Address): Promise<void>;
  /** Shows what would be with another number; false where there is none to change. */
  tryNumber(place: Address, flat: number, value: number): Promise<boolean>;
  /** Keeps a number that was tried, `from` being what it was before. */
  keepNumber(edit: Pick<HandEdit, 'address' | 'index' | 'flat' | 'from' | 'to'>): Promise<void>;
  /** Puts back what was changed last in the trained network. */
  putBack(): Promise<void>;
}

interface Around {
  readonly get: () => Session;
  readonly patch: (part: Partial<Session>) => void;
  readonly client: Client;
  readonly edit: (label: Label, edit: Edit, mergeKey: string) => void;
}

export function checkVerbs({ get, patch, client, edit }: Around): CheckVerbs {
  const tryNumber = async (address: Address, index: number, value: number) =>
    (await client.ask({ kind: 'setValue', address, index, value })).kind === 'setValue';
  return {
    async check(place) {
      patch({ checking: place ?? 'all' });
      const answer = await client.ask({ kind: 'check', ...(place && { address: place }) });
      patch({ checking: null });
      if (answer.kind === 'refused' && answer.reason === 'too-large')
        patch({ notice: { code: 'check-too-large', values: {}, tone: 'error' } });
      if (answer.kind !== 'check') return;
      const step = get().measures?.step ?? 0;
      const found = answer.tensors.map((tensor): [Address, Check] => [tensor.address, { ...tensor, step }]);
      patch({ checks: new Map([...get().checks, ...found]), ...(!place && { notice: saidOf(answer.tensors) }) });
    },
    tryNumber,
    async keepNumber(change) {
      const { address, index } = change;
      const values = isUntrained(get()) ? await startingValues(client, get().history.present, change) : undefined;
      if (values && valuesFit(get().history.present, address, values)) {
        edit(labelOf(address), setValue(address, values), `value ${address} ${index.join()}`);
        return;
      }
      const [step, depth] = [get().measures?.step ?? 0, get().history.past.length];
      patch({ byHand: withEdit(get().byHand, { ...change, step, depth }) });
    },
    async putBack() {
      const last = get().byHand.at(-1);
      if (!last) return;
      patch({ byHand: get().byHand.slice(0, -1) });
      if (isBrought(last)) await client.ask({ kind: 'setTensors', tensors: last.before });
      else await tryNumber(last.address, last.flat, last.from);
    },
  };
}

/** Whether the latest thing that was done is a number changed by hand, for undo. */
export function byHandLast({ byHand, history }: Pick<Session, 'byHand' | 'history'>): boolean {
  return byHand.at(-1)?.depth === history.past.length;
}

/** Verdicts and hand edits are of one network, and of one run. */
export function checkReceived(session: Session, report: ClientReport): Partial<Session> {
  if (report.kind === 'loaded' && report.fresh) return { checks: new Map(), byHand: [], checking: null };
  if (report.kind !== 'progress' || !session.byHand.some(({ step }) => step > report.tape.last)) return {};
  return { byHand: session.byHand.filter(({ step }) => step <= report.tape.last) };
}

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
