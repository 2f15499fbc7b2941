/* A graph as boxes and lines, a few centimetres wide: what kind of network an example is. */
import { type GraphDocument, parts } from '../../document/document.ts';
import styles from './shell.module.css';

const [WIDTH, HEIGHT, BOX, TALL, MARGIN] = [240, 56, 22, 14, 4];

export function Sketch({ document }: { document: GraphDocument }) {
  const places = placed(document);
  const wires = Object.entries(document.wires).flatMap(([input, output]) => {
    const [from, to] = [places.get(parts(output).node), places.get(input.slice(0, input.indexOf('.')))];
    return from && to ? [{ input, from, to }] : [];
  });
  return (
    <svg className={styles.sketch} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {wires.map(({ input, from, to }) => (
        <path key={input} d={line(from, to)} />
      ))}
      {[...places].map(([id, { x, y }]) => (
        <rect key={id} x={x} y={y} width={BOX} height={TALL} rx={2} />
      ))}
    </svg>
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The nodes' places, scaled into the picture; across and down each by its own scale. */
function placed({ nodes }: GraphDocument): ReadonlyMap<string, Place> {
  const across = scaled(
    Object.values(nodes).map(({ position }) => position.x),
    WIDTH - BOX,
  );
  const down = scaled(
    Object.values(nodes).map(({ position }) => position.y),
    HEIGHT - TALL,
  );
  return new Map(
    Object.entries(nodes).map(([id, { position }]) => [id, { x: across(position.x), y: down(position.y) }]),
  );
}

function scaled(values: readonly number[], room: number): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (value) => (high > low ? MARGIN + ((value - low) / (high - low)) * (room - 2 * MARGIN) : room / 2);
}

/** A short hop runs straight; a long one bends below the boxes between. */
function line(from: Place, to: Place): string {
  const [x, y, u, v] = [from.x + BOX, from.y + TALL / 2, to.x, to.y + TALL / 2];
  const sag = u - x > 2 * BOX && Math.abs(v - y) < TALL ? HEIGHT / 2.4 : 0;
  return `M${x} ${y} C${x + 12} ${y + sag} ${u - 12} ${v + sag} ${u} ${v}`;
}
