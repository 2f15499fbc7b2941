/* A link is a file in another coat, and a door that strangers knock at. */
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { emptyDocument } from './document.ts';
import { parseDocument } from './file.ts';
import { LIMITS } from './limits.ts';
import { decodeLink, encodeLink } from './link.ts';
import { serialise } from './serialise.ts';

async function outcome(fragment: string): Promise<string> {
  const result = await decodeLink(fragment);
  return result instanceof Uint8Array ? new TextDecoder().decode(result) : result.code;
}

const bomb = (bytes: number) => `#d=${deflateRawSync(Buffer.alloc(bytes, ' ')).toString('base64url')}`;

test('any document comes back from its link byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryDocument, async (document) => {
      const link = await encodeLink(document);
      expect(link).toMatch(/^#d=[A-Za-z0-9_-]+$/);
      const bytes = typeof link === 'string' ? await decodeLink(link) : link;
      expect(bytes).toBeInstanceOf(Uint8Array);
      const opened = bytes instanceof Uint8Array ? parseDocument(bytes) : null;
      expect(opened && 'document' in opened && serialise(opened.document)).toBe(serialise(document));
    }),
  );
});

test('a document too large for a link is refused when the link is made', async () => {
  const data = Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
  const link = await encodeLink({ ...emptyDocument('Large'), values: { 'a1.W': { shape: [20_000], data } } });
  expect(link).toMatchObject({ code: 'link-too-long', values: { limit: 32_768 } });
});

test('a link that inflates beyond 4 MiB is refused at once, one just below is not', async () => {
  const large = bomb(160 * 1024 * 1024);
  const start = performance.now();
  expect(await outcome(large)).toBe('link-too-large');
  expect(performance.now() - start).toBeLessThan(1000);
  expect(await outcome(bomb(LIMITS.inflated))).toHaveLength(LIMITS.inflated);
});

test('no link, one that is too long, and one that was cut or retyped have a sentence each', async () => {
  const link = await encodeLink(emptyDocument('Cut'));
  if (typeof link !== 'string') throw new Error(link.code);
  expect(await outcome('')).toBe('link-empty');
  expect(await outcome('#d=')).toBe('link-empty');
  expect(await outcome(`#d=${'A'.repeat(LIMITS.linkOpened)}`)).toBe('link-too-long');
  expect(await outcome(link.slice(0, -9))).toBe('link-damaged');
  expect(await outcome('#d=***')).toBe('link-damaged');
});

test('no fragment makes it throw', async () => {
  const letters = fc.stringMatching(/^[A-Za-z0-9_-]{0,60}$/);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), letters), async (text) => {
      const result = await decodeLink(`#d=${text}`);
      expect(result instanceof Uint8Array || result.code.startsWith('link-')).toBe(true);
    }),
  );
});
