/* Whatever carries a document gives it out byte for byte, or says in one code why it does not. */
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { pack } from './archive.ts';
import { openCarrier } from './carrier.ts';
import { crc32 } from './crc.ts';
import { emptyDocument } from './document.ts';
import { encodeLink } from './link.ts';
import { carriedByPng, carriedBySvg } from './picture-file.ts';
import { serialise } from './serialise.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** One grey pixel. */
function png(): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const pixels = deflateSync(Buffer.from([0, 128]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  );
}
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg"><title>x</title>${inside}</svg>`;

/** The file of the first document in it; or the codes why not. */
async function outcome(bytes: Uint8Array): Promise<readonly string[]> {
  const carried = await openCarrier(bytes);
  if ('problem' in carried) return [carried.problem.code];
  return carried.contents.map((each) => ('problem' in each ? each.problem.code : serialise(each.document)));
}

test('any document comes back from a PNG, an SVG, an archive and a link byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument, async (document) => {
      const text = serialise(document);
      const archive = pack([
        { name: 'a.chainrule.json', bytes: bytesOf(text) },
        { name: 'b.raw.txt', bytes: bytesOf('not one') },
      ]);
      const link = await encodeLink(document);
      const carriers = [
        bytesOf(text),
        carriedByPng(png(), text),
        bytesOf(svg(carriedBySvg(text))),
        new Uint8Array(await archive.arrayBuffer()),
        ...(typeof link === 'string' ? [bytesOf(link), bytesOf(` https://a.test/x/${link}\n`)] : []),
      ];
      for (const carrier of carriers) expect(await outcome(carrier)).toEqual([text]);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['a picture of something else', png(), 'picture-empty'],
  ['a model from elsewhere', Uint8Array.from([8, 8, 0x12, 7, 112, 121, 116, 111, 114, 99, 104]), 'model-empty'],
  ['a drawing of something else', bytesOf(svg('<path d="M0 0"/>')), 'picture-empty'],
  ['a drawing whose document was cut', bytesOf(svg('<metadata id="chainrule">e30=')), 'picture-empty'],
  ['a drawing whose letters were changed', bytesOf(svg('<metadata id="chainrule">*</metadata>')), 'picture-empty'],
  ['a drawing that carries something else', bytesOf(svg(carriedBySvg('{}'))), 'not-a-document'],
  ['a picture that carries no JSON', carriedByPng(png(), 'hello'), 'not-json'],
  ['a PNG that was cut', carriedByPng(png(), '{}').slice(0, 75), 'picture-empty'],
  ['a link that was cut', bytesOf('https://a.test/#d=A'), 'link-damaged'],
])('%s has its sentence', async (_, bytes, code) => {
  expect(await outcome(bytes)).toEqual([code]);
});

test('an archive without a document has its sentence, and a damaged one in it spoils no other', async () => {
  const [good, none] = [serialise(emptyDocument('Good')), bytesOf('x')];
  const empty = pack([{ name: 'notes.txt', bytes: none }]);
  expect(await outcome(new Uint8Array(await empty.arrayBuffer()))).toEqual(['archive-empty']);
  const mixed = pack([
    { name: 'a.json', bytes: none },
    { name: '../b.json', bytes: bytesOf(good) },
  ]);
  expect(await outcome(new Uint8Array(await mixed.arrayBuffer()))).toEqual(['not-json', good]);
});

test('an archive or a picture within an archive is not opened', async () => {
  const inner = new Uint8Array(await pack([{ name: 'a.json', bytes: bytesOf('{}') }]).arrayBuffer());
  const outer = pack([
    { name: 'b.json', bytes: inner },
    { name: 'c.json', bytes: carriedByPng(png(), serialise(emptyDocument(''))) },
  ]);
  expect(await outcome(new Uint8Array(await outer.arrayBuffer()))).toEqual(['not-text', 'not-text']);
});

test('no change of a picture makes it throw', async () => {
  const picture = carriedByPng(png(), serialise(emptyDocument('A')));
  const change = fc.tuple(fc.nat(picture.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 5 }), fc.nat(picture.length), async (changes, length) => {
      const other = picture.slice(0, length);
      for (const [at, value] of changes) if (at < length) other[at] = value;
      expect((await outcome(other)).length).toBe(1);
    }),
    { numRuns: 500 },
  );
});
