/* The files of a user's data, each once, by its content, in the origin's private file system: however many documents name
   it, and apart from them. A file is there when it is whole. */

/** Bytes that are left to documents. */
const RESERVE = 64 * 1024 * 1024;

/** False where there is no room, or no such storage. */
export async function keepFile(id: string, file: Blob): Promise<boolean> {
  if (await storedFile(id)) return true;
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
  if (quota - usage < file.size + RESERVE) return false;
  try {
    const handle = await (await folder()).getFileHandle(id, { create: true });
    // What is written takes its place on closing.
    await file.stream().pipeTo(await handle.createWritable());
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}

/** Undefined where it is not, or was not written to its end. */
export async function storedFile(id: string): Promise<Blob | undefined> {
  try {
    const file = await (await (await folder()).getFileHandle(id)).getFile();
    return file.size > 0 ? file : undefined;
  } catch (error) {
    // Not there, not allowed, or no such storage.
    if (error instanceof DOMException || error instanceof TypeError) return undefined;
    throw error;
  }
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle('data', { create: true });
}
