/* One tensor large: its picture with numbers where they fit, its statistics, and a window of its numbers as a table. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Address, parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Shape, size, written } from '../../tensor/shape.ts';
import type { View } from '../../worker/protocol.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { fmt, fmtFull, fmtStatistics } from '../tensor/format.ts';
import { arrange, type Box } from '../tensor/layout.ts';
import type { TensorSource } from '../tensor/live.ts';
import { TensorPicture } from '../tensor/TensorPicture.tsx';
import styles from './inspector.module.css';

const BOX: Box = { width: 300, height: 220, numbers: 10 };
const WINDOW = { rows: 8, columns: 5 } as const;

/** A gradient has the shape of its value; an input's gradient, of what is wired to it. */
export function shapeOf(plan: Plan, place: Address): Shape | undefined {
  const { node, name } = parts(place);
  const own = plan.shapes.get(place);
  if (own) return own;
  const value = name.replace(/^d/, '');
  const source = plan.steps.find((step) => step.node === node)?.sources.get(value);
  return plan.shapes.get(`${node}.${value}`) ?? (source && plan.shapes.get(source));
}

export function TensorLarge({ place, plan }: { place: Address; plan: Plan }) {
  const { live } = useChainrule();
  const say = useSay();
  const shape = shapeOf(plan, place);
  const key = JSON.stringify(shape ?? []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the shape.
  const arrangement = useMemo(() => arrange(shape ?? [], BOX), [key]);
  const { rows, columns } = arrangement.request;
  const source = useMemo(
    () => live.source((address) => ({ address, form: 'picture', rows, columns })),
    [live, rows, columns],
  );
  if (!shape) return null;
  const { name } = parts(place);
  return (
    <div className={styles.tensor} data-testid="inspector.tensor">
      <div className={styles.shape}>
        <b>{place}</b> {written(shape)}
      </div>
      <TensorPicture
        source={source}
        address={place}
        name={name}
        shape={shape}
        arrangement={arrangement}
        rule={name.startsWith('d') ? 'gradient' : 'value'}
        pending={say('canvas.pending')}
        {...(name === 'P' && { ramp: 'sequential' as const, scale: 1 })}
      />
      <Statistics source={source} place={place} />
      <Numbers place={place} shape={shape} />
    </div>
  );
}

/** Written beside React, as often as there is a report. */
function Statistics({ source, place }: { source: TensorSource; place: Address }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const write = () => {
      const view = source.read(place);
      if (line.current) line.current.textContent = view ? fmtStatistics(view.statistics) : '';
    };
    write();
    return source.subscribe(place, write);
  }, [source, place]);
  return <p ref={line} className={styles.statistics} />;
}

/** The exact numbers, a window at a time, with row and column to move it. At rest: while training they would only flicker. */
function Numbers({ place, shape }: { place: Address; shape: Shape }) {
  const { live } = useChainrule();
  const say = useSay();
  const running = useSession((session) => session.engine === 'running');
  const [corner, setCorner] = useState({ row: 0, column: 0 });
  const [view, setView] = useState<View | undefined>(undefined);
  const source = useMemo(
    () => live.source((address) => ({ address, form: 'window', ...corner, ...WINDOW })),
    [live, corner],
  );
  useEffect(() => {
    const take = () => setView(source.read(place));
    take();
    return running ? undefined : source.subscribe(place, take);
  }, [source, place, running]);
  const picture = view?.picture;
  const [height, width] = [size(shape.slice(0, -1)), shape.at(-1) ?? 1];
  const move = (part: 'row' | 'column', most: number) => (
    <label>
      {say(`inspector.${part}`)}
      <input
        type="number"
        min={0}
        max={Math.max(0, most - 1)}
        value={corner[part]}
        onChange={({ target }) =>
          setCorner({ ...corner, [part]: Math.max(0, Math.min(most - 1, Math.trunc(Number(target.value)) || 0)) })
        }
      />
    </label>
  );
  return (
    <details className={styles.numbers}>
      <summary>{say('inspector.numbers')}</summary>
      {height * width > WINDOW.rows * WINDOW.columns && (
        <div className={styles.corner}>
          {height > WINDOW.rows && move('row', height)}
          {width > WINDOW.columns && move('column', width)}
        </div>
      )}
      {picture && <Table picture={picture} />}
    </details>
  );
}

function Table({ picture }: { picture: NonNullable<View['picture']> }) {
  const from = (start: number, count: number) => Array.from({ length: count }, (_, i) => start + i);
  const [top, left] = picture.origin;
  const across = from(left, picture.columns);
  const at = (row: number, column: number) => picture.cells[(row - top) * picture.columns + column - left] ?? 0;
  return (
    <table data-testid="inspector.table">
      <thead>
        <tr>
          <th />
          {across.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {from(top, picture.rows).map((row) => (
          <tr key={row}>
            <th scope="row">{row}</th>
            {across.map((column) => (
              <td key={column} title={fmtFull(at(row, column))}>
                {fmt(at(row, column))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
