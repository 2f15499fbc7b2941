/* All numbers of a tensor: as a table, a window of them at a time, or as cells of a picture that is scrolled over. */
import { X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { size } from '../../tensor/shape.ts';
import { useSay, useSession } from '../context.ts';
import { NumberTable } from '../inspector/NumberTable.tsx';
import { axesOf, withAxes } from './axes.ts';
import styles from './card.module.css';
import { look, type Table } from './looking.ts';
import { ScrolledPicture } from './ScrolledPicture.tsx';

const MOST = { rows: 20, columns: 12 };
const FORMS = ['numbers', 'picture'] as const;
/** A browser lays out no more; the table has all numbers of longer tensors. */
const LONGEST = 400_000;

export function TableDialog({ table: { place, origin, shape } }: { readonly table: Table }) {
  const say = useSay();
  const group = useId();
  const [form, show] = useState<(typeof FORMS)[number]>('numbers');
  const plan = useSession((session) => session.plan);
  const document = useSession((session) => session.history.present);
  const axes = useMemo(() => axesOf(document, plan, place), [document, plan, place]);
  const drawable = Math.max(size(shape.slice(0, -1)), shape.at(-1) ?? 1) <= LONGEST;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.table} aria-labelledby="table-title" onClose={() => look(null)}>
      <header>
        <h2 id="table-title">
          {place} <span>{withAxes(shape, axes)}</span>
        </h2>
        <form method="dialog">
          <button type="submit" aria-label={say('shell.close')}>
            <X size={16} aria-hidden="true" />
          </button>
        </form>
      </header>
      {drawable && (
        <fieldset className={styles.forms} aria-label={say('tensor.shown-as')}>
          {FORMS.map((each) => (
            <label key={each}>
              <input type="radio" name={group} checked={form === each} onChange={() => show(each)} />
              {say(`tensor.as-${each}`)}
            </label>
          ))}
        </fieldset>
      )}
      {form === 'numbers' ? (
        <NumberTable place={place} origin={origin} shape={shape} most={MOST} />
      ) : (
        <ScrolledPicture place={place} origin={origin} shape={shape} axes={axes} />
      )}
    </dialog>
  );
}
