/* A button with a menu under it; closing gives the button the focus back. */
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { type Item, MenuList } from './MenuList.tsx';
import styles from './shell.module.css';

interface MenuProps {
  /** The name of the button, when its content is no name by itself. */
  readonly label: string;
  readonly children: ReactNode;
  /** With a line between them. */
  readonly groups?: readonly (readonly Item[])[];
  /** In place of groups: a list that is fetched when it is opened. */
  readonly content?: (close: (back: boolean) => void) => ReactNode;
  readonly className?: string | undefined;
  /** Takes the focus when it appears. */
  readonly focused?: boolean;
  readonly onDoubleClick?: () => void;
}

export function Menu({ label, children, groups = [], content, className, focused = false, onDoubleClick }: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  const close = useCallback((back: boolean) => {
    setOpen(false);
    if (back) button.current?.focus();
  }, []);
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
        aria-controls={open && !content ? id : undefined}
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
      {open && (content ? content(close) : <MenuList id={id} label={label} groups={groups} close={close} />)}
    </div>
  );
}
