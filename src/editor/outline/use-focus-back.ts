/* A button that a search takes the place of gets the focus back when the search is closed. */
import { type RefObject, useEffect, useRef } from 'react';

interface FocusBack {
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Call it before the search is closed. */
  readonly giveBack: () => void;
}

export function useFocusBack(away: boolean): FocusBack {
  const button = useRef<HTMLButtonElement>(null);
  const wanted = useRef(false);
  useEffect(() => {
    if (away || !wanted.current) return;
    wanted.current = false;
    button.current?.focus();
  }, [away]);
  return {
    button,
    giveBack: () => {
      wanted.current = true;
    },
  };
}
