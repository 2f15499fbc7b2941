/* All numbers of a tensor as a table, a window of them at a time. */
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { written } from '../../tensor/shape.ts';
import { useSay } from '../context.ts';
import { NumberTable } from '../inspector/NumberTable.tsx';
import styles from './card.module.css';
import { look, type Table } from './looking.ts';

const MOST = { rows: 20, columns: 12 };

export function TableDialog({ table: { place, origin, shape } }: { readonly table: Table }) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.table} aria-labelledby="table-title" onClose={() => look(null)}>
      <header>
        <h2 id="table-title">
          {place} <span>{written(shape)}</span>
        </h2>
        <form method="dialog">
          <button type="submit" aria-label={say('shell.close')}>
            <X size={16} aria-hidden="true" />
          </button>
        </form>
      </header>
      <NumberTable place={place} origin={origin} shape={shape} most={MOST} />
    </dialog>
  );
}
