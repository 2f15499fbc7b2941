/* Files of data that are on their way into the drawing, from a drop or a button to the dialog that reads them. */
import { SIDES, sortedPictures } from '../../data/files/pictures.ts';
import { isUnreadable } from '../../data/files/unreadable.ts';
import { entriesOf } from '../../data/files/zip.ts';
import type { NodeId } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import { openReader } from '../../worker/reader.ts';
import { startReader } from '../../worker/start.ts';

interface Brought {
  readonly files: readonly File[];
  /** The node in whose panel they were asked for. */
  readonly into: NodeId | null;
}

let brought: Brought = { files: [], into: null };

/** What the dialog opens with; asked for once. */
export function takeBrought(): Brought {
  const taken = brought;
  brought = { files: [], into: null };
  return taken;
}

/** Whether an archive holds pictures in folders, and so no documents. */
export async function holdsPictures(archive: File): Promise<boolean> {
  const entries = await entriesOf(archive);
  return !isUnreadable(entries) && !isUnreadable(sortedPictures(entries.map((of) => ({ path: of.name, of }))));
}

/** Opens the dialog; files that the drawing already names and misses are kept without a question. */
export async function bringData(store: Store, files: readonly File[], into: NodeId | null = null): Promise<void> {
  const { failure, history } = store.session.getState();
  const node = String(failure?.code === 'data-missing' ? failure.values.node : '');
  const wanted = history.present.nodes[node]?.settings.file;
  if (
    Array.isArray(wanted) &&
    files.length > 0 &&
    (await areBack(files, wanted, history.present.nodes[node]?.settings.shape))
  ) {
    store.session.setState({ failure: null });
    store.reset();
    store.say({ code: 'data-back', values: { node }, tone: 'plain' });
    return;
  }
  brought = { files: [...files].sort((a, b) => (a.name < b.name ? -1 : 1)), into };
  store.openDialog('bring-data');
}

/** Whether all files that are wanted are there, now that these are kept. */
async function areBack(files: readonly File[], wanted: readonly unknown[], shape: unknown): Promise<boolean> {
  const reader = openReader(
    startReader,
    () => {},
    () => reader.close(),
  );
  try {
    const sides = Array.isArray(shape) ? shape.map(Number) : [];
    // Pictures become the same numbers only in the same size.
    const side = Math.min(sides.at(-1) ?? 0, SIDES.most);
    const taken = sides.length > 1 && side >= SIDES.least ? { side, colours: sides.length > 2 } : undefined;
    const looked = await reader.look(files, taken);
    if (looked === null || 'code' in looked) return false;
    const { ids, kept } = await reader.keep();
    return kept && ids.every((id) => wanted.includes(id));
  } finally {
    reader.close();
  }
}
