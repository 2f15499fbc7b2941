/* The verbs of "is it right?" and "what if?": check gradients against differences, change a number by hand. A number of an
   untrained network is a starting value: changing it is an edit of the document. One of a trained network belongs to the
   run: it is changed there and remembered, so that it can be put back. */
import type { Address } from '../document/document.ts';
import type { Edit, Label } from '../document/history.ts';
import type { Client, ClientReport } from '../worker/client.ts';
import type { CheckedTensor } from '../worker/debugging.ts';
import { type Brought, type HandEdit, isBrought } from './by-hand.ts';
import type { Session } from './session.ts';

/** What was found of a tensor's gradient, and at which iteration. */
export interface Check extends CheckedTensor {
  readonly step: number;
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
  /** Does again what was put back last. */
  putAgain(): Promise<void>;
}

/** The two lists of a session. */
type Kind = 'byHand' | 'undoneByHand';

export interface Around {
  readonly get: () => Session;
  readonly patch: (part: Partial<Session>) => void;
  readonly client: Client;
  readonly edit: (label: Label, edit: Edit, mergeKey: string) => void;
}

const late = () => import('./check-verbs.ts');

export function checkVerbs(around: Around): CheckVerbs {
  const { get, patch, client } = around;
  const tryNumber = async (address: Address, index: number, value: number) =>
    (await client.ask({ kind: 'setValue', address, index, value })).kind === 'setValue';
  /** Takes the last of one list over to the other. */
  const swap = async (source: Kind, target: Kind, number: 'from' | 'to') => {
    const last = get()[source].at(-1);
    if (!last) return;
    patch({ [source]: get()[source].slice(0, -1) });
    const take = (edit: HandEdit | Brought) => patch({ [target]: [...get()[target], edit] });
    if (!isBrought(last)) {
      take(last);
      await tryNumber(last.address, last.flat, last[number]);
      return;
    }
    const answer = await client.ask({ kind: 'setTensors', tensors: last.before });
    if (answer.kind === 'setTensors') take({ ...last, before: answer.before });
  };
  return {
    check: async (place) => (await late()).check(around, place),
    tryNumber,
    keepNumber: async (change) => (await late()).keepNumber(around, change),
    putBack: () => swap('byHand', 'undoneByHand', 'from'),
    putAgain: () => swap('undoneByHand', 'byHand', 'to'),
  };
}

/** Verdicts and hand edits are of one network, and of one run. */
export function checkReceived(session: Session, report: ClientReport): Partial<Session> {
  if (report.kind === 'loaded' && report.fresh)
    return { checks: new Map(), byHand: [], undoneByHand: [], checking: null };
  if (report.kind !== 'progress' || !session.byHand.some(({ step }) => step > report.tape.last)) return {};
  return { byHand: session.byHand.filter(({ step }) => step <= report.tape.last) };
}
