/* What the editor knows, as one value; and the pure transitions between such values. */
import { type Address, type GraphDocument, type NodeId, parts } from '../document/document.ts';
import type { Problem } from '../document/file.ts';
import { apply, begin, type Edit, type History, type Label } from '../document/history.ts';
import type { Kept } from '../document/journal.ts';
import type { Repair } from '../document/repair.ts';
import { revision } from '../document/revision.ts';
import type { Plan } from '../plan/plan.ts';
import { plan } from '../plan/plan.ts';
import type { Fault } from '../storage/fault.ts';
import type { SaveState } from '../storage/keeper.ts';
import type { Language, Values } from '../words/words.ts';
import type { ClientReport } from '../worker/client.ts';
import type { TapeState } from '../worker/debugging.ts';
import type { Kernels, Measures, Revision } from '../worker/protocol.ts';
import type { Brought, HandEdit } from './by-hand.ts';
import { type Check, checkReceived } from './checking.ts';
import { CHECK_FAILS, type Debugging, debugReceived, type SetBreakpoint } from './debugging.ts';

/** A sentence for the user that is not about the drawing; `words/` has it. */
export interface Notice {
  readonly code: string;
  readonly values: Values;
  readonly tone: 'error' | 'plain';
  /** The wire that was refused. */
  readonly wire?: { readonly output: Address; readonly input: Address };
}
export type Dialog =
  | 'help'
  | 'examples'
  | 'share'
  | 'about'
  | 'commands'
  | 'find'
  | 'steps'
  | 'documents'
  | 'history'
  | 'mended'
  | 'bring-data';
/** What opening put right, with the bytes as they were. */
export interface Mended {
  readonly report: readonly Repair[];
  readonly bytes: Uint8Array;
}
export interface Unopened {
  readonly title: string;
  readonly kept: Kept;
  readonly problem: Problem;
}
export interface Adding {
  readonly x: number;
  readonly y: number;
  /** A wire was drawn from this port: what is added is wired to it. */
  readonly from?: Address;
  /** Nobody pointed there: what is added goes where there is room. */
  readonly free?: boolean;
  /** What is chosen stands in place of this node. */
  readonly replacing?: NodeId;
}
export type Theme = 'light' | 'dark';
/** What helps on the canvas and can be switched off: the overview map; snapping to the grid and to neighbours. */
export type Aid = 'map' | 'snap';

