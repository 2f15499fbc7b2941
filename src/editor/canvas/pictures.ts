/* The pictures of a node: which tensors it shows, in which order, side by side or one above the other, and how large. */
import { type Address, address, type NodeId, type Settings } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import type { Plan } from '../../plan/plan.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { type Shape, size } from '../../tensor/shape.ts';
import type { Ramp } from '../tensor/colour.ts';
import { type Arrangement, arrangeTwins, type Box, twinsWidth } from '../tensor/layout.ts';

/** A value and its gradient, or two values that belong together. */
export interface Block {
  readonly value: Address;
  readonly name: string;
  readonly partner: Address | null;
  readonly partnerName: string;
  readonly kind: 'twins' | 'pair' | 'data';
  readonly shape: Shape;
  /** Its first axis counts samples; else it is a parameter. */
  readonly samples: boolean;
  readonly box: Box;
  readonly each: Arrangement;
  readonly stacked: boolean;
  readonly ramp: Ramp;
  readonly scale: number | null;
}

export type Preview = 'scatter' | 'pictures';

const WIDTH = { preview: 124, twins: 158, loss: 174, wide: 226 };
const PADDING = 10;
/** Pictures of 20 rows of 7 px; wide ones lower. */
const PICTURE = { cell: 7, height: 140, wideHeight: 96 };
/** Tensors of so few rows and columns show their numbers. */
const NUMBERS = { rows: 5, columns: 3 };
const PREVIEWS: ReadonlyMap<string, Preview> = new Map([
  ['points', 'scatter'],
  ['iris', 'scatter'],
  ['table', 'scatter'],
  ['digits', 'pictures'],
]);

/** How the rows of a data node are shown: those of a table as pictures where they are square. */
export function previewOf(type = '', { shape }: Settings = {}): Preview | undefined {
  const [height, width, ...more] = Array.isArray(shape) ? shape : [];
  return type === 'table' && height !== undefined && height === width && more.length === 0
    ? 'pictures'
    : PREVIEWS.get(type);
}

/** Without pictures. */
export function plainWidth(type: AnyNodeType | undefined): number {
  if (type && PREVIEWS.has(type.type)) return WIDTH.preview;
  return type?.category === 'loss' ? WIDTH.loss : WIDTH.twins;
}

/** The main output and its gradient, then biases, then weights; of a loss, what it compares. */
export function picturesOf(id: NodeId, type: AnyNodeType, plan: Plan, reaches: boolean) {
  if (PREVIEWS.has(type.type)) return { blocks: [], width: WIDTH.preview };
  const shapeOf = (name: string) => plan.shapes.get(address(id, name));
  if (type.category === 'loss') {
    const [P, Y] = type.keeps ?? [];
    const shape = P === undefined ? undefined : shapeOf(P);
    const blocks = P && Y && shape ? [pairOf(id, P, Y, shape)] : [];
    return { blocks, width: WIDTH.loss };
  }
  const [main = ''] = type.outputs;
  const learned = parametersOf(type).filter((name) => name !== main);
  const optional = Object.keys(type.optional ?? {});
  const names = [
    main,
    ...learned.filter((name) => optional.includes(name)),
    ...learned.filter((name) => !optional.includes(name)),
  ];
  const shapes = names.flatMap((name) => {
    const shape = shapeOf(name);
    return shape ? [{ name, shape }] : [];
  });
  const [first] = shapes;
  const tiny = shapes.every(({ shape }) => isTiny(shape));
  const columns = Math.max(1, ...shapes.map(({ shape }) => (shape.length > 1 ? (shape.at(-1) ?? 1) : 1)));
  const width = tiny
    ? Math.max(WIDTH.twins, twinsWidth(columns) + 2 * PADDING)
    : first !== undefined && isWide(first.shape)
      ? WIDTH.wide
      : plainWidth(type);
  const numbers = tiny ? NUMBERS.rows : 0;
  const learns = reaches || plan.losses.length === 0;
  const blocks = shapes.map(({ name, shape }) => {
    const value = address(id, name);
    const gradient = learns && !plan.indices.has(value) ? address(id, `d${name}`) : null;
    return blockOf(value, name, gradient, `d${name}`, shape, width, numbers, name === main);
  });
  return { blocks, width };
}

function isWide(shape: Shape): boolean {
  return (shape.at(-1) ?? 1) > 16;
}

function isTiny(shape: Shape): boolean {
  return (shape.at(-1) ?? 1) <= NUMBERS.columns && size(shape.slice(0, -1)) <= NUMBERS.rows;
}

function pairOf(id: NodeId, P: string, Y: string, shape: Shape): Block {
  const block = blockOf(address(id, P), P, address(id, Y), Y, shape, WIDTH.loss, 0);
  return { ...block, kind: 'pair', ramp: 'sequential', scale: 1 };
}

function blockOf(
  value: Address,
  name: string,
  partner: Address | null,
  partnerName: string,
  shape: Shape,
  width: number,
  numbers: number,
  samples = true,
): Block {
  const height = isWide(shape) ? PICTURE.wideHeight : PICTURE.height;
  const box = { width: width - 2 * PADDING, height, cell: PICTURE.cell, numbers };
  const { each, stacked } = arrangeTwins(shape, box, samples);
  return {
    value,
    name,
    partner,
    partnerName,
    kind: 'twins',
    shape,
    samples,
    box,
    each,
    stacked,
    ramp: 'diverging',
    scale: null,
  };
}
