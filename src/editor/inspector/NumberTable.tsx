/* A window of a tensor's numbers as a table, which can be moved over the whole. The numbers are written beside React. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Address } from '../../document/document.ts';
import { type Shape, size, unravelled } from '../../tensor/shape.ts';
import type { View } from '../../worker/view.ts';
import { useChainrule, useSay } from '../context.ts';
import { fmt, fmtFull } from '../tensor/format.ts';
import styles from './inspector.module.css';

/** As much has room in the inspector. */
const MOST = { rows: 8, columns: 8 };

interface Props {
  readonly place: Address;
  /** Where its numbers are kept. */
  readonly origin: Address;
  readonly shape: Shape;
  /** As large is the window. */
  readonly most?: { readonly rows: number; readonly columns: number };
}

export function NumberTable({ place, origin, shape, most = MOST }: Props) {
  const { live } = useChainrule();
  const say = useSay();
  const [row, setRow] = useState(0);
  const [column, setColumn] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, width] = [size(shape.slice(0, -1)), shape.at(-1) ?? 1];
  const [rows, columns] = [Math.min(most.rows, height - row), Math.min(most.columns, width - column)];
  const source = useMemo(
    () => live.source((address) => ({ address, form: 'window', row, column, rows, columns })),
    [live, row, column, rows, columns],
  );
  useEffect(() => {
    const write = () => body.current && writeCells(body.current, source.read(origin));
    write();
    return source.subscribe(origin, write);
  }, [source, origin]);
  const across = Array.from({ length: columns }, (_, place) => column + place);
  const down = Array.from({ length: rows }, (_, place) => row + place);
  return (
    <>
      {(height > most.rows || width > most.columns) && (
        <div className={styles.corner}>
          {height > most.rows && (
            <Mover axis={say('inspector.row')} at={row} length={height} by={most.rows} move={setRow} />
          )}
          {width > most.columns && (
            <Mover axis={say('inspector.column')} at={column} length={width} by={most.columns} move={setColumn} />
          )}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className={styles.window} tabIndex={0} aria-label={`${say('inspector.numbers')} ${place}`}>
        <table data-testid="inspector.table">
          <thead>
            <tr>
              <td />
              {across.map((each) => (
                <th key={each} scope="col">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {down.map((each) => (
              <tr key={each}>
                <th scope="row">{indexed(shape, each)}</th>
                {across.map((cell) => (
                  <td key={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Three digits to read, all of them in the title. */
function writeCells(body: HTMLTableSectionElement, view: View | undefined): void {
  const { cells, columns = 0, mask } = view?.picture ?? {};
  for (const [r, line] of [...body.rows].entries())
    for (const [c, cell] of [...line.cells].slice(1).entries()) {
      const index = r * columns + c;
      const x = c < columns ? cells?.[index] : undefined;
      cell.textContent = x === undefined ? '' : fmt(x);
      cell.title = x === undefined ? '' : fmtFull(x);
      cell.dataset.masked = String(mask?.[index] === 1);
    }
}

/** `3`, or of more axes than two `0,2,1`. */
function indexed(shape: Shape, row: number): string {
  return shape.length > 2 ? unravelled(shape.slice(0, -1), row).join(',') : String(row);
}

interface MoverProps {
  readonly axis: string;
  readonly at: number;
  readonly length: number;
  readonly by: number;
  readonly move: (to: number) => void;
}

/** Where the window begins along an axis. */
function Mover({ axis, at, length, by, move }: MoverProps) {
  const say = useSay();
  const most = length - 1;
  const to = (wanted: number) => move(Math.max(0, Math.min(most, Math.trunc(wanted) || 0)));
  return (
    <div className={styles.mover}>
      <button
        type="button"
        className={styles.icon}
        disabled={at === 0}
        aria-label={say('inspector.before', { axis })}
        onClick={() => to(at - by)}
      >
        <ChevronLeft size={14} aria-hidden="true" />
      </button>
      <label>
        {axis}
        <input type="number" min={0} max={most} value={at} onChange={({ target }) => to(target.valueAsNumber)} />
      </label>
      <button
        type="button"
        className={styles.icon}
        disabled={at + by > most}
        aria-label={say('inspector.after', { axis })}
        onClick={() => to(at + by)}
      >
        <ChevronRight size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