export interface Session {
  /** Names the document in storage; another document has another. */
  readonly documentId: string;
  readonly history: History;
  /** Of the present document. */
  readonly plan: Plan;
  readonly revision: Revision;
  /** Of the drawing that the numbers on the screen are of; null before there are any, and while nobody computes. */
  readonly reported: Revision | null;
  readonly selection: ReadonlySet<NodeId>;
  /** The wire that is selected, by the input it ends in. */
  readonly wire: Address | null;
  /** The tensor that the inspector shows large; null: the first of the selected node. */
  readonly picked: Address | null;
  readonly engine: 'starting' | 'idle' | 'running';
  /** Of the network that is loaded; null before the first report about it. */
  readonly measures: Measures | null;
  /** Iteration 0 of this network, for "this network is guessing". */
  readonly first: Measures | null;
  /** What computes, as the worker said; null before it did. */
  readonly kernels: Kernels | null;
  /** The user wants the bits that are the same everywhere. */
  readonly exact: boolean;
  readonly stepsPerSecond: number;
  readonly parameters: number;
  /** Why training stopped by itself; a problem sentence. */
  readonly failure: Notice | null;
  readonly notice: Notice | null;
  readonly saved: SaveState;
  /** Why it is not saved; null when it is, or is about to be. */
  readonly fault: Fault | null;
  /** `follow`: another tab writes this document, and this one shows what it writes. `read`: it is not to be changed. */
  readonly access: 'write' | 'follow' | 'read';
  /** Parts of the screen and commands that an embedded page does without. */
  readonly hidden: ReadonlySet<string>;
  /** What opening this document put right; null: nothing. */
  readonly mended: Mended | null;
  /** What storage holds and cannot be opened, to be given out as it is. */
  readonly unopened: Unopened | null;
  readonly language: Language;
  readonly theme: Theme;
  /** Keys that the user gave to commands, by their ids. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly aids: readonly Aid[];
  /** A context menu at a place of the screen, and what it is about; null: closed. */
  readonly menu: { readonly x: number; readonly y: number; readonly of: 'canvas' | 'node' | 'wire' } | null;
  readonly dialog: Dialog | null;
  /** The drawing as a list stands in place of the palette. */
  readonly outline: boolean;
  /** The search-add at a place of the canvas, screen coordinates; null: closed. */
  readonly adding: Adding | null;
  /** The tasks of the card that have held since the network was loaded, by place. */
  readonly done: ReadonlySet<number>;
  /** Which sample of a batch is shown of tensors that have more axes than a picture. */
  readonly sample: number;
  /** The iteration that is looked into; null: the debugger is closed. */
  readonly debug: Debugging | null;
  /** The debugger was left, and the worker has not said so yet: what it still says of where it stands is past. */
  readonly leaving: boolean;
  readonly breakpoints: readonly SetBreakpoint[];
  /** Which iterations can be visited; null before the first report. */
  readonly tape: TapeState | null;
  /** The past iteration that is shown; null: the latest. */
  readonly visiting: number | null;
  /** What was found of gradients since the network was loaded. */
  readonly checks: ReadonlyMap<Address, Check>;
  /** The tensor whose gradient is being checked. */
  readonly checking: Address | 'all' | null;
  /** What was changed by hand in the trained network, the latest last. */
  readonly byHand: readonly (HandEdit | Brought)[];
  /** What of that was put back, the last first to be done again. */
  readonly undoneByHand: readonly (HandEdit | Brought)[];
  /** The code of the network is shown, to be taken along. */
  readonly exporting: boolean;
}

/** What belongs to one document and its run, before anything was done with it. */
const untouched = () =>
  ({
    selection: new Set(),
    wire: null,
    picked: null,
    measures: null,
    reported: null,
    first: null,
    engine: 'starting',
    failure: null,
    notice: null,
    menu: null,
    dialog: null,
    adding: null,
    done: new Set(),
    sample: 0,
    debug: null,
    leaving: false,
    breakpoints: [CHECK_FAILS],
    tape: null,
    visiting: null,
    checks: new Map(),
    checking: null,
    byHand: [],
    undoneByHand: [],
    exporting: false,
    mended: null,
  }) satisfies Partial<Session>;

type Given = Pick<Session, 'language' | 'theme' | 'exact' | 'keys' | 'aids'> &
  Partial<Pick<Session, 'access' | 'hidden'>>;

/** A session before the worker has said anything. */
export function started(
  document: GraphDocument,
  { language, theme, exact, keys, aids, access = 'write', hidden = new Set() }: Given,
): Session {
  return {
    ...untouched(),
    documentId: crypto.randomUUID(),
    history: begin(document),
    plan: plan(document),
    revision: revision(document),
    kernels: null,
    exact,
    stepsPerSecond: 0,
    parameters: 0,
    saved: 'saved',
    fault: null,
    access,
    hidden,
    unopened: null,
    outline: false,
    language,
    theme,
    keys,
    aids,
  };
}

export function opened(session: Session, documentId: string, document: GraphDocument): Session {
  return {
    ...redrawn(session, begin(document)),
    documentId,
    ...untouched(),
  };
}

export function edited(session: Session, label: Label, edit: Edit, mergeKey?: string): Session {
  const history = apply(session.history, label, edit, mergeKey ? { mergeKey } : {});
  return redrawn(history === session.history ? session : { ...session, undoneByHand: [] }, history);
}

