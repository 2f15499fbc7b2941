/* One sample of the batch as a small picture. */
import { useEffect, useRef } from 'react';
import { useSession } from '../context.ts';
import { css, rampTable, tableColour } from '../tensor/colour.ts';
import styles from './probe.module.css';
import { useProbeSay } from './say.ts';
import type { Batch } from './use-batch.ts';

/** Square, of one channel, values 0 to 1; an empty place until the batch is there. */
export function Picture({ batch, sample }: { readonly batch: Batch | null; readonly sample: number }) {
  const say = useProbeSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useSession((session) => session.theme);
  const side = batch ? Math.max(1, Math.round(Math.sqrt(batch.width))) : 8;
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen || !batch) return;
    const table = rampTable(theme, 'grey');
    for (let pixel = 0; pixel < side * side; pixel++) {
      const value = batch.X[sample * batch.width + pixel] ?? 0;
      pen.fillStyle = css(tableColour(table, Math.round(Math.max(0, Math.min(1, value)) * 255)));
      pen.fillRect(pixel % side, Math.floor(pixel / side), 1, 1);
    }
  }, [batch, sample, theme, side]);
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      width={side}
      height={side}
      role="img"
      aria-label={say('sample', { n: sample })}
    />
  );
}
