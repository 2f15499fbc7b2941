/* Files in and out: an input element and a download, which work in every browser. */
import { serialise } from '../../document/serialise.ts';
import type { Store } from '../../store/store.ts';

export function chooseFile(store: Store): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.addEventListener('change', () => void openFile(store, input.files?.[0]));
  input.click();
}

/** Opens a chosen or dropped file; what it holds is judged by the one door. */
export async function openFile(store: Store, file: File | undefined): Promise<void> {
  if (file) store.openBytes(new Uint8Array(await file.arrayBuffer()));
}

export function saveFile(store: Store): void {
  const present = store.session.getState().history.present;
  const url = URL.createObjectURL(new Blob([serialise(present)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName(present.title)}.chainrule.json`;
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
