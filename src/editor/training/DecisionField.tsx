/* The decision field: what the network says of every point of the plane, with the line where two classes are equal; for
   a network of one number in and one out, the curve that it fits. */
import { useEffect, useRef } from 'react';
import { useChainrule, useSay, useSession } from '../context.ts';
import { currentTheme, onThemeChange } from '../tensor/theme.ts';
import { type Field, SIDE } from './field.ts';
import { type Picture, paintField, SCALE } from './field-paint.ts';
import { followField } from './follow-field.ts';
import styles from './training.module.css';

export function DecisionField({ field }: { readonly field: Field }) {
  const store = useChainrule();
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  // Another first measurement means another network, and other rows with it.
  const network = useSession(({ measures, first }) => measures && (first ?? 'resumed'));
  useEffect(() => {
    if (network === null) return;
    let picture: Picture | null = null;
    const paint = () => {
      const pen = canvas.current?.getContext('2d');
      const ink = getComputedStyle(document.documentElement).getPropertyValue('--text');
      if (pen && picture) paintField(pen, picture, currentTheme(), ink);
    };
    const ends = [
      followField(store, field, (next) => {
        picture = next;
        paint();
      }),
      onThemeChange(paint),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [store, field, network]);
  const plane = field.kind === 'plane';
  const title = say(plane ? 'training.field' : 'training.fit');
  return (
    <section className={styles.pane} data-pane="field" aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {field.classes === 2 && <span className={styles.note}>p₁ − p₀</span>}
      </div>
      <canvas
        ref={canvas}
        width={SCALE * SIDE}
        height={SCALE * SIDE}
        className={styles.field}
        role="img"
        aria-label={say(
          !plane ? 'training.fit-help' : field.classes === 2 ? 'training.field-help' : 'training.classes-help',
        )}
        data-testid="field"
      />
    </section>
  );
}
