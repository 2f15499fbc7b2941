/* A small menu under a button: arrow keys move, letters find, Escape closes and gives the focus back. */
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './shell.module.css';

export interface Item {
  readonly id: string;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  /** The name of the button, when its content is no name by itself. */
  readonly label: string;
  readonly children: ReactNode;
  /** With a line between them. */
  readonly groups: readonly (readonly Item[])[];
  readonly className?: string | undefined;
  /** Takes the focus when it appears. */
  readonly focused?: boolean;
  readonly onDoubleClick?: () => void;
}

export function Menu({ label, children, groups, className, focused = false, onDoubleClick }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  useEffect(() => {
    if (!open) return;
    list.current?.querySelector<HTMLElement>('[role="menuitem"]:not([aria-disabled="true"])')?.focus();
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !list.current?.contains(target) && !button.current?.contains(target))
        setOpen(false);
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return setOpen(false);
    if (event.key === 'Escape') close();
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
    <div className={styles.menu}>
      <button
        ref={button}
        type="button"
        className={className ?? styles.icon}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onDoubleClick={onDoubleClick}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {open && (
        <div
          ref={list}
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          className={styles.list}
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
                  tabIndex={-1}
                  aria-disabled={item.disabled === true}
                  onClick={() => {
                    if (item.disabled) return;
                    close();
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
      )}
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
