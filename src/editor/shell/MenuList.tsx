/* The entries of a menu: arrow keys move, letters find, Escape closes. */
import { type CSSProperties, Fragment, type KeyboardEvent, useEffect, useRef } from 'react';
import styles from './shell.module.css';

export interface Item {
  readonly id: string;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly run: () => void;
}

interface Props {
  readonly id?: string | undefined;
  readonly label: string;
  /** With a line between them. */
  readonly groups: readonly (readonly Item[])[];
  readonly style?: CSSProperties;
  /** `back`: the focus goes back to where it was. */
  readonly close: (back: boolean) => void;
}

export function MenuList({ id, label, groups, style, close }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[role="menuitem"]:not([aria-disabled="true"])')?.focus();
  }, []);
  useEffect(() => {
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !list.current?.parentElement?.contains(target)) close(false);
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [close]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return close(false);
    if (event.key === 'Escape') close(true);
    else {
      const entries = [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
      const next = goal(event.key, entries);
      if (!next) return;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      id={id}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={styles.list}
      style={style}
      onKeyDown={onKeyDown}
    >
      {groups.map((items, place) => (
        <Fragment key={items[0]?.id}>
          {place > 0 && <hr />}
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={place === 0 && item === items[0] ? 0 : -1}
              aria-disabled={item.disabled === true}
              onClick={() => {
                if (item.disabled) return;
                close(true);
                item.run();
              }}
            >
              <span>{item.label}</span>
              {item.keys && <kbd>{item.keys}</kbd>}
            </button>
          ))}
        </Fragment>
      ))}
    </div>
  );
}

/** Where a key leads from the entry that has the focus; undefined for a key that leads nowhere. */
function goal(key: string, entries: readonly HTMLElement[]): HTMLElement | undefined {
  const at = entries.findIndex((entry) => entry.matches(':focus'));
  if (key === 'ArrowDown') return entries[(at + 1) % entries.length];
  if (key === 'ArrowUp') return entries.at(at <= 0 ? -1 : at - 1);
  if (key === 'Home') return entries[0];
  if (key === 'End') return entries.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
  return after.find(({ textContent }) => textContent?.toLowerCase().startsWith(key.toLowerCase()));
}
