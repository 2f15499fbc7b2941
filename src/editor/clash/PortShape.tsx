/* The shape at a port of a node whose shapes do not fit: what clashes stands in a box. */
import type { Problem } from '../../plan/problems.ts';
import type { Shape } from '../../tensor/shape.ts';
import { Axes } from './Axes.tsx';
import { clashOf } from './clash.ts';

interface Props {
  readonly problem: Problem;
  readonly port: string;
  readonly shape: Shape;
}

export function PortShape({ problem, port, shape }: Props) {
  const side = clashOf(problem, () => shape).find(({ name }) => name === port);
  return <Axes shape={shape} boxed={side?.boxed ?? NONE} by="×" />;
}

const NONE: ReadonlySet<number> = new Set();
