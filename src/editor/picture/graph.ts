/* A picture of the graph as SVG, made of the drawing and its plan and not of the screen: titles, ports with their shapes,
   formulas, wires, frames and notes. It holds no tensor, and no letter of a document becomes markup. */
import type { GraphDocument } from '../../document/document.ts';
import { carriedBySvg } from '../../document/picture-file.ts';
import { serialise } from '../../document/serialise.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Language } from '../../words/words.ts';
import { type Card, formulaOf, type Port } from '../canvas/card.ts';
import { boxOf, derive, endAt, type FlowEdge, type FlowNode, ROW, type Size } from '../canvas/flow.ts';
import { type Box, wirePath } from '../canvas/route.ts';
import { areasOf } from './areas.ts';
import { fitted, lengthOf, short, text, xml } from './text.ts';

/** Of the theme, by the names of its variables without the dashes. */
export type Colours = Readonly<Record<(typeof COLOURS)[number], string>>;
export const COLOURS = [
  ...(['canvas', 'surface', 'surface2', 'hair', 'border', 'border-strong'] as const),
  ...(['text', 'text2', 'error'] as const),
  ...(['category-1', 'category-2', 'category-3', 'category-4'] as const),
  ...(['category-5', 'category-6', 'category-7', 'category-8'] as const),
];

export interface Picture extends Size {
  readonly svg: string;
}

interface Look {
  readonly title: string;
  readonly language: Language;
  readonly colours: Colours;
}

/** By the colours of frames and notes. */
const TINTS = [
  ...(['border-strong', 'category-1', 'category-2', 'category-3', 'category-4'] as const),
  ...(['category-5', 'category-6', 'category-7', 'category-8'] as const),
];
const FOOTER = 26;
const MARGIN = 32;
const UI = 'Inter, "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "IPAGothic", system-ui, sans-serif';
const MONO = '"JetBrains Mono", "IBM Plex Mono", ui-monospace, Menlo, Consolas, monospace';

export function graphPicture(document: GraphDocument, plan: Plan, { title, language, colours }: Look): Picture {
  const { nodes, edges } = laidOut(document, plan);
  const areas = areasOf(document);
  const frame = around([...nodes.map(boxOf), ...areas.boxes], edges);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const size = { width: Math.ceil(frame.width), height: Math.ceil(frame.height) };
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"` +
      ` viewBox="${[frame.x, frame.y, size.width, size.height].map(short).join(' ')}" role="img">`,
    `<title>${xml(title)}</title>`,
    carriedBySvg(serialise(document)),
    `<style>${styles(colours)}</style>`,
    `<rect class="ground" x="${short(frame.x)}" y="${short(frame.y)}" width="100%" height="100%"/>`,
    ...areas.svg,
    ...edges.map((edge) => wireOf(edge, byId)),
    ...nodes.map((node) => nodeOf(node, language)),
    '</svg>',
  ];
  return { svg: `${svg.join('\n')}\n`, ...size };
}

/** As on the canvas, but for the pictures of tensors: nodes are lower. */
function laidOut(document: GraphDocument, plan: Plan) {
  const nothing = { measured: new Map(), selection: new Set<string>(), moving: new Map(), wire: null };
  const { nodes, edges } = derive({ document, plan, ...nothing, names: { node: () => '', wire: () => '' } });
  const lower = (node: FlowNode): FlowNode => {
    const { card } = node.data;
    return { ...node, measured: { width: card.width, height: heightOf(card) } };
  };
  return { nodes: nodes.map(lower), edges };
}

function heightOf(card: Card): number {
  const rows = Math.max(1, card.inputs.length, card.outputs.length);
  return ROW.header + ROW.port * rows + (footerOf(card) ? FOOTER : 6);
}

function footerOf({ known, collapsed }: Card): string {
  return known && !collapsed ? formulaOf(known) : '';
}

/** All boxes and the wires that run below them, with a margin. */
function around(boxes: readonly Box[], edges: readonly FlowEdge[]): Box {
  const lows = edges.flatMap(({ data }) => (data && 'under' in data.route ? [data.route.under] : []));
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (boxes.length === 0) return { x: 0, y: 0, width: 240, height: 120 };
  const [x, y] = [least(boxes.map((box) => box.x)) - MARGIN, least(boxes.map((box) => box.y)) - MARGIN];
  const right = most(boxes.map((box) => box.x + box.width)) + MARGIN;
  const bottom = most([...boxes.map((box) => box.y + box.height), ...lows]) + MARGIN;
  return { x, y, width: right - x, height: bottom - y };
}

