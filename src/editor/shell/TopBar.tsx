/* The top bar: menu, name, the open document, and what concerns the whole page. */
import { ChevronDown, CircleHelp, Menu as MenuIcon, Moon, Redo2, Share, Sun, Undo2 } from 'lucide-react';
import { examples, exampleText } from '../../document/examples.ts';
import { commandOf, printedKey } from '../commands.ts';
import { useChainrule, useChoose, useSay, useSession } from '../context.ts';
import { type Item, Menu } from './Menu.tsx';
import styles from './shell.module.css';

const MENU = [
  'new',
  'open',
  'save',
  'examples',
  'share',
  'undo',
  'redo',
  'add',
  'delete',
  'select-all',
  'fit-all',
  'help',
  'about',
];

export function TopBar() {
  const store = useChainrule();
  const say = useSay();
  const choose = useChoose();
  const session = useSession((state) => state);
  const { language, theme, history, saved } = session;
  const { card, title } = history.present;
  const name = card ? choose(card.title) : title || say('shell.untitled');
  const edited = history.past.length > 0 || history.future.length > 0;
  const run = (id: string) => commandOf(id).run(store);
  const menu: Item[] = MENU.map((id) => {
    const { label, keys, enabled } = commandOf(id);
    return {
      id,
      label: say(label),
      keys: keys[0] && printedKey(keys[0]),
      disabled: !enabled(session),
      run: () => run(id),
    };
  });
  const gallery: Item[] = examples().map((example) => ({
    id: example.name,
    label: choose(example.title),
    run: () => store.openBytes(exampleText(example.name) ?? ''),
  }));
  const doing = (id: 'undo' | 'redo') => {
    const change = id === 'undo' ? history.past.at(-1) : history.future.at(-1);
    return `${say(commandOf(id).label)}${change ? `: ${say(`edit.${change.label.code}` as 'edit.connect', change.label.values)}` : ''}`;
  };
  return (
    <header className={styles.bar}>
      <Menu label={say('shell.menu')} items={menu}>
        <MenuIcon size={16} aria-hidden="true" />
      </Menu>
      <h1 className={styles.product}>Chainrule</h1>
      <span className={styles.rule} />
      <Menu label={say('shell.example', { name })} items={gallery} className={styles.title}>
        {name} <ChevronDown size={14} aria-hidden="true" />
      </Menu>
      {edited && (
        <>
          <button
            type="button"
            className={styles.icon}
            aria-label={doing('undo')}
            title={doing('undo')}
            disabled={history.past.length === 0}
            onClick={store.undo}
          >
            <Undo2 size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={styles.icon}
            aria-label={doing('redo')}
            title={doing('redo')}
            disabled={history.future.length === 0}
            onClick={store.redo}
          >
            <Redo2 size={16} aria-hidden="true" />
          </button>
          <span className={styles.saved} data-state={saved} role="status">
            {say(saved === 'failed' ? 'shell.not-saved' : saved === 'saving' ? 'shell.saving' : 'shell.saved')}
          </span>
        </>
      )}
      <span className={styles.space} />
      <button
        type="button"
        className={styles.text}
        lang={language === 'en' ? 'ja' : 'en'}
        title={say('command.language')}
        onClick={() => run('language')}
      >
        {language === 'en' ? '日本語' : 'EN'}
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-label={say('command.theme')}
        title={say('command.theme')}
        onClick={() => run('theme')}
      >
        {theme === 'light' ? <Moon size={16} aria-hidden="true" /> : <Sun size={16} aria-hidden="true" />}
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-label={say('command.help')}
        title={say('command.help')}
        onClick={() => run('help')}
      >
        <CircleHelp size={16} aria-hidden="true" />
      </button>
      <button type="button" className={styles.share} onClick={() => run('share')}>
        <Share size={14} aria-hidden="true" />
        {say('command.share')}
      </button>
    </header>
  );
}
