/* The picture of a graph carries its document to the letter, and no letter of a document becomes markup. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from '../../document/arbitrary-document.ts';
import { emptyDocument, type GraphDocument } from '../../document/document.ts';
import { openExample } from '../../document/examples.ts';
import { takenFromSvg } from '../../document/picture-file.ts';
import { serialise } from '../../document/serialise.ts';
import { plan } from '../../plan/plan.ts';
import { COLOURS, type Colours, graphPicture } from './graph.ts';

const colours = Object.fromEntries(COLOURS.map((name) => [name, '#123456'])) as Colours;
const draw = (document: GraphDocument) =>
  graphPicture(document, plan(document), { title: document.title, language: 'en', colours }).svg;
const carriedIn = (svg: string) => new TextDecoder().decode(takenFromSvg(new TextEncoder().encode(svg)) ?? undefined);

/** The tags of an XML text whose letters `<`, `>` and quotes stand for markup only; throws where they do not. */
function tagsOf(svg: string): readonly string[] {
  const tags: string[] = [];
  const open: string[] = [];
  for (const [tag, closing, name = '', attributes = '', alone] of svg.matchAll(
    /<(\/?)(\w+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!alone) open.push(name);
    expect(attributes, tag).not.toMatch(/\son|href|javascript:/i);
    tags.push(name);
  }
  expect(open).toEqual([]);
  expect(tags).toHaveLength(svg.split('<').length - 1);
  return tags;
}

test('any document comes back from its picture byte for byte, and the picture is nothing but shapes and words', () => {
  const allowed = ['svg', 'title', 'metadata', 'style', 'rect', 'path', 'g', 'circle', 'text', 'tspan'];
  fc.assert(
    fc.property(arbitraryDocument, (document) => {
      const svg = draw(document);
      expect(carriedIn(svg)).toBe(serialise(document));
      expect(allowed).toEqual(expect.arrayContaining([...new Set(tagsOf(svg))]));
    }),
  );
});

test('labels, titles and types that look like markup stay words', () => {
  const evil = `</text></g><script>alert(1)</script><metadata id="chainrule">"'&\u0000\ud800`;
  const node = { type: evil, label: evil, position: { x: 0, y: 0 }, settings: {} };
  const document = { ...emptyDocument(evil), nodes: { relu1: node, relu2: { ...node, type: 'relu' } } };
  const svg = draw(document);
  expect(tagsOf(svg)).not.toContain('script');
  expect(svg).not.toMatch(/<script|foreignObject/);
  expect(svg).not.toContain('\u0000');
  expect(carriedIn(svg)).toBe(serialise(document));
});

test('every wire of an example is drawn, and every port of a node by name', async () => {
  const document = await openExample('digits');
  const svg = draw(document);
  expect(svg.match(/class="wire"/g)).toHaveLength(Object.keys(document.wires).length);
  expect(svg).toContain('>Cross-entropy<');
  expect(svg).toContain('32×30');
});

test('frames lie behind, with their titles; a note says as many lines as it has room for', () => {
  const place = { position: { x: 0, y: -300 }, width: 120 };
  const document = {
    ...emptyDocument('A'),
    view: {
      frames: { frame1: { ...place, height: 90, title: 'First <part>', colour: 3 } },
      notes: {
        note1: { ...place, height: 60, text: '# Head\n\n- **one** and [two](https://a.test)\n- three\n- four' },
      },
    },
  };
  const svg = draw(document);
  expect(tagsOf(svg).filter((tag) => tag === 'rect')).toHaveLength(3);
  expect(svg).toContain('First &#60;part&#62;');
  expect([...svg.matchAll(/<text class="\w*" x="12"[^>]*>([^<]*)/g)].map(([, words]) => words)).toEqual([
    'Head',
    '• one and two',
  ]);
  // All of it is within the picture.
  expect(svg).toContain('viewBox="-32 -356 184 178"');
});
