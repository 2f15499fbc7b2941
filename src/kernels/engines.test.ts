/* Which engine is chosen, and the reason that About and the command line give: on machines that can do less and less. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import '../check/engines.ts';
import { loadLanguage, sentence } from '../words/words.ts';
import { chooseEngine } from './engines.ts';
import { Reference } from './reference.ts';
import { Wasm } from './wasm.ts';

await loadLanguage('ja');
const compiled = async (name: string) => Uint8Array.from(readFileSync(`dist/kernels/${name}.wasm`));
const validate = WebAssembly.validate;
/** A machine that knows no relaxed SIMD, or no SIMD at all. */
function without(what: 'relaxed' | 'simd'): void {
  const relaxedMadd = [253, 133, 2].join();
  vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => {
    const known = !new Uint8Array(bytes as ArrayBuffer).join().includes(relaxedMadd);
    return what === 'relaxed' && known && validate(bytes);
  });
}
afterEach(() => vi.restoreAllMocks());

test('the quickest build that the machine can carry out; with exact the plain one', async () => {
  const fastest = await chooseEngine(compiled, false);
  expect([fastest.kind, fastest.reason, fastest.threads]).toEqual(['relaxed', 'fastest', 1]);
  expect(fastest.engine()).toBeInstanceOf(Wasm);
  const exact = await chooseEngine(compiled, true);
  expect([exact.kind, exact.reason]).toEqual(['plain', 'exact']);
});

test('without relaxed SIMD the plain build, and the reason', async () => {
  without('relaxed');
  const { kind, reason, engine } = await chooseEngine(compiled, false);
  expect([kind, reason]).toEqual(['plain', 'no-relaxed']);
  expect(engine()).toBeInstanceOf(Wasm);
});

test('without SIMD, without the files, or with files that are no kernels: the reference loops, and a sentence', async () => {
  const nothing = await chooseEngine(async () => undefined, false);
  const garbage = await chooseEngine(async () => Uint8Array.of(60, 104, 116, 109, 108), false);
  without('simd');
  const old = await chooseEngine(compiled, false);
  expect([nothing, garbage, old].map(({ kind, reason }) => [kind, reason])).toEqual([
    ['reference', 'not-built'],
    ['reference', 'not-built'],
    ['reference', 'no-simd'],
  ]);
  for (const { engine } of [nothing, garbage, old]) expect(engine()).toBeInstanceOf(Reference);
  for (const code of ['not-built', 'no-simd'])
    for (const language of ['en', 'ja'] as const) expect(sentence(language, { code, values: {} })).toMatch(/Node|npm/);
});
