/* Frames and notes in a picture: the frames' titles above them, and of a note the lines that there is room for. */
import type { Frame, GraphDocument, Note } from '../../document/document.ts';
import { type Block, blocksOf, type Inline } from '../canvas/annotations/markdown.ts';
import type { Box } from '../canvas/route.ts';
import { fitted, short, text, wrapped } from './text.ts';

/** Above a frame, for its title. */
const TITLE = 24;
const LINE = 19;

interface Line {
  readonly kind: string;
  readonly words: string;
}

/** What lies behind the nodes, and how much room it takes. */
export function areasOf({ view }: GraphDocument): { readonly svg: readonly string[]; readonly boxes: readonly Box[] } {
  const [frames, notes] = [Object.values(view?.frames ?? {}), Object.values(view?.notes ?? {})];
  // A small frame lies on a large one.
  const largest = frames.sort((a, b) => b.width * b.height - a.width * a.height);
  return {
    svg: [...largest.map(frameOf), ...notes.map(noteOf)],
    boxes: [
      ...frames.map(({ position: { x, y }, width, height }) => ({ x, y: y - TITLE, width, height: height + TITLE })),
      ...notes.map(({ position, width, height }) => ({ ...position, width, height })),
    ],
  };
}

function frameOf({ position: { x, y }, width, height, colour = 0, title }: Frame): string {
  const box = `<rect class="frame tint${colour}" width="${width}" height="${height}" rx="6"/>`;
  return `<g transform="translate(${short(x)} ${short(y)})">${box}${text('name', 3, -7, fitted(title, width, 14, 0.6))}</g>`;
}

function noteOf({ position: { x, y }, width, height, colour = 0, text: words }: Note): string {
  const lines = blocksOf(words)
    .flatMap(linesOf)
    .flatMap(({ kind, words }) =>
      wrapped(words, width - 24, 13, kind === 'mono' ? 0.6 : 0.56).map((line) => ({ kind, words: line })),
    );
  const room = Math.max(0, Math.floor((height - 12) / LINE));
  const box = `<rect class="note tint${colour}" width="${width}" height="${height}" rx="6"/>`;
  const shown = lines.slice(0, room).map(({ kind, words }, row) => text(kind, 12, 22 + row * LINE, words));
  return `<g transform="translate(${short(x)} ${short(y)})">${box}${shown.join('')}</g>`;
}

function linesOf(block: Block): readonly Line[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'strong', words: plain(block.of) }];
    case 'bullets':
      return block.items.map((item) => ({ kind: '', words: `• ${plain(item)}` }));
    case 'numbers':
      return block.items.map((item, index) => ({ kind: '', words: `${index + 1}. ${plain(item)}` }));
    case 'code':
      return block.text.split('\n').map((words) => ({ kind: 'mono', words }));
    case 'paragraph':
      return block.lines.map((line) => ({ kind: '', words: plain(line) }));
  }
}

function plain(parts: readonly Inline[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : 'of' in part ? plain(part.of) : part.text)).join('');
}
