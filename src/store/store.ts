/* The store: one session, the worker's client, storage, and every verb of the editor. Components read the session, call
   verbs, and nothing else. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Address,
  type GraphDocument,
  type NodeId,
  type Position,
  parts,
  type Setting,
  type Settings,
  type Training,
} from '../document/document.ts';
import * as edits from '../document/edits.ts';
import { begin, type Edit, type Label, redo, undo } from '../document/history.ts';
import { newId } from '../document/names.ts';
import { addOwn, OWN } from '../document/own-types.ts';
import { fetchTypes, waits } from '../nodes/brought.ts';
import type { Trained } from '../storage/trained.ts';
import { type Language, loadLater } from '../words/words.ts';
import { type Client, type ClientReport, startClient } from '../worker/client.ts';
import type { Answer } from '../worker/requests.ts';
import { byHandLast, byHandNext } from './by-hand.ts';
import { type CheckVerbs, checkVerbs } from './checking.ts';
import { type DebugVerbs, debugVerbs } from './debugging.ts';
import type { Fix } from './fix.ts';
import { type KeepVerbs, keepVerbs } from './keeping.ts';
import { type CurveStore, createCurve, createLive, type Live } from './live.ts';
import {
  type Dialog,
  edited,
  type Notice,
  opened,
  received,
  redrawn,
  replanned,
  type Session,
  started,
  type Theme,
} from './session.ts';
import { refusal } from './wiring.ts';

type Asked = Parameters<Client['ask']>[0];

export interface Store extends DebugVerbs, CheckVerbs, KeepVerbs {
  readonly session: StoreApi<Session>;
  readonly live: Live;
  readonly curve: CurveStore;

  addNode(type: string, position: Position, settings?: Settings): NodeId;
  removeNodes(ids: Iterable<NodeId>): void;
  moveNodes(positions: ReadonlyMap<NodeId, Position>): void;
  /** Wires an output to an input unless that is refused; the reason then. */
  connect(output: Address, input: Address): Notice | null;
  disconnect(input: Address): void;
  changeSetting(node: NodeId, name: string, value: Setting | undefined): void;
  changeTraining(patch: { readonly [Field in keyof Training]?: Training[Field] | undefined }): void;
  mend(fix: Fix): void;
  /** The document as it was, as one more edit. */
  goBackTo(document: GraphDocument): void;
  /** Any edit, as one step of the history with this label. */
  change(label: Label, edit: Edit, mergeKey?: string): void;
  rename(title: string): void;
  labelNode(id: NodeId, label: string): void;
  undo(): void;
  redo(): void;

  select(ids: Iterable<NodeId>): void;
  selectWire(wire: Address | null): void;
  /** Shows a tensor large in the inspector and selects its node. */
  pick(tensor: Address): void;
  /** Shows this sample of the batch in every picture of three axes and more. */
  showSample(sample: number): void;

  train(): void;
  pause(): void;
  reset(): void;
  ask(request: Asked): Promise<Answer>;

  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
  /** Computes with the kernels whose bits are the same everywhere, or with the quickest. */
  setExact(exact: boolean): void;
  openDialog(dialog: Dialog | null): void;
  showOutline(shown: boolean): void;
  /** Shows the network as code, or puts it away. */
  showExport(exporting: boolean): void;
  startAdding(place: Session['adding']): void;
  openMenu(menu: Session['menu']): void;
  /** Gives a command other keys; `undefined`: those of the registry again. */
  bind(command: string, keys: readonly string[] | undefined): void;
  setAids(aids: Session['aids']): void;
  say(notice: Notice | null): void;
}

interface Options {
  readonly startWorker: () => Worker;
  readonly startDoor: () => Worker;
  readonly language: Language;
  readonly theme: Theme;
  readonly exact: boolean;
  readonly keys: Session['keys'];
  readonly aids: Session['aids'];
  readonly document: GraphDocument;
  readonly access?: Session['access'];
  readonly hidden?: Session['hidden'];
  /** False: nothing is kept in this browser. */
  readonly kept?: boolean;
}

