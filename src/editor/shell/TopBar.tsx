/* The top bar: menu, name, the open document, and what concerns the whole page. */
import { CircleHelp, Menu as MenuIcon, Moon, Redo2, Share, Sun, Undo2 } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { lastChange, nextChange } from '../../store/by-hand.ts';
import type { CommandId } from '../../words/commands.ts';
import { commandOf } from '../commands.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { part } from '../part.ts';
import { changeWords } from './changes.ts';
import { DocumentTitle } from './DocumentTitle.tsx';
import { Menu } from './Menu.tsx';
import styles from './shell.module.css';

const MainList = part(async () => (await import('./CommandMenus.tsx')).MainList);

export function TopBar() {
  return (
    <header className={styles.bar}>
      <MainMenu />
      <h1 className={styles.product}>Chainrule</h1>
      <span className={styles.rule} />
      <DocumentTitle />
      <UndoRedo />
      <SaveWords />
      <span className={styles.space} />
      <PageControls />
    </header>
  );
}

function MainMenu() {
  const say = useSay();
  return (
    <Menu
      label={say('shell.menu')}
      content={(close) => (
        <Suspense>
          <MainList close={close} />
        </Suspense>
      )}
    >
      <MenuIcon size={16} aria-hidden="true" />
    </Menu>
  );
}

/** There from the first edit on. */
function UndoRedo() {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const past = useSession(lastChange);
  const future = useSession(nextChange);
  if (!past && !future) return null;
  const undo = past ? say('shell.undo', { change: changeWords(language, past) }) : say('shell.undo-none');
  const redo = future ? say('shell.redo', { change: changeWords(language, future) }) : say('shell.redo-none');
  return (
    <>
      <button
        type="button"
        className={styles.icon}
        aria-label={undo}
        title={undo}
        disabled={!past}
        onClick={() => store.undo()}
      >
        <Undo2 size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-label={redo}
        title={redo}
        disabled={!future}
        onClick={() => store.redo()}
      >
        <Redo2 size={16} aria-hidden="true" />
      </button>
    </>
  );
}

const BRIEFLY = 1600;

/** Saving needs no words; that it failed does, and for a moment that it was done. */
function SaveWords() {
  const say = useSay();
  const saved = useSession((session) => session.saved);
  const edited = useSession(({ history }) => history.past.length + history.future.length > 0);
  const [brief, setBrief] = useState(false);
  useEffect(() => {
    if (saved === 'saving') setBrief(true);
    if (saved !== 'saved') return;
    const alarm = setTimeout(() => setBrief(false), BRIEFLY);
    return () => clearTimeout(alarm);
  }, [saved]);
  return (
    <>
      <span className={styles.failed} role="status">
        {saved === 'failed' && say('shell.not-saved')}
      </span>
      {saved === 'saved' && brief && edited && (
        <span className={styles.saved} aria-hidden="true">
          {say('shell.saved')}
        </span>
      )}
    </>
  );
}

function PageControls() {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const theme = useSession((session) => session.theme);
  const run = (id: CommandId) => commandOf(id).run(store);
  const themeWords = say(theme === 'light' ? 'shell.go-dark' : 'shell.go-light');
  return (
    <>
      <button
        type="button"
        className={styles.text}
        lang={language === 'en' ? 'ja' : 'en'}
        title={say('shell.language')}
        onClick={() => run('language')}
      >
        {language === 'en' ? '日本語' : 'EN'}
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-label={themeWords}
        title={themeWords}
        onClick={() => run('theme')}
      >
        {theme === 'light' ? <Moon size={16} aria-hidden="true" /> : <Sun size={16} aria-hidden="true" />}
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-label={say('shell.help')}
        title={say('shell.help')}
        onClick={() => run('help')}
      >
        <CircleHelp size={16} aria-hidden="true" />
      </button>
      <button type="button" className={styles.share} onClick={() => run('share')}>
        <Share size={14} aria-hidden="true" />
        {say('shell.share')}
      </button>
    </>
  );
}
