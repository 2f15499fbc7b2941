/* A text that is typed: kept when typing rests or the field is left, followed when it is changed elsewhere, as by undo. */
import { useCallback, useEffect, useRef, useState } from 'react';

/** Milliseconds without a key before the network is built anew with what was written. */
const REST = 700;

export function useTyped(text: string, change: (text: string) => void) {
  const [typed, setTyped] = useState(text);
  const kept = useRef(text);
  const latest = useRef(change);
  latest.current = change;
  useEffect(() => {
    if (text !== kept.current) setTyped(text);
    kept.current = text;
  }, [text]);
  const keep = useCallback(() => {
    if (typed === kept.current) return;
    kept.current = typed;
    latest.current(typed);
  }, [typed]);
  useEffect(() => {
    const timer = setTimeout(keep, REST);
    return () => clearTimeout(timer);
  }, [keep]);
  return { typed, setTyped, keep };
}
