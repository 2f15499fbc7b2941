/* A folder that is dropped: all files in it, each with its path, as a chosen folder's have. */

/** Files of one folder at most; what is beyond them is not read. */
const MOST = 50_000;

/** The files below a folder, hidden ones too, in the order of the browser. */
export async function filesBelow(folder: FileSystemEntry): Promise<readonly File[]> {
  const files: File[] = [];
  const waiting: FileSystemEntry[] = [folder];
  for (let entry = waiting.pop(); entry && files.length < MOST; entry = waiting.pop()) {
    if (isFolder(entry)) waiting.push(...(await entriesOf(entry)));
    else files.push(await fileOf(entry as FileSystemFileEntry));
  }
  return files;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** A folder gives its entries a hundred at a time, and none when there are no more. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}

async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.replace(/^\//, '') });
  return file;
}
