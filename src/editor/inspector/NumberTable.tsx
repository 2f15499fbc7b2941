/* A window of a tensor's numbers as a table, which can be moved over the whole. The numbers are written beside React. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Address } from '../../document/document.ts';
import { type Shape, size } from '../../tensor/shape.ts';
import type { View } from '../../worker/protocol.ts';
import { useChainrule, useSay } from '../context.ts';
import { fmt, fmtFull } from '../tensor/format.ts';
import styles from './inspector.module.css';

const MOST = 8;

interface Props {
  readonly place: Address;
  /** Where its numbers are kept. */
  readonly origin: Address;
  readonly shape: Shape;
}

export function NumberTable({ place, origin, shape }: Props) {
  const { live } = useChainrule();
  const say = useSay();
  const [row, setRow] = useState(0);
  const [column, setColumn] = useState(0);
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, width] = [size(shape.slice(0, -1)), shape.at(-1) ?? 1];
  const [rows, columns] = [Math.min(MOST, height - row), Math.min(MOST, width - column)];
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
      {(height > MOST || width > MOST) && (
        <div className={styles.corner}>
          {height > MOST && <Mover axis={say('inspector.row')} at={row} length={height} move={setRow} />}
          {width > MOST && <Mover axis={say('inspector.column')} at={column} length={width} move={setColumn} />}
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
                <th scope="row">{each}</th>
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

interface MoverProps {
  readonly axis: string;
  readonly at: number;
  readonly length: number;
  readonly move: (to: number) => void;
}

/** Where the window begins along an axis. */
function Mover({ axis, at, length, move }: MoverProps) {
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
        onClick={() => to(at - MOST)}
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
        disabled={at + MOST > most}
        aria-label={say('inspector.after', { axis })}
        onClick={() => to(at + MOST)}
      >
        <ChevronRight size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
