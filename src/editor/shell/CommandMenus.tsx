/* Menus made of commands: the main one, and the one under the pointer. */
import { useCallback, useEffect, useState } from 'react';
import { type CommandId, commandWords } from '../../words/commands.ts';
import { commandOf, commands, isEnabled, keysOf } from '../commands.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { printedKey } from './keys.ts';
import { type Item, MenuList } from './MenuList.tsx';
import { contextMenus, mainMenu } from './menus.ts';
import styles from './shell.module.css';

export function MainList({ close }: { readonly close: (back: boolean) => void }) {
  const say = useSay();
  return <MenuList label={say('shell.menu')} groups={useItems(mainMenu)} close={close} />;
}

const WIDTH = 256;
/** Of an entry; larger for fingers. */
const HEIGHT = matchMedia('(pointer: coarse)').matches ? 40 : 28;

/** Gives the focus back to what had it before. */
export function ContextMenu() {
  const menu = useSession((session) => session.menu);
  return menu && <ContextList key={`${menu.of} ${menu.x} ${menu.y}`} {...menu} />;
}

function ContextList({ x, y, of }: { x: number; y: number; of: keyof typeof contextMenus }) {
  const store = useChainrule();
  const say = useSay();
  const groups = useItems(contextMenus[of]);
  const [before] = useState(() => document.activeElement);
  const close = useCallback(
    (back: boolean) => {
      store.openMenu(null);
      if (back && before instanceof HTMLElement) before.focus();
    },
    [store, before],
  );
  useEffect(() => {
    const leave = () => store.openMenu(null);
    window.addEventListener('blur', leave);
    return () => window.removeEventListener('blur', leave);
  }, [store]);
  const height = groups.flat().length * HEIGHT + groups.length * 9;
  const style = {
    position: 'fixed',
    left: Math.max(8, Math.min(x, innerWidth - WIDTH)),
    top: Math.max(8, Math.min(y, innerHeight - height)),
  } as const;
  return (
    <div className={styles.context}>
      <MenuList label={say(`shell.menu-${of}`)} groups={groups} style={style} close={close} />
    </div>
  );
}

function useItems(groups: readonly (readonly CommandId[])[]): readonly (readonly Item[])[] {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const keys = useSession((session) => session.keys);
  const hidden = useSession((session) => session.hidden);
  // As text, so that only a change of it renders.
  const enabled = useSession((session) =>
    commands.flatMap((each) => (isEnabled(each, session) ? each.id : [])).join(' '),
  );
  const ids = enabled.split(' ');
  const shown = groups.map((group) => group.filter((id) => !hidden.has(id))).filter(({ length }) => length > 0);
  return shown.map((group) =>
    group.map<Item>((id) => {
      const command = commandOf(id);
      const [key] = keysOf(command, { keys });
      return {
        id,
        label: commandWords[language][id],
        keys: key && printedKey(key),
        disabled: !ids.includes(id),
        run: () => command.run(store),
      };
    }),
  );
}
