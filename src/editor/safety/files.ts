/* Files in and out: through File System Access, which writes the same file again, where the browser has it; else an
   input element and a download. */
import { type Packed, pack } from '../../document/archive.ts';
import type { GraphDocument } from '../../document/document.ts';
import type { Kept } from '../../document/journal.ts';
import { LIMITS } from '../../document/limits.ts';
import { serialise } from '../../document/serialise.ts';
import type { Store } from '../../store/store.ts';
import { shownTitle } from '../shell/title.ts';
import { askFiles } from './ask-files.ts';

/** The part of File System Access that is used; TypeScript does not know the pickers. */
interface Pickers {
  showOpenFilePicker?(options: object): Promise<FileSystemFileHandle[]>;
  showSaveFilePicker?(options: object): Promise<FileSystemFileHandle>;
}

const EXTENSION = '.chainrule.json';
const pickers = () => window as Pickers;
/** The file that a document was opened from or saved to, by the document's id, as long as the page lives. */
const handles = new Map<string, FileSystemFileHandle>();

export async function chooseFile(store: Store): Promise<void> {
  if (!pickers().showOpenFilePicker) return chooseByInput(store);
  const accept = {
    'application/json': ['.json'],
    'image/png': ['.png'],
    'image/svg+xml': ['.svg'],
    'application/zip': ['.zip'],
    'application/octet-stream': ['.onnx', '.safetensors'],
    'application/jsonl': ['.jsonl'],
    'text/csv': ['.csv', '.tsv', '.txt'],
    'application/gzip': ['.gz', '.npy', '.idx'],
  };
  const picked = await asked(() => pickers().showOpenFilePicker?.({ types: [{ accept }] }));
  if (picked === 'unavailable') return chooseByInput(store);
  const [handle] = picked ?? [];
  if (!handle) return;
  const opened = await openFile(store, await handle.getFile(), handle);
  if (opened && handle.name.endsWith('.json')) handles.set(store.session.getState().documentId, handle);
}

function chooseByInput(store: Store): void {
  const accept =
    '.json,.png,.svg,.zip,.onnx,.jsonl,.safetensors,.csv,.tsv,.txt,.md,.npy,.npz,.gz,.idx,application/json,image/png,image/svg+xml,application/zip';
  askFiles({ accept }, ([file]) => file && void openFile(store, file));
}

/** Opens a chosen or dropped file. A document is judged by the one door; a log and parameters come to the one that is open.
    `handle`: the file can be read again. */
export async function openFile(store: Store, file: File, handle?: FileSystemFileHandle): Promise<boolean> {
  if (isData(file) || file.name.endsWith('.zip')) {
    const { bringData, holdsPictures } = await import('../data/bringing.ts');
    if (isData(file) || (await holdsPictures(file))) {
      await bringData(store, [file]);
      return false;
    }
  }
  // Before it is in memory.
  if (file.size > LIMITS.bytes) {
    store.say({ code: 'too-large', values: { size: file.size, limit: LIMITS.bytes }, tone: 'error' });
    return false;
  }
  if (file.name.endsWith('.jsonl')) return (await import('../home/follow.ts')).openLog(store, file, handle);
  const buffer = await file.arrayBuffer().catch(() => null);
  const bytes = buffer && new Uint8Array(buffer);
  if (bytes && file.name.endsWith('.safetensors')) {
    const { bringParameters } = await import('../../store/bringing.ts');
    return bringParameters(store, file.name, bytes);
  }
  if (bytes) return store.openBytes(await documentIn(file.name, bytes));
  store.say({ code: 'file-unreadable', values: { name: file.name }, tone: 'error' });
  return false;
}

/** Rows to learn from, by its name. */
function isData({ name }: File): boolean {
  return /\.(csv|tsv|txt|md|npy|npz|gz|idx)$|ubyte$/i.test(name);
}

