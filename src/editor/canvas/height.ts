/* How high a node is, by arithmetic, so that one which is not drawn, or only from far away, takes the room that it will
   fill. Measures of node.module.css and tensor.module.css. */
import type { Card } from './card.ts';
import type { Block, Preview } from './pictures.ts';

export const SAMPLES: Readonly<Record<Preview, { readonly width: number; readonly height: number }>> = {
  scatter: { width: 104, height: 104 },
  pictures: { width: 104, height: 52 },
};
const HEIGHT = { border: 2, header: 31, port: 22, label: 16, number: 28, gap: 8, padding: 12, footer: 26 };

/** Until it is drawn, of a node with a sentence, which breaks into lines as it likes. */
export const guessedHeight = (card: Pick<Card, 'inputs' | 'outputs'>) => title(card) + 48;

/** Null where a sentence stands in it. */
export function heightOf(card: Omit<Card, 'height'>): number | null {
  const { blocks, preview, loss, rows, formula } = card;
  if (card.collapsed) return title(card);
  if (card.state !== 'ready') return null;
  const body = [
    ...(preview ? [SAMPLES[preview].height] : []),
    ...blocks.map(blockHeight),
    ...(loss ? [HEIGHT.label + HEIGHT.number] : []),
  ];
  if (body.length > 0 && !card.reaches) return null;
  const filled = body.reduce((sum, height) => sum + height + HEIGHT.gap, HEIGHT.padding - HEIGHT.gap);
  return title(card) + (body.length > 0 ? filled : 0) + (rows !== null || formula ? HEIGHT.footer : 0);
}

function title({ inputs, outputs }: Pick<Card, 'inputs' | 'outputs'>): number {
  return HEIGHT.border + HEIGHT.header + HEIGHT.port * Math.max(1, inputs.length, outputs.length);
}

function blockHeight({ each, stacked, partner }: Block): number {
  const one = HEIGHT.label + each.height;
  return stacked && partner ? 2 * one + HEIGHT.gap : one;
}
