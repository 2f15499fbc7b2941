/* The browser's own way to ask for files. The field that asks stands on the page, unseen, until it is answered: one that stands nowhere
   may be gone before. */

/** Calls `take` with what is chosen; not at all where nothing is. */
export function askFiles(
  how: { readonly accept?: string; readonly folder?: boolean },
  take: (files: readonly File[]) => void,
): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.hidden = true;
  input.accept = how.accept ?? '';
  input.webkitdirectory = how.folder ?? false;
  input.addEventListener('cancel', () => input.remove());
  input.addEventListener('change', () => {
    input.remove();
    take([...(input.files ?? [])]);
  });
  document.body.append(input);
  input.click();
}
