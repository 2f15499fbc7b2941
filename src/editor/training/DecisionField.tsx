/* The decision field: what the network says of every point of the plane, with the line where two classes are equal. */
import { useEffect, useRef } from 'react';
import type { Answer } from '../../worker/protocol.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { colourOf } from '../tensor/colour.ts';
import { currentTheme, onThemeChange } from '../tensor/theme.ts';
import { type Field, probabilities, zeroLine } from './field.ts';
import styles from './training.module.css';

type Rows = Extract<Answer, { kind: 'rows' }>;
const SIDE = 204;
const COARSE = 60;
const FINE = 102;
const PAUSE = 110;

export function DecisionField(field: Field) {
  const { input, node, logits, classes } = field;
  const store = useChainrule();
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  const loaded = useSession((session) => (session.measures ? session.revision : null));
  useEffect(() => {
    if (loaded === null) return;
    let ended = false;
    let rows: Rows | null = null;
    let drawn = '';
    let asked = 0;
    let last: { values: Float32Array; n: number } | null = null;
    const paint = () => {
      const pen = canvas.current?.getContext('2d');
      if (pen && rows && last) paintField(pen, rows, last.values, last.n, classes);
    };
    const ask = async () => {
      const { engine, measures } = store.session.getState();
      const n = engine === 'running' ? COARSE : FINE;
      const wanted = `${measures?.step} ${measures?.loss} ${n}`;
      if (ended || !rows || wanted === drawn || Date.now() - asked < (engine === 'running' ? PAUSE : 0)) return;
      drawn = wanted;
      asked = Date.now();
      const answer = await store.ask({
        kind: 'evaluate',
        input,
        shape: [n * n, 2],
        data: grid(rows, n),
        output: logits,
      });
      if (ended || answer.kind !== 'evaluate') return;
      last = { values: probabilities(answer.data, classes), n };
      paint();
      void ask();
    };
    void store.ask({ kind: 'rows', node, from: 0, count: 2000 }).then((answer) => {
      if (answer.kind === 'rows') rows = answer;
      void ask();
    });
    const leave = [store.session.subscribe(() => void ask()), onThemeChange(paint)];
    return () => {
      ended = true;
      for (const end of leave) end();
    };
  }, [store, loaded, input, node, logits, classes]);
  return (
    <section className={styles.pane} data-pane="field" aria-label={say('training.field')}>
      <div className={styles.head}>
        <h2>{say('training.field')}</h2>
        {classes === 2 && <span className={styles.note}>p₁ − p₀</span>}
      </div>
      <canvas
        ref={canvas}
        width={2 * SIDE}
        height={2 * SIDE}
        className={styles.field}
        role="img"
        aria-label={say('training.field-help')}
        data-testid="field"
      />
    </section>
  );
}

/** The box around the rows, with a margin: [left, width, top, height], y upwards. */
function frameOf({ columns }: Rows) {
  const { data = [] } = columns.get('X') ?? {};
  const extent = (offset: number): readonly [number, number] => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = offset; i < data.length; i += 2) {
      low = Math.min(low, data[i] ?? 0);
      high = Math.max(high, data[i] ?? 0);
    }
    const margin = 0.12 * (high - low || 1);
    return [low - margin, high - low + 2 * margin];
  };
  return [...extent(0), ...extent(1)] as const;
}

function grid(rows: Rows, n: number): Float32Array {
  const [left, width, bottom, height] = frameOf(rows);
  const points = new Float32Array(2 * n * n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++)
      points.set([left + (i / (n - 1)) * width, bottom + (1 - j / (n - 1)) * height], 2 * (j * n + i));
  return points;
}

function paintField(pen: CanvasRenderingContext2D, rows: Rows, values: Float32Array, n: number, classes: number): void {
  const theme = currentTheme();
  const root = getComputedStyle(document.documentElement);
  const [left, width, bottom, height] = frameOf(rows);
  const cell = SIDE / n;
  const leans = new Float32Array(n * n);
  pen.setTransform(2, 0, 0, 2, 0, 0);
  for (let at = 0; at < n * n; at++) {
    const [best, share] = strongest(values, at, classes);
    leans[at] = (values[at * classes + 1] ?? 0) - (values[at * classes] ?? 0);
    pen.globalAlpha = classes === 2 ? 1 : Math.max(0, share - 1 / classes) * 0.6;
    pen.fillStyle =
      classes === 2
        ? colourOf((leans[at] ?? 0) * 0.5, 1, 'diverging', theme)
        : root.getPropertyValue(`--category-${(best % 8) + 1}`);
    if (classes !== 2) pen.clearRect((at % n) * cell, Math.floor(at / n) * cell, cell, cell);
    pen.fillRect((at % n) * cell, Math.floor(at / n) * cell, cell + 0.5, cell + 0.5);
  }
  pen.globalAlpha = 1;
  pen.lineWidth = 1.25;
  pen.strokeStyle = root.getPropertyValue('--text');
  pen.beginPath();
  const scale = SIDE / (n - 1);
  if (classes === 2)
    for (const [x0, y0, x1, y1] of zeroLine(leans, n)) {
      pen.moveTo(x0 * scale, y0 * scale);
      pen.lineTo(x1 * scale, y1 * scale);
    }
  pen.stroke();
  const [X, y] = [rows.columns.get('X'), rows.columns.get('y')];
  const test = new Set(rows.test);
  pen.lineWidth = 1;
  for (let row = 0; row < (X?.shape[0] ?? 0); row++) {
    const label = y?.data[row] ?? 0;
    const [px, py] = [
      (((X?.data[2 * row] ?? 0) - left) / width) * SIDE,
      SIDE - (((X?.data[2 * row + 1] ?? 0) - bottom) / height) * SIDE,
    ];
    const colour =
      classes === 2
        ? colourOf(label ? 1 : -1, 1, 'diverging', theme)
        : root.getPropertyValue(`--category-${(label % 8) + 1}`);
    pen.beginPath();
    if (label % 2 === 1) pen.rect(px - 2.6, py - 2.6, 5.2, 5.2);
    else pen.arc(px, py, 3, 0, 2 * Math.PI);
    pen.fillStyle = test.has(row) ? root.getPropertyValue('--surface') : colour;
    pen.strokeStyle = test.has(row) ? colour : root.getPropertyValue('--surface');
    pen.fill();
    pen.stroke();
  }
}

function strongest(values: Float32Array, at: number, classes: number): readonly [number, number] {
  let best = 0;
  for (let c = 1; c < classes; c++) if ((values[at * classes + c] ?? 0) > (values[at * classes + best] ?? 0)) best = c;
  return [best, values[at * classes + best] ?? 0];
}