/** What TypeScript does not know of an item that is dropped. */
interface Dropped {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** Opens dropped files, one after the other. */
export async function openDropped(store: Store, { files, items }: DataTransfer): Promise<void> {
  // Asked for at once: what is dropped is gone after this turn.
  const asking = [...items].map((item) => (item as Dropped).getAsFileSystemHandle?.());
  const folders = [...items].flatMap((item) => item.webkitGetAsEntry?.() ?? []).filter((entry) => entry.isDirectory);
  const dropped = [...files];
  const handles = await Promise.allSettled(asking);
  const data = dropped.filter(isData);
  for (const folder of folders) data.push(...(await (await import('../data/folder.ts')).filesBelow(folder)));
  if (data.length > 0) await (await import('../data/bringing.ts')).bringData(store, data);
  for (const [place, file] of dropped.entries()) {
    // A folder stands among the files as well, as one that cannot be read.
    if (isData(file) || folders.some(({ name }) => name === file.name)) continue;
    // A browser without handles, or that gives none of this file, reads it once.
    const found = handles[place];
    const handle = found?.status === 'fulfilled' && found.value?.kind === 'file' ? found.value : undefined;
    await openFile(store, file, handle as FileSystemFileHandle | undefined);
  }
}

/** A model that was exported here holds its document; all else is as it is. */
async function documentIn(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (!name.endsWith('.onnx')) return bytes;
  const { documentInOnnx } = await import('../../export/onnx/reading.ts');
  const text = documentInOnnx(bytes);
  return text === undefined ? bytes : new TextEncoder().encode(text);
}

/** Writes to the document's own file, or to one that is chosen now. */
export async function saveFile(store: Store): Promise<void> {
  const { language, history, documentId } = store.session.getState();
  const text = serialise(history.present);
  const suggestedName = `${fileName(shownTitle(language, history.present))}${EXTENSION}`;
  const types = [{ accept: { 'application/json': ['.json'] } }];
  const handle =
    handles.get(documentId) ??
    (pickers().showSaveFilePicker
      ? await asked(() => pickers().showSaveFilePicker?.({ suggestedName, types }))
      : 'unavailable');
  if (handle === 'unavailable') download(new Blob([text], { type: 'application/json' }), suggestedName);
  if (handle === null || handle === 'unavailable') return;
  try {
    // The browser writes beside the file and puts the new one in its place only on closing.
    const writable = await handle.createWritable();
    await writable.write(text);
    await writable.close();
    handles.set(documentId, handle);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    store.say({ code: 'file-unwritable', values: { name: handle.name, reason: error.name }, tone: 'error' });
  }
}

/** What a picker gave; null when the user closed it. A framed page has pickers that may not be used. */
async function asked<T>(pick: () => Promise<T> | undefined): Promise<T | null | 'unavailable'> {
  try {
    return (await pick()) ?? 'unavailable';
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return error.name === 'AbortError' ? null : 'unavailable';
  }
}

export function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A document that need not be the open one, as a file for somebody else: what is saved next goes to the own file. */
export function saveCopy(store: Store, document: GraphDocument): void {
  const name = `${fileName(shownTitle(store.session.getState().language, document))}${EXTENSION}`;
  download(new Blob([serialise(document)], { type: 'application/json' }), name);
}

/** The bytes that were opened, as they were. */
export function saveOriginal(store: Store, bytes: Uint8Array): void {
  const { language, history } = store.session.getState();
  const name = `${fileName(shownTitle(language, history.present))}.original.json`;
  download(new Blob([new Uint8Array(bytes)], { type: 'application/json' }), name);
}

/** All that storage has of a document, as it is, for whoever can mend it. */
export function saveRaw(kept: Kept): void {
  download(rawOf(kept), `${kept.id}.raw.json`);
}

function rawOf(kept: Kept): Blob {
  return new Blob([JSON.stringify(kept, null, 1)], { type: 'application/json' });
}

/** Everything that is kept here, each document a file of its own in one archive; damaged ones as raw data. */
export async function saveArchive(store: Store): Promise<{ readonly count: number; readonly failed: number } | null> {
  const shelf = await store.shelf();
  if (!shelf) return null;
  const { language } = store.session.getState();
  await store.settled();
  const files: Packed[] = [];
  let failed = 0;
  for (const { id, deletedAt } of await shelf.rows()) {
    const read = deletedAt === undefined ? await store.readKept(id) : undefined;
    if (read?.document) files.push(packed(read.document, shownTitle(language, read.document), files));
    else if (read) {
      failed++;
      files.push({ name: `${id}.raw.txt`, bytes: new Uint8Array(await rawOf(read.kept).arrayBuffer()) });
    }
  }
  download(pack(files), `chainrule-${new Date().toISOString().slice(0, 10)}.zip`);
  return { count: files.length, failed };
}

/** Under a name that no earlier file has. */
function packed(document: GraphDocument, title: string, files: readonly Packed[]): Packed {
  const taken = new Set(files.map(({ name }) => name));
  const stem = fileName(title);
  let name = `${stem}${EXTENSION}`;
  for (let number = 2; taken.has(name); number++) name = `${stem} ${number}${EXTENSION}`;
  return { name, bytes: new TextEncoder().encode(serialise(document)) };
}

/** Letters, digits and signs that every file system takes. */
export function fileName(title: string): string {
  return (
    title
      .normalize('NFC')
      .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
      .replace(/^[\s.-]+|[\s.]+$/g, '')
      .slice(0, 80)
      .trim()
      // What Windows keeps for itself.
      .replace(/^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i, '$1_') || 'network'
  );
}
