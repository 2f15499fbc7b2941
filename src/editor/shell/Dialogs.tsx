/* The dialogs: help, examples, share, about; and files dropped on the window. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { examples, exampleText } from '../../document/examples.ts';
import { encodeLink } from '../../document/link.ts';
import type { Dialog as Name } from '../../store/session.ts';
import { sentence } from '../../words/words.ts';
import { commands, printedKey } from '../commands.ts';
import { useChainrule, useChoose, useSay, useSession } from '../context.ts';
import { openFile, saveFile } from './files.ts';
import styles from './shell.module.css';

const contents: Readonly<Record<Name, () => ReactNode>> = {
  help: Help,
  examples: Gallery,
  share: ShareLink,
  about: About,
};

export function Dialogs() {
  const store = useChainrule();
  const say = useSay();
  const name = useSession((session) => session.dialog);
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (name && !dialog?.open) dialog?.showModal();
    if (!name && dialog?.open) dialog.close();
  }, [name]);
  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      void openFile(store, event.dataTransfer?.files[0]);
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
    <dialog
      ref={element}
      className={styles.dialog}
      aria-labelledby="dialog-title"
      onClose={() => store.openDialog(null)}
    >
      {Content && (
        <>
          <h2 id="dialog-title">{say(`shell.${name}`)}</h2>
          <Content />
          <form method="dialog">
            <button type="submit" className={styles.button}>
              {say('shell.close')}
            </button>
          </form>
        </>
      )}
    </dialog>
  );
}

function Help() {
  const say = useSay();
  return (
    <dl className={styles.keys}>
      {commands
        .filter(({ keys }) => keys.length > 0)
        .map(({ id, label, keys }) => (
          <div key={id}>
            <dt>{say(label)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{printedKey(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      {(['drag', 'wire', 'box', 'pan', 'port'] as const).map((gesture) => (
        <div key={gesture}>
          <dt>{say(`shell.do-${gesture}`)}</dt>
          <dd>{say(`shell.how-${gesture}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Gallery() {
  const store = useChainrule();
  const choose = useChoose();
  return (
    <ul className={styles.gallery}>
      {examples().map(({ name, title, says }) => (
        <li key={name}>
          <button type="button" onClick={() => store.openBytes(exampleText(name) ?? '')}>
            <b>{choose(title)}</b>
            <span>{choose(says)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ShareLink() {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const present = useSession((session) => session.history.present);
  const [link, setLink] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    let current = true;
    void encodeLink(present).then((made) => {
      if (!current) return;
      if (typeof made === 'string') setLink(`${location.origin}${location.pathname}${made}`);
      else setProblem(sentence(language, made));
    });
    return () => {
      current = false;
    };
  }, [present, language]);
  return (
    <>
      <p>{problem || say('shell.share-says')}</p>
      {link && (
        <div className={styles.link}>
          <input
            readOnly
            aria-label={say('shell.link')}
            value={link}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <button
            type="button"
            className={styles.button}
            onClick={() =>
              void navigator.clipboard.writeText(link).then(
                () => setCopied(true),
                () => setProblem(say('shell.copy-by-hand')),
              )
            }
          >
            {say(copied ? 'shell.copied' : 'shell.copy')}
          </button>
        </div>
      )}
      <button type="button" className={styles.button} onClick={() => saveFile(store)}>
        {say('command.save')}
      </button>
    </>
  );
}

function About() {
  const say = useSay();
  return (
    <>
      <p>{say('shell.about-says')}</p>
      <p>{say('shell.engine')}</p>
      <p>{say('shell.data')}</p>
    </>
  );
}
