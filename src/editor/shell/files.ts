/* Files in and out: an input element and a download, which work in every browser. */
import { LIMITS } from '../../document/limits.ts';
import { serialise } from '../../document/serialise.ts';
import type { Store } from '../../store/store.ts';
import { shownTitle } from './title.ts';

export function chooseFile(store: Store): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void openFile(store, file);
  });
  input.click();
}

/** Opens a chosen or dropped file; what it holds is judged by the one door. */
export async function openFile(store: Store, file: File): Promise<void> {
  // Before it is in memory.
  if (file.size > LIMITS.bytes)
    return store.say({ code: 'too-large', values: { size: file.size, limit: LIMITS.bytes }, tone: 'error' });
  const bytes = await file.arrayBuffer().catch(() => null);
  if (bytes) store.openBytes(new Uint8Array(bytes));
  else store.say({ code: 'file-unreadable', values: { name: file.name }, tone: 'error' });
}

export function saveFile(store: Store): void {
  const { language, history } = store.session.getState();
  const url = URL.createObjectURL(new Blob([serialise(history.present)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName(shownTitle(language, history.present))}.chainrule.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Letters, digits and signs that every file system takes. */
export function fileName(title: string): string {
  return (
    title
      .normalize('NFC')
      .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
      .replace(/^[\s.-]+|[\s.]+$/g, '')
      .slice(0, 80) || 'network'
  );
}