/** With another history: plan and revision follow, and the selection keeps what still exists. */
export function redrawn(session: Session, history: History): Session {
  if (history === session.history) return session;
  const document = history.present;
  if (document === session.history.present) return { ...session, history };
  const named = revision(document);
  const selection = new Set([...session.selection].filter((id) => Object.hasOwn(document.nodes, id)));
  const kept = named === session.revision ? session.plan : plan(document);
  return {
    ...session,
    history,
    revision: named,
    plan: kept,
    selection: selection.size === session.selection.size ? session.selection : selection,
  };
}

/** Planned once more, now that the types that the document brings can be read. */
export function replanned(session: Session): Session {
  return { ...session, plan: plan(session.history.present) };
}

/** What the worker said; reports about another revision than the present one change nothing. */
export function received(before: Session, report: ClientReport): Session {
  if ('revision' in report && report.revision !== before.revision) return before;
  const session = { ...before, ...debugReceived(before, report), ...checkReceived(before, report) };
  switch (report.kind) {
    case 'loaded':
      return {
        ...session,
        parameters: report.parameters,
        notice: session.notice ?? remarked(report.remarks),
        ...(report.fresh && { engine: 'idle', measures: null, first: null, failure: null, done: new Set() }),
      };
    case 'progress': {
      const { measures, running, stepsPerSecond } = report;
      const first = session.first ?? (measures.step === 0 ? measures : null);
      const done = holding(session, measures);
      const engine = running ? 'running' : 'idle';
      return { ...session, engine, measures, reported: session.revision, first, stepsPerSecond, done };
    }
    case 'not-finite': {
      const failure: Notice = {
        code: 'not-finite',
        values: { node: parts(report.address).node, tensor: report.address, step: report.step },
        tone: 'error',
      };
      return { ...session, engine: 'idle', failure };
    }
    case 'test-not-finite': {
      const values = { node: parts(report.address).node, tensor: report.address, step: report.step };
      return { ...session, notice: { code: 'test-not-finite', values, tone: 'plain' } };
    }
    case 'refused': {
      // A blank that waits to be filled is no mistake yet.
      const tone = report.refusal.code === 'unwritten' ? 'plain' : 'error';
      return { ...session, engine: 'idle', failure: { ...report.refusal, tone } };
    }
    case 'failed':
      return {
        ...session,
        engine: 'starting',
        reported: null,
        notice: { code: 'engine-failed', values: { message: report.message }, tone: 'error' },
      };
    case 'restarted':
      return {
        ...session,
        engine: 'starting',
        reported: null,
        notice: session.notice ?? {
          code: report.reason === 'stopped' ? 'engine-stopped' : 'engine-restarted',
          values: {},
          tone: 'plain',
        },
      };
    case 'kernels':
      return { ...session, kernels: report.kernels };
    case 'ready':
    case 'answer':
      return before;
    case 'trace':
      return session;
  }
}

/** What is odd about the data, the first of it. */
function remarked([first]: Extract<ClientReport, { kind: 'loaded' }>['remarks']): Notice | null {
  return first ? { ...first, tone: 'plain' } : null;
}

/** Tasks that held once stay done. */
function holding(session: Session, measures: Measures): ReadonlySet<number> {
  const tasks = session.history.present.card?.try ?? [];
  const now = tasks.flatMap(({ holds }, place) =>
    holds && !session.done.has(place) && isTrue(holds, measures) ? [place] : [],
  );
  return now.length > 0 ? new Set([...session.done, ...now]) : session.done;
}

/** `NAME < NUMBER` or `NAME > NUMBER`; nothing holds before the first step. */
export function isTrue(condition: string, measures: Measures): boolean {
  const match = /^\s*(loss|testLoss|testAccuracy|step)\s*([<>])\s*(-?[\d.eE+-]+)\s*$/.exec(condition);
  const value = match && measures[match[1] as 'loss' | 'testLoss' | 'testAccuracy' | 'step'];
  if (!match || value === undefined || value === null || measures.step === 0) return false;
  return match[2] === '<' ? value < Number(match[3]) : value > Number(match[3]);
}
