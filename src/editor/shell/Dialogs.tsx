/* The dialogs: commands, find, steps, help, examples, share, about; and files dropped on the window. */
import { X } from 'lucide-react';
import { type ComponentType, Suspense, useEffect, useRef } from 'react';
import type { Dialog as Name } from '../../store/session.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { part } from '../part.ts';
import { remember } from '../preferences.ts';
import { openDropped } from '../safety/files.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { Find } from './Find.tsx';
import { Gallery } from './Gallery.tsx';
import { Help } from './Help.tsx';
import { ShareLink } from './ShareLink.tsx';
import { StepList } from './StepList.tsx';
import styles from './shell.module.css';
import { VERSION } from './version.ts';

const contents: Readonly<Record<Name, ComponentType>> = {
  commands: CommandPalette,
  find: Find,
  steps: StepList,
  help: Help,
  examples: Gallery,
  share: ShareLink,
  about: About,
  documents: part(async () => (await import('../safety/Documents.tsx')).Documents),
  history: part(async () => (await import('../safety/Versions.tsx')).Versions),
  'bring-data': part(async () => (await import('../data/DataDialog.tsx')).DataDialog),
  mended: part(async () => (await import('../safety/MendedList.tsx')).MendedList),
};

export function Dialogs() {
  const store = useChainrule();
  const say = useSay();
  const name = useSession((session) => session.dialog);
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (name && !dialog?.open) {
      dialog?.showModal();
      // Who opens a search wants to type.
      dialog?.querySelector<HTMLElement>('[role="combobox"]')?.focus();
    }
    if (!name && dialog?.open) dialog.close();
  }, [name]);
  useEffect(() => {
    // Text that is dragged into a field is the field's.
    const over = (event: DragEvent) => event.dataTransfer?.types.includes('Files') && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      if (!store.session.getState().hidden.has('open')) void openDropped(store, event.dataTransfer);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [store]);
  const Content = name && contents[name];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes; a click beside the dialog is a shortcut for it.
    <dialog
      ref={element}
      className={styles.dialog}
      aria-labelledby="dialog-title"
      onClick={({ target, currentTarget }) => target === currentTarget && store.openDialog(null)}
      // However it closes counts at once: the next key may open another, and that the first has closed is heard after it.
      onCancel={() => store.openDialog(null)}
      onClose={({ currentTarget }) => currentTarget.open || store.openDialog(null)}
    >
      {Content && (
        <div className={styles.content}>
          <header>
            <h2 id="dialog-title">{say(`shell.${name}`)}</h2>
            <button
              type="button"
              className={styles.icon}
              aria-label={say('shell.close')}
              title={say('shell.close')}
              onClick={() => store.openDialog(null)}
            >
              <X size={16} aria-hidden="true" />
            </button>
          </header>
          <Suspense>
            <Content />
          </Suspense>
        </div>
      )}
    </dialog>
  );
}

function About() {
  const store = useChainrule();
  const say = useSay();
  const kernels = useSession((session) => session.kernels);
  const exact = useSession((session) => session.exact);
  return (
    <>
      <p>{say('shell.about-says')}</p>
      <dl className={styles.facts}>
        <dt>{say('shell.version')}</dt>
        <dd>{VERSION}</dd>
        <dt>{say('shell.engine')}</dt>
        <dd>
          {kernels ? (
            <>
              {say(`shell.kernels.${kernels.build}`)} {say(`shell.why.${kernels.reason}`)}{' '}
              {kernels.threads > 1 && say('shell.threads', { count: kernels.threads })}
            </>
          ) : (
            say('shell.kernels-starting')
          )}
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={exact}
              onChange={({ target }) => {
                store.setExact(target.checked);
                remember(store.session.getState());
              }}
            />
            {say('shell.exact')}
          </label>
        </dd>
        <dt>{say('shell.data')}</dt>
        <dd>{say('shell.data-says')}</dd>
      </dl>
    </>
  );
}
