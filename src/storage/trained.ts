/* What training has come to, a file per document in the origin's private file system: apart from the documents, so that it
   can never crowd one out. A file is put in the place of the last one only when it is whole. */

export interface Trained {
  /** Of the document that it is the training of. */
  readonly revision: string;
  readonly step: number;
  /** How the numbers lie in memory: no other network can read them. */
  readonly layout: string;
  readonly memory: Float32Array | Float64Array;
}

/** Milliseconds between two files while training runs. */
const EVERY = 5000;
/** Bytes: a file at most, and what is left to documents. */
const MOST = 256 * 1024 * 1024;
const RESERVE = 64 * 1024 * 1024;

type Outcome = 'kept' | 'no-room' | 'as-said';
interface Held extends Trained {
  readonly id: string;
}

/** The first line of a file; the numbers follow. `width`: bytes of one. */
interface Head extends Omit<Trained, 'memory'> {
  readonly width: number;
  readonly sum: string;
}

let last: Held | undefined;
/** Where it was said that there is no room: it is said once. */
let crowded = '';
let writtenAt = 0;
let waiting: Held | undefined;
let writing: Promise<Outcome> | undefined;

/** Keeps it soon; what comes while a file is written takes the place of what waits. Training that has not begun is what a
    document says by itself, so there is no file of it. */
export function keepTrained(id: string, trained: Trained, running: boolean): Promise<Outcome> {
  if (running && performance.now() - writtenAt < EVERY) return Promise.resolve('kept');
  if (last && last.id === id && same(last, trained)) return Promise.resolve('kept');
  waiting = { id, ...trained };
  writing ??= written().finally(() => {
    writing = undefined;
  });
  return writing;
}

async function written(): Promise<Outcome> {
  let outcome: Outcome = 'kept';
  while (waiting) {
    last = waiting;
    waiting = undefined;
    writtenAt = performance.now();
    if (last.step === 0) await forgetTrained(last.id);
    else outcome = await write(last);
    if (outcome === 'no-room' && crowded === last.id) outcome = 'as-said';
    else if (outcome === 'no-room') crowded = last.id;
  }
  return outcome;
}

function same(a: Trained, b: Trained): boolean {
  if (a.revision !== b.revision || a.step !== b.step || a.memory.length !== b.memory.length) return false;
  return a.memory.every((value, place) => Object.is(value, b.memory[place]));
}

async function write({ id, revision, step, layout, memory }: Held): Promise<Outcome> {
  const bytes = new Uint8Array(memory.buffer, memory.byteOffset, memory.byteLength).slice();
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
  if (bytes.length > MOST || quota - usage < bytes.length + RESERVE) return 'no-room';
  const width = memory.BYTES_PER_ELEMENT;
  const head: Head = { revision, step, layout, width, sum: await sumOf(bytes) };
  try {
    const handle = await (await folder()).getFileHandle(id, { create: true });
    const stream = await handle.createWritable();
    await stream.write(`${JSON.stringify(head)}\n`);
    await stream.write(bytes);
    await stream.close();
    return 'kept';
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return 'no-room';
  }
}

/** Undefined where there is none, or none that can be read: then training begins anew. */
export async function trainedOf(id: string): Promise<Trained | undefined> {
  try {
    const file = await (await (await folder()).getFileHandle(id)).getFile();
    const bytes = new Uint8Array(await file.arrayBuffer());
    const end = bytes.indexOf(10);
    const body = bytes.slice(end + 1);
    const { sum, revision, step, layout, width } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Head;
    // What has the right sum was written here, and its head with it.
    if (sum !== (await sumOf(body))) return undefined;
    const memory = width === 8 ? new Float64Array(body.buffer) : new Float32Array(body.buffer);
    return { revision, step, layout, memory };
  } catch (error) {
    // Not there, not allowed, or cut: a name of DOMException, or what JSON.parse throws.
    if (error instanceof DOMException || error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

export async function forgetTrained(id: string): Promise<void> {
  try {
    await (await folder()).removeEntry(id);
  } catch (error) {
    // There was none, or there is no such storage.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle('trained', { create: true });
}

async function sumOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
