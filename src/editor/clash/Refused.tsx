/* A wire that was refused: it stays drawn, crossed out, beside both shapes and what would make it fit. */
import { useEffect, useMemo } from 'react';
import type { Address } from '../../document/document.ts';
import { fixesOfWire } from '../../store/fixes.ts';
import { tried } from '../../store/wiring.ts';
import { useChainrule, useSession } from '../context.ts';
import { nextFrame } from '../tensor/frames.ts';
import { Clash } from './Clash.tsx';
import styles from './clash.module.css';

interface Props {
  readonly output: Address;
  readonly input: Address;
}

export function Refused({ output, input }: Props) {
  const store = useChainrule();
  const present = useSession((session) => session.history.present);
  const { wired, planned, problem } = useMemo(() => tried(present, output, input), [present, output, input]);
  const fixes = useMemo(() => fixesOfWire(present, output, input), [present, output, input]);
  useEffect(() => {
    // Whatever is edited next, this wire is no longer asked for.
    return store.session.subscribe(({ history, notice }) => {
      if (history.present !== present && notice?.wire) store.say(null);
    });
  }, [store, present]);
  useEffect(() => drawn(output, input), [output, input]);
  if (!problem) return null;
  return (
    <Clash
      problem={problem}
      plan={planned}
      wires={wired.wires}
      fixes={fixes}
      mend={(fix) => {
        store.mend(fix);
        document.querySelector<HTMLElement>(`[data-port="${input}"]`)?.focus();
      }}
    />
  );
}

const SVG = 'http://www.w3.org/2000/svg';

/** Draws the wire over the canvas, wherever that is moved, until the answer is called. */
function drawn(output: Address, input: Address): () => void {
  const line = document.createElementNS(SVG, 'svg');
  line.setAttribute('class', styles.refused ?? '');
  line.setAttribute('aria-hidden', 'true');
  line.dataset.testid = 'refused-wire';
  const [dashes, cross] = [document.createElementNS(SVG, 'path'), document.createElementNS(SVG, 'path')];
  line.append(dashes, cross);
  document.body.append(line);
  let cancel = () => {};
  const draw = () => {
    const [from, to] = [placeOf(output), placeOf(input)];
    line.style.display = from && to ? '' : 'none';
    if (from && to) {
      const via = (from.x + to.x) / 2;
      dashes.setAttribute('d', `M${from.x},${from.y}H${via}V${to.y}H${to.x}`);
      cross.setAttribute('d', `M${via - 6},${(from.y + to.y) / 2 - 6}l12,12m0,-12l-12,12`);
    }
    cancel = nextFrame(draw);
  };
  draw();
  return () => {
    cancel();
    line.remove();
  };
}

function placeOf(port: Address): { readonly x: number; readonly y: number } | null {
  const box = document.querySelector(`[data-port="${port}"]`)?.getBoundingClientRect();
  return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2 } : null;
}
