/* The decision field: what the network says of every point of the plane, with the line where two classes are equal; for
   a network of one number in and one out, the curve that it fits. */
import { useEffect, useMemo, useRef } from 'react';
import { useChainrule, useSay, useSession } from '../context.ts';
import { fmtCount } from '../tensor/format.ts';
import { currentTheme, onThemeChange } from '../tensor/theme.ts';
import { type Field, SIDE } from './field.ts';
import { type Picture, paintField, SCALE } from './field-paint.ts';
import { followField } from './follow-field.ts';
import styles from './training.module.css';
import { arranged, paintUnits, unitsOf } from './units.ts';

/** While a single layer is selected, as each of its units sees it. */
export function DecisionField({ field: whole }: { readonly field: Field }) {
  const store = useChainrule();
  const say = useSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  const plan = useSession((session) => session.plan);
  const selected = useSession(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined));
  const units = useMemo(
    () => (selected === undefined ? null : unitsOf(plan, whole, selected)),
    [plan, whole, selected],
  );
  const field = units ?? whole;
  // Another first measurement means another network, and other rows with it.
  const network = useSession(({ measures, first }) => measures && (first ?? 'resumed'));
  useEffect(() => {
    if (network === null) return;
    let picture: Picture | null = null;
    const paint = () => {
      const pen = canvas.current?.getContext('2d');
      const style = getComputedStyle(document.documentElement);
      const ink = style.getPropertyValue('--text');
      if (!pen || !picture) return;
      if (units)
        paintUnits(pen, picture, currentTheme(), { ink, font: `9px ${style.getPropertyValue('--font-mono')}` });
      else paintField(pen, picture, currentTheme(), ink);
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
  }, [store, field, units, network]);
  const plane = field.kind === 'plane';
  const title = units
    ? say('training.units', { tensor: units.output })
    : say(plane ? 'training.field' : 'training.fit');
  const { count } = arranged(field.classes);
  const help = units
    ? say('training.units-help', { tensor: units.output, count: fmtCount(count), units: fmtCount(units.classes) })
    : say(!plane ? 'training.fit-help' : field.classes === 2 ? 'training.field-help' : 'training.classes-help');
  return (
    <section className={styles.pane} data-pane="field" aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {!units && field.classes === 2 && <span className={styles.note}>p₁ − p₀</span>}
      </div>
      <canvas
        ref={canvas}
        width={SCALE * SIDE}
        height={SCALE * SIDE}
        className={styles.field}
        role="img"
        aria-label={help}
        title={units ? help : undefined}
        data-testid="field"
      />
    </section>
  );
}
