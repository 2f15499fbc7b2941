/* The picture in a data node: its rows, drawn once for each data set. */
import { use, useEffect, useRef, useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import { size } from '../../tensor/shape.ts';
import type { Answer } from '../../worker/requests.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { nextFrame } from '../tensor/frames.ts';
import { currentTheme, onThemeChange } from '../tensor/theme.ts';
import { DetailContext } from './detail.ts';
import { SAMPLES } from './height.ts';
import styles from './node.module.css';
import type { Preview } from './pictures.ts';
import { PICTURES, paintPictures, paintScatter, type Rows } from './samples.ts';

/** More points than this only hide each other. */
const POINTS = 400;

export function Samples({
  node,
  preview,
  classes,
}: {
  readonly node: NodeId;
  readonly preview: Preview;
  readonly classes: boolean;
}) {
  const say = useSay();
  const zoom = use(DetailContext);
  const rows = useRows(node, preview === 'pictures' ? PICTURES : POINTS, classes);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = SAMPLES[preview];
  useEffect(() => {
    const draw = () => {
      const pen = canvas.current?.getContext('2d');
      if (!canvas.current || !pen) return;
      const ratio = Math.max(1, zoom) * window.devicePixelRatio;
      canvas.current.width = Math.round(width * ratio);
      canvas.current.height = Math.round(height * ratio);
      pen.scale(ratio, ratio);
      if (rows)
        (preview === 'pictures' ? paintPictures : paintScatter)(pen, rows, { width, height, theme: currentTheme() });
    };
    draw();
    return onThemeChange(() => nextFrame(draw));
  }, [rows, preview, zoom, width, height]);
  return (
    <canvas
      ref={canvas}
      className={styles.samples}
      style={{ width, height }}
      role="img"
      aria-label={say('canvas.samples')}
      data-samples={node}
    />
  );
}

/** The first rows of a data node, asked for anew with every network; null before the answer. */
function useRows(node: NodeId, count: number, classes: boolean): Rows | null {
  const store = useChainrule();
  const revision = useSession((session) => session.revision);
  const loaded = useSession((session) => session.measures !== null);
  const [rows, setRows] = useState<Rows | null>(null);
  useEffect(() => {
    if (!loaded || revision === '') return;
    let wanted = true;
    void store.ask({ kind: 'rows', node, from: 0, count }).then((answer) => {
      // While the drawing is broken there is no network to ask: the rows shown last stay.
      if (wanted) setRows((shown) => read(answer, classes) ?? shown);
    });
    return () => {
      wanted = false;
    };
  }, [store, node, count, classes, revision, loaded]);
  return rows;
}

function read(answer: Answer, classes: boolean): Rows | null {
  if (answer.kind !== 'rows') return null;
  const [X, y] = [answer.columns.get('X'), answer.columns.get('y')];
  if (!X) return null;
  return { X: X.data, width: size(X.shape.slice(1)), y: y ? labels(y.data, size(y.shape.slice(1))) : [], classes };
}

/** One-hot rows back to the classes that they stand for. */
function labels(data: readonly number[], width: number): readonly number[] {
  if (width < 2) return data;
  return Array.from({ length: data.length / width }, (_, row) => data.slice(row * width, (row + 1) * width).indexOf(1));
}