export function createChainrule({ startWorker, startDoor, document, kept: keeps = true, ...chosen }: Options): Store {
  const session = createStore<Session>(() => started(document, chosen));
  const get = session.getState;
  const set = (next: Session) => session.setState(next, true);

  const curve = createCurve();
  const client = startClient(startWorker, (report) => hear(report));
  const live = createLive((watches) => client.watch(watches));
  const { verbs: keepers, edited: kept, trained } = keepVerbs(session, { show, follow }, startDoor, keeps);

  function hear(report: ClientReport): void {
    const current = 'revision' in report ? report.revision === get().revision : true;
    if (current && report.kind === 'loaded' && report.fresh) {
      curve.clear();
      live.clear();
    }
    if (current && report.kind === 'progress') {
      curve.received(report.curve);
      live.received(report.tensors);
      void trained(report);
    }
    const tell = () => set(received(get(), report));
    // Why files were refused is no word of the first screen.
    if (report.kind === 'refused') void loadLater().then(tell);
    else tell();
  }

  /** Takes a session whose document may have changed: the worker and storage follow. */
  function move(next: Session): void {
    const before = get();
    if (next === before) return;
    const { present, past } = next.history;
    if (present !== before.history.present && before.access !== 'write')
      return void loadLater().then(() => say({ code: `refused-${before.access}`, values: {}, tone: 'plain' }));
    set(next);
    if (next.revision !== before.revision) client.open(next.revision, present);
    if (present !== before.history.present)
      kept(before.history.present, present, past.at(-1)?.label ?? { code: 'undo', values: {} });
  }

  function say(notice: Notice | null): void {
    session.setState({ notice });
  }

  function show(id: string, document: GraphDocument, resume?: Trained): void {
    curve.show(null);
    curve.clear();
    live.clear();
    const before = get();
    set(opened(before, id, document));
    const goesOn = resume?.revision === get().revision;
    client.open(get().revision, document, goesOn ? resume : undefined);
    // A document that computes the same finds its network still there: begin it anew all the same.
    if (get().revision === before.revision && !goesOn) client.send({ kind: 'reset' });
  }

  function follow(document: GraphDocument): void {
    const before = get();
    set(redrawn(before, begin(document)));
    if (get().revision !== before.revision) client.open(get().revision, document);
  }

  /** What a document brings is planned once more when the language is there in which it is written. */
  function learn({ history }: Session): void {
    if (waits(history.present)) void fetchTypes().then(() => set(replanned(get())));
  }
  learn(get());
  session.subscribe((now, before) => {
    if (now.history !== before.history) learn(now);
  });

  const edit = (code: string, change: Parameters<typeof edited>[2], values = {}, mergeKey?: string) =>
    move(edited(get(), { code, values }, change, mergeKey));

  const checking = checkVerbs({
    get,
    patch: session.setState,
    client,
    edit: ({ code, values }, change, mergeKey) => edit(code, change, values, mergeKey),
  });

  if (chosen.exact) client.exact(true);
  client.open(get().revision, document);

  return {
    session,
    live,
    curve,
    ...debugVerbs(session, client, curve),
    ...checking,
    ...keepers,
    addNode(type, position, settings = {}) {
      const id = newId(get().history.present, type);
      const change = type === OWN ? addOwn(id, position) : edits.addNode(id, type, position, settings);
      edit('add-node', change, { node: id });
      session.setState({ selection: new Set([id]), picked: null });
      return id;
    },
    removeNodes(ids) {
      const gone = [...ids];
      if (gone.length > 0) edit('remove-nodes', edits.removeNodes(gone), { count: gone.length, node: gone[0] ?? '' });
    },
    moveNodes: (positions) => edit('move-nodes', edits.moveNodes(positions), { count: positions.size }),
    connect(output, input) {
      const reason = refusal(get().history.present, output, input);
      if (!reason) edit('connect', edits.connect(input, output), { input, output });
      return reason;
    },
    disconnect: (input) => edit('disconnect', edits.disconnect(input), { input }),
    changeSetting: (node, name, value) =>
      edit('change-setting', edits.changeSetting(node, name, value), { node, setting: name }, `${node} ${name}`),
    changeTraining(patch) {
      const [field = ''] = Object.keys(patch);
      edit('change-training', edits.changeTraining(patch), { field }, `training ${field}`);
    },
    mend: (fix) => edit('mend', fix.edit),
    goBackTo: (document) => edit('go-back', edits.replaceBy(document)),
    change: ({ code, values }, change, mergeKey) => edit(code, change, values, mergeKey),
    rename: (title) => edit('rename', edits.rename(title), { title }, 'title'),
    labelNode: (id, label) => edit('label', edits.labelNode(id, label), { node: id }, `label ${id}`),
    undo: () => (byHandLast(get()) ? void checking.putBack() : move(redrawn(get(), undo(get().history)))),
    redo: () => (byHandNext(get()) ? void checking.putAgain() : move(redrawn(get(), redo(get().history)))),

    select(ids) {
      const selection = new Set(ids);
      const { picked } = get();
      session.setState({ selection, wire: null, picked: picked && selection.has(parts(picked).node) ? picked : null });
    },
    selectWire: (wire) => session.setState({ wire, selection: new Set(), picked: null }),
    pick: (tensor) => session.setState({ picked: tensor, selection: new Set([parts(tensor).node]) }),

    showSample: (sample) => session.setState({ sample }),

    train() {
      if (!get().plan.ready) return;
      session.setState({ failure: null, notice: null, visiting: null });
      client.send({ kind: 'train' });
    },
    pause: () => client.pause(),
    reset: () => client.send({ kind: 'reset' }),
    ask: (request) => client.ask(request),

    setLanguage: (next) => session.setState({ language: next }),
    setTheme: (next) => session.setState({ theme: next }),
    setExact(next) {
      session.setState({ exact: next });
      client.exact(next);
    },
    openDialog: (dialog) => session.setState({ dialog }),
    showOutline: (outline) => session.setState({ outline }),
    showExport: (exporting) => session.setState({ exporting }),
    startAdding: (adding) => session.setState({ adding }),
    openMenu: (menu) => session.setState({ menu }),
    bind(command, own) {
      const { [command]: _, ...others } = get().keys;
      session.setState({ keys: own ? { ...others, [command]: own } : others });
    },
    setAids: (aids) => session.setState({ aids }),
    say,
  };
}
