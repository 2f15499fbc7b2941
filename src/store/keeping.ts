/* The verbs about documents: open, keep, follow. What is opened never replaces anything: it is another document, with an
   id of its own. */
import type { StoreApi } from 'zustand/vanilla';
import { emptyDocument, type GraphDocument } from '../document/document.ts';
import { exampleDocument } from '../document/examples.ts';
import type { Label } from '../document/history.ts';
import type { Head, Kept } from '../document/journal.ts';
import type { Restored } from '../document/restore.ts';
import { shortened } from '../document/valid.ts';
import { type Claim, claim } from '../storage/claim.ts';
import { openKeeper } from '../storage/keeper.ts';
import type { Shelf } from '../storage/shelf.ts';
import type { Trained } from '../storage/trained.ts';
import { loadLater } from '../words/words.ts';
import { openDoor } from '../worker/door.ts';
import type { Report } from '../worker/protocol.ts';
import type { Notice, Session } from './session.ts';

export interface KeepVerbs {
  /** Opens what a file or a link holds as new documents, or says why not and leaves what is open untouched. */
  openBytes(bytes: Uint8Array): Promise<boolean>;
  openDocument(document: GraphDocument): void;
  openExample(name: string): Promise<void>;
  newDocument(): void;
  /** A document of this browser's storage. */
  openKept(id: string): Promise<boolean>;
  /** What was open when the page was left; false when there is nothing. */
  openLast(): Promise<boolean>;
  /** What this tab shows, or an earlier version of it, as a document of its own. */
  openCopy(title: string, document?: GraphDocument): void;
  /** From now on this tab writes, and the one that did follows. */
  takeOver(): void;
  /** A document of storage, to look at: the document, or only what storage has of it when that is damaged. */
  readKept(id: string): Promise<Read | undefined>;
  /** Through the one door. */
  restore(kept: Kept): Promise<Restored>;
  /** A point that can be gone back to. */
  mark(name: string): Promise<boolean>;
  /** Resolves when all edits are on the disk, or when that is not to be had soon. */
  settled(): Promise<void>;
  shelf(): Promise<Shelf | null>;
}

/** `document` is null when it cannot be put together. */
export interface Read {
  readonly kept: Kept;
  readonly head: Head;
  readonly document: GraphDocument | null;
}

type Progress = Extract<Report, { kind: 'progress' }>;

interface Screen {
  /** Another document, with a history of its own. */
  readonly show: (id: string, document: GraphDocument, trained?: Trained) => void;
  /** The same document, as another tab has edited it. */
  readonly follow: (document: GraphDocument) => void;
}