function wireOf(edge: FlowEdge, nodes: ReadonlyMap<string, FlowNode>): string {
  const [from, to] = [nodes.get(edge.source), nodes.get(edge.target)];
  const start = from && endAt(from, edge.sourceHandle ?? '', 'outputs');
  const end = to && endAt(to, edge.targetHandle ?? '', 'inputs');
  return start && end && edge.data ? `<path class="wire" d="${wirePath(start, end, edge.data.route)}"/>` : '';
}

function nodeOf(node: FlowNode, language: Language): string {
  const { card } = node.data;
  const { width, height } = boxOf(node);
  const footer = footerOf(card);
  const line = (y: number) => `<path class="hair" d="M0 ${y}H${width}"/>`;
  return [
    `<g class="${card.state}${card.muted ? ' muted' : ''}" transform="translate(${short(node.position.x)} ${short(node.position.y)})">`,
    `<rect class="card" width="${width}" height="${height}" rx="6"/>`,
    `<path class="header" d="M0 ${ROW.header}V6Q0 0 6 0H${width - 6}Q${width} 0 ${width} 6V${ROW.header}Z"/>`,
    line(ROW.header),
    headerOf(card, language),
    ...card.inputs.map((port, row) => portOf(port, row, width)),
    ...card.outputs.map((port, row) => portOf(port, row, width)),
    footer && line(height - FOOTER),
    footer && text('mono small', 10, height - 9, fitted(footer, width - 20, 12, 0.6)),
    '</g>',
  ].join('');
}

/** The name, and the label and the sizes where there is room, as on the canvas. */
function headerOf({ type, known, label, sizes, width }: Card, language: Language): string {
  const name = fitted(known?.words[language].name ?? type, width - 20, 14, 0.6);
  const after = 10 + lengthOf(name, 14, 0.6) + 6;
  const end = sizes ? width - 16 - lengthOf(sizes, 12, 0.6) : width - 10;
  const room = end - after;
  return [
    text('name', 10, 21, name),
    lengthOf(label, 12, 0.56) <= room && text('small', after, 21, label),
    sizes && end > after - 6 && text('mono small end', width - 10, 21, sizes),
  ]
    .filter(Boolean)
    .join('');
}

function portOf({ name, side, shape, wires }: Port, row: number, width: number): string {
  const y = ROW.header + ROW.port * (row + 0.5);
  const left = side === 'input';
  const shown = shape?.join('×') ?? '';
  const [dot, words] = [left ? 0 : width, left ? 12 : width - 12];
  return (
    `<circle class="port${wires > 0 ? ' wired' : ''}" cx="${dot}" cy="${y}" r="4"/>` +
    `<text class="mono${left ? '' : ' end'}" x="${words}" y="${y + 4}"><tspan class="strong">${xml(name)}</tspan>` +
    `<tspan class="soft" dx="6">${xml(shown)}</tspan></text>`
  );
}

function styles(colours: Colours): string {
  const of = (name: keyof Colours) => colours[name];
  return [
    `text{fill:${of('text')};font:13px ${UI}}`,
    `.mono{font-family:${MONO};font-size:12px}`,
    `.name{font-size:14px;font-weight:600}`,
    `.small,.soft{fill:${of('text2')};font-size:12px}`,
    '.strong{font-weight:600}.end{text-anchor:end}',
    `.ground{fill:${of('canvas')}}`,
    `.wire{fill:none;stroke:${of('border-strong')};stroke-width:1.75;stroke-linejoin:round}`,
    `.card{fill:${of('surface')};stroke:${of('border')}}`,
    `.header{fill:${of('surface2')}}`,
    `.hair{fill:none;stroke:${of('hair')}}`,
    `.port{fill:${of('surface')};stroke:${of('border-strong')};stroke-width:1.5}`,
    `.wired{fill:${of('border-strong')}}`,
    `.wrong .card{stroke:${of('error')};stroke-width:2}`,
    `.unwired .card,.waits .card,.muted .card{stroke:${of('border-strong')};stroke-dasharray:4 3}`,
    '.muted{opacity:.5}',
    `.frame{fill-opacity:.08;stroke-opacity:.55;stroke-width:1.5}.note{fill:${of('surface')};stroke-opacity:.55}`,
    ...TINTS.map(
      (name, colour) =>
        `.frame.tint${colour}{fill:${of(name)};stroke:${of(name)}}.note.tint${colour}{stroke:${of(name)}}`,
    ),
  ].join('');
}
