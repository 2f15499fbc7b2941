/* Rows of a file as they are written, however many there are: only those in sight are asked for and drawn. The heads of
   the columns say what each holds and what it is used for. */
import { type CSSProperties, type ReactNode, type UIEvent, useEffect, useState } from 'react';
import type { Reader } from '../../worker/reader.ts';
import styles from './data.module.css';
import { useDataSay } from './say.ts';

const CELL = { width: 148, height: 24 };
const ROWS = 8;
/** Pixels: a browser lays out no more. */
const TALLEST = 8_000_000;

interface Props {
  readonly reader: () => Reader;
  readonly rows: number;
  readonly columns: number;
  readonly head: (column: number) => ReactNode;
  /** Pixels of a head. */
  readonly tall: number;
}

interface Seen {
  readonly from: number;
  readonly cells: readonly (readonly string[])[];
}

export function Grid({ reader, rows, columns, head, tall }: Props) {
  const say = useDataSay();
  const [at, setAt] = useState({ row: 0, column: 0, across: 6 });
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    let wanted = true;
    void reader()
      .rows(at.row, ROWS)
      .then((cells) => wanted && setSeen({ from: at.row, cells }));
    return () => {
      wanted = false;
    };
  }, [reader, at.row]);
  const height = Math.min(TALLEST, Math.max(ROWS, rows) * CELL.height);
  const scrolled = ({ currentTarget: { scrollTop, scrollLeft, clientWidth } }: UIEvent<HTMLElement>) => {
    const last = Math.max(0, rows - ROWS);
    const share = scrollTop / Math.max(1, height - ROWS * CELL.height);
    const row = Math.min(last, Math.round(share * last));
    const across = Math.ceil(clientWidth / CELL.width) + 1;
    const column = Math.max(0, Math.min(columns - across + 1, Math.floor(scrollLeft / CELL.width)));
    setAt((before) =>
      before.row === row && before.column === column && before.across === across ? before : { row, column, across },
    );
  };
  const shown = Array.from({ length: Math.min(at.across, columns - at.column) }, (_, i) => at.column + i);
  return (
    <section
      className={styles.grid}
      style={{ '--head': `${tall}px` } as CSSProperties}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
      tabIndex={0}
      aria-label={say('rows')}
      onScroll={scrolled}
    >
      <div style={{ width: 64 + columns * CELL.width, height: height + tall + 8 }}>
        <table aria-rowcount={rows} aria-colcount={columns}>
          <thead>
            <tr>
              <td />
              {shown.map((column) => (
                <th key={column} scope="col" aria-colindex={column + 1}>
                  {head(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: Math.min(ROWS, rows) }, (_, i) => at.row + i).map((row) => {
              const cells = seen?.cells[row - seen.from];
              return (
                <tr key={row} aria-rowindex={row + 1}>
                  <th scope="row">{row + 1}</th>
                  {shown.map((column) => (
                    <td key={column} title={cells?.[column]}>
                      {cells ? (cells[column] ?? '') : '…'}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
