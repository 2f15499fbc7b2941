/* A graph as boxes and lines, a few centimetres wide: what kind of network an example is. */
import { type GraphDocument, parts } from '../../document/document.ts';
import styles from './shell.module.css';

const [WIDTH, HEIGHT, BOX, TALL, MARGIN] = [240, 56, 22, 14, 4];

interface SketchProps {
  readonly document: GraphDocument;
  /** Nodes that stand out. */
  readonly marked?: ReadonlySet<string>;
}

export function Sketch({ document, marked }: SketchProps) {
  const places = placed(document);
  const wires = Object.entries(document.wires).flatMap(([input, output]) => {
    const [from, to] = [places.get(parts(output).node), places.get(input.slice(0, input.indexOf('.')))];
    if (!from || !to) return [];
    const between = [...places.values()].some(({ x, y }) => x > from.x && x < to.x && Math.abs(y - from.y) < TALL);
    return [{ input, path: between && from.y === to.y ? detour(from, to) : hop(from, to) }];
  });
  return (
    <svg className={styles.sketch} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {wires.map(({ input, path }) => (
        <path key={input} d={path} />
      ))}
      {[...places].map(([id, { x, y }]) => (
        <rect key={id} data-marked={marked?.has(id)} x={x} y={y} width={BOX} height={TALL} rx={2} />
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

function hop(from: Place, to: Place): string {
  const [x, y, u, v] = [from.x + BOX, from.y + TALL / 2, to.x, to.y + TALL / 2];
  return `M${x} ${y} C${(x + u) / 2} ${y} ${(x + u) / 2} ${v} ${u} ${v}`;
}

/** Below the boxes between, deeper the longer it is, so that two of them can be told apart. */
function detour(from: Place, to: Place): string {
  const [x, y, u] = [from.x + BOX, from.y + TALL / 2, to.x];
  const low = y + Math.min(20, 10 + (u - x) / 16);
  return `M${x} ${y} C${x + 8} ${y} ${x} ${low} ${x + 12} ${low} H${u - 12} C${u} ${low} ${u - 8} ${y} ${u} ${y}`;
}
