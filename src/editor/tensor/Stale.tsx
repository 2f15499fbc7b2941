/* Said and shown while the numbers on the screen are of the drawing before the last change: every picture is paled and has a
   folded corner. What is computed at once is not worth it. */
import { useEffect, useState } from 'react';
import { useSay } from '../context.ts';
import styles from './tensor.module.css';

const PATIENCE = 250;

export function Stale() {
  const say = useSay();
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!shown) return;
    document.documentElement.dataset.stale = '';
    return () => {
      delete document.documentElement.dataset.stale;
    };
  }, [shown]);
  return shown ? (
    <p className={styles.stale} role="status">
      {say('canvas.stale')}
    </p>
  ) : null;
}