export function keepVerbs(session: StoreApi<Session>, screen: Screen, startDoor: () => Worker, keeps: boolean) {
  const door = openDoor(startDoor);
  /** The sentences about files are not on the first screen. */
  const say = (notice: Notice) => void loadLater().then(() => session.setState({ notice }));
  const keeper = openKeeper({
    onState: (saved, fault) => session.setState({ saved, fault: fault ?? null }),
    onConflict(id, copy) {
      // The edits that another tab did not let in go on as a document of their own.
      if (session.getState().documentId === id) {
        session.setState({ documentId: copy });
        hold(copy);
      }
      say({ code: 'conflict', values: {}, tone: 'error' });
    },
    ...(!keeps && { open: async () => (await import('../storage/nowhere.ts')).nowhere }),
    onWritten: (id) => {
      if (keeps) expect(session.getState());
      if (id !== session.getState().documentId) return;
      held?.written();
      if (untold?.id === id) void trained(untold.report);
    },
  });
  let held: Claim | null = null;
  /** What training had come to when nothing had been edited, so that the document was not kept. */
  let untold: { readonly id: string; readonly report: Progress } | null = null;
  let following = 0;

  /** Resolves when it is known whether this tab writes. */
  function hold(id: string): Promise<void> {
    held?.release();
    following++;
    const turn = following;
    return new Promise((resolve) => {
      held = claim(id, {
        onHeld() {
          if (turn !== following) return;
          const was = session.getState().access;
          if (was === 'follow') void reread(id, turn).then(() => session.setState({ access: 'write' }));
          resolve();
        },
        onFollow() {
          if (turn === following) session.setState({ access: 'follow' });
          resolve();
        },
        onWritten: () => void reread(id, turn),
        settle: () => keeper.settled(),
      });
    });
  }

  let reading: Promise<void> = Promise.resolve();
  /** Shows what storage has by now, one reading after another. */
  function reread(id: string, turn: number): Promise<void> {
    reading = reading.then(async () => {
      const kept = turn === following ? await (await keeper.shelf())?.read(id) : undefined;
      const restored = kept && (await door.restore(kept));
      if (!restored || 'problem' in restored || turn !== following) return;
      if (restored.head.hash === keeper.head()?.hash) return;
      keeper.open(id, restored.document, restored.head);
      screen.follow(restored.document);
    });
    return reading;
  }

  const { access: allowed } = session.getState();
  function enter(document: GraphDocument, access = allowed): void {
    const id = crypto.randomUUID();
    session.setState({ access });
    screen.show(id, document);
    keeper.open(id, document, null);
    void hold(id);
  }

  keeper.open(session.getState().documentId, session.getState().history.present, null);
  void hold(session.getState().documentId);

  async function openLastOf(shelf: Shelf): Promise<boolean> {
    const last = await shelf.last().catch(() => undefined);
    if (last === undefined) return missing(say);
    if (last.startsWith('example:')) await verbs.openExample(last.slice('example:'.length));
    else if (last === 'new:') verbs.newDocument();
    else return verbs.openKept(last);
    return true;
  }

  const verbs: KeepVerbs = {
    async openBytes(bytes) {
      const carried = await door.open(bytes);
      if ('problem' in carried) {
        say({ ...carried.problem, tone: 'error' });
        return false;
      }
      let opened = false;
      // The first of an archive is what is shown: it is opened last.
      for (const content of [...carried.contents].reverse()) {
        if ('problem' in content) {
          say({ ...content.problem, tone: 'error' });
          continue;
        }
        const { newer, report, bytes: original } = content;
        enter(content.document, newer && 'read');
        const mended = newer || report.length > 0 ? { report, bytes: original } : null;
        // What a newer version wrote stays its own file: here it is only shown.
        if (!newer) keeper.keep(mended ? original : undefined);
        const [repair] = report;
        session.setState({ mended });
        if (newer) say({ code: 'newer-shown', values: newer.values, tone: 'plain' });
        else if (repair) say({ code: repair.code, values: { ...repair.values }, tone: 'plain' });
        opened = true;
      }
      return opened;
    },
    openDocument(document) {
      enter(document);
      keeper.keep();
    },
    async openExample(name) {
      const document = await exampleDocument(name).catch(() => undefined);
      // Its file could not be fetched: the page is no longer served.
      if (!document) return say({ code: 'not-loaded', values: { name }, tone: 'error' });
      enter(document);
      keeper.remember(`example:${name}`);
    },
    newDocument() {
      enter(emptyDocument(''));
      keeper.remember('new:');
    },
    async openKept(id) {
      if (id === session.getState().documentId) return true;
      const shelf = await keeper.shelf();
      if (!shelf) return false;
      session.setState({ access: 'write' });
      await keeper.settled();
      await hold(id);
      const kept = await shelf.read(id).catch(() => undefined);
      const restored: Restored = kept
        ? await door.restore(kept)
        : { problem: { code: 'record-damaged', values: { id } } };
      if ('problem' in restored) {
        void hold(session.getState().documentId);
        if (kept) session.setState({ unopened: { title: kept.row.title, kept, problem: restored.problem } });
        else say({ ...restored.problem, tone: 'error' });
        return false;
      }
      const trained = await (await import('../storage/trained.ts')).trainedOf(id);
      const { access } = session.getState();
      screen.show(id, restored.document, trained);
      keeper.open(id, restored.document, restored.head);
      session.setState({ access });
      void shelf.setLast(id).catch(() => {});
      if (restored.damaged > 0) say({ code: 'records-lost', values: { count: restored.damaged }, tone: 'error' });
      return true;
    },
    async openLast() {
      const shelf = await keeper.shelf();
      if (shelf) return openLastOf(shelf);
      // Storage that is only slow: what was open last comes later, unless something else has been begun meanwhile.
      const { documentId, history } = session.getState();
      void keeper.patiently().then((late) => {
        const now = session.getState();
        if (late && now.documentId === documentId && now.history === history) void openLastOf(late);
      });
      return false;
    },
    openCopy(title, document = session.getState().history.present) {
      verbs.openDocument({ ...document, title: shortened(title) });
    },
    async readKept(id) {
      const kept = await (await keeper.shelf())?.read(id).catch(() => undefined);
      const restored = kept && (await door.restore(kept));
      if (!kept || !restored) return undefined;
      if ('problem' in restored) return { kept, head: kept.row.head, document: null };
      return { kept, head: restored.head, document: restored.document };
    },
    restore: (kept) => door.restore(kept),
    takeOver: () => held?.takeOver(),
    mark: (name) =>
      keeper.mark(name).then(
        () => true,
        () => false,
      ),
    settled: () => keeper.settled(),
    shelf: () => keeper.shelf(),
  };
  const edited = (before: GraphDocument, after: GraphDocument, label: Label) => keeper.edited(before, after, label);
  /** Beside a document that is kept here, what its training has come to. */
  async function trained(report: Progress): Promise<void> {
    const { revision, running, checkpoint } = report;
    const { documentId, access } = session.getState();
    untold = null;
    if (!keeps || !checkpoint || access !== 'write') return;
    if (!keeper.stored()) {
      untold = { id: documentId, report };
      return;
    }
    const { keepTrained } = await import('../storage/trained.ts');
    if ((await keepTrained(documentId, { revision, ...checkpoint }, running)) === 'no-room')
      say({ code: 'trained-not-kept', values: {}, tone: 'error' });
  }
  return { verbs, edited, trained };
}

const EXPECTED = 'chainrule.expected';

/** Written outside the database: that there was something, should the browser take the database away. */
function expect({ history }: Session): void {
  try {
    localStorage.setItem(EXPECTED, history.present.title || history.present.card?.title.en || '');
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Nothing is there. That is well at the first visit; where something was expected it is said. */
function missing(say: (notice: Notice) => void): false {
  try {
    const title = localStorage.getItem(EXPECTED);
    if (title !== null) {
      say({ code: 'storage-vanished', values: { title }, tone: 'error' });
      localStorage.removeItem(EXPECTED);
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return false;
}
