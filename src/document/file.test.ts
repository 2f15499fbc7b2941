/* The one door: what it lets in comes out again byte for byte, and nothing that knocks can break it. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arbitraryDocument } from './arbitrary-document.ts';
import { DEFAULT_TRAINING, emptyDocument, type GraphDocument, type NodeRecord } from './document.ts';
import { parseDocument, parseNewer } from './file.ts';
import { LIMITS } from './limits.ts';
import { serialise } from './serialise.ts';

const natives = [Object, Array, Function, String, Number, Map, Set, Promise, RegExp, Error];
const snapshot = () => natives.flatMap((native) => [native, native.prototype]).map((each) => Reflect.ownKeys(each));
let before: ReturnType<typeof snapshot>;
beforeAll(() => {
  before = snapshot();
});
afterAll(() => {
  expect(snapshot()).toEqual(before);
});

const relu: NodeRecord = { type: 'relu', position: { x: 0, y: 0 }, settings: {} };
const valid: GraphDocument = {
  ...emptyDocument('Valid'),
  nodes: { relu1: relu, relu2: relu, relu10: { ...relu, settings: { slope: 0.5 } } },
  wires: { 'relu10.Z': 'relu2.A', 'relu2.Z': 'relu1.A' },
};

/** The problem's code, or the codes and paths of the repairs. */
function outcome(source: Uint8Array | string): unknown {
  const opened = parseDocument(source);
  if ('problem' in opened) return opened.problem.code;
  return opened.report.map(({ code, values }) => `${code} ${values.path}`);
}

function opened(source: Uint8Array | string): GraphDocument {
  const result = parseDocument(source);
  if ('problem' in result) throw new Error(result.problem.code);
  return result.document;
}

/** The valid document with some fields of its JSON replaced. */
const changed = (fields: object) => JSON.stringify({ ...valid, ...fields });

describe('a round trip', () => {
  test('opening and serialising any document gives the same bytes and an empty report', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const text = serialise(document);
        expect(outcome(text)).toEqual([]);
        expect(serialise(opened(text))).toBe(text);
        expect(serialise(opened(new TextEncoder().encode(text)))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('the same document written by another program, keys in any order, gives the same bytes', () => {
    const shuffled = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const entries = Object.entries(value).map(([key, each]) => [key, shuffled(each)] as const);
      return Object.fromEntries(entries.reverse());
    };
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        // JSON.stringify turns −0 into 0, so the file to compare with comes from it too.
        const raw = JSON.parse(serialise(document));
        expect(serialise(opened(JSON.stringify(shuffled(raw))))).toBe(serialise(opened(JSON.stringify(raw))));
      }),
    );
  });

  test('unknown fields of the file, a node and the training survive', () => {
    const text = changed({
      later: { x: [1] },
      training: { later: 1 },
      nodes: { relu1: { ...relu, later: null } },
      wires: {},
    });
    const document = opened(text);
    expect(outcome(text)).toEqual([]);
    expect(document).toMatchObject({ later: { x: [1] }, training: { later: 1 }, nodes: { relu1: { later: null } } });
  });

  test('a byte order mark is not part of the file', () => {
    expect(outcome(`\uFEFF${serialise(valid)}`)).toEqual([]);
    expect(outcome(new TextEncoder().encode(`\uFEFF${serialise(valid)}`))).toEqual([]);
  });
});

describe('one clear refusal for', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['a file that is not JSON', 'Dear editor,', 'not-json'],
    ['a file that was cut', serialise(valid).slice(0, -20), 'not-json'],
    ['an empty file', '', 'not-json'],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe]), 'not-text'],
    ['other JSON', '{"nbformat": 4}', 'not-a-document'],
    ['a list', '[]', 'not-a-document'],
    ['a wrong version', changed({ version: 'one' }), 'wrong-version'],
    ['no version', changed({ version: undefined }), 'wrong-version'],
    ['version 0', changed({ version: 0 }), 'wrong-version'],
    ['a newer version', changed({ version: 2 }), 'newer-version'],
    [
      'a newer version whose fields mean something else',
      '{"format":"chainrule","version":2,"nodes":7}',
      'newer-version',
    ],
    ['a repeated key', '{"format":"chainrule","version":1,"nodes":{},"nodes":{}}', 'repeated-key'],
    ['a key repeated under an escape', '{"nodes":1,"\\u006eodes":1}', 'repeated-key'],
    ['NaN as a number', '{"nodes":{"a1":{"settings":{"p":NaN}}}}', 'not-a-number'],
    ['−Infinity as a number', '{"nodes":{"a1":{"settings":{"p":-Infinity}}}}', 'not-a-number'],
    ['10 MB of nesting in lists', '['.repeat(10_000_000), 'too-deep'],
    ['10 MB of nesting in objects', '{"a":'.repeat(2_000_000), 'too-deep'],
    ['a text that is too long', changed({ later: 'x'.repeat(LIMITS.text + 1) }), 'text-too-long'],
    ['a text of 60 MB, half of it escapes', `{"a":"${'\\\\x\\"'.repeat(12_000_000)}"}`, 'text-too-long'],
    ['60 MB of spaces', `{${' '.repeat(60_000_000)}`, 'not-json'],
    ['too many entries', changed({ later: new Array(LIMITS.count).fill(0) }), 'too-many-entries'],
    ['more than 64 MiB', new Uint8Array(LIMITS.bytes + 1), 'too-large'],
  ])('%s', (_, source, code) => {
    const start = performance.now();
    expect(outcome(source)).toBe(code);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test.each([
    ['nodes', LIMITS.nodes],
    ['wires', LIMITS.wires],
    ['ties', LIMITS.keys],
  ])('more %s than %i', (field, limit) => {
    const record = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, relu]));
    expect(outcome(changed({ [field]: record(limit + 1) }))).toBe('too-many-keys');
    expect(outcome(changed({ [field]: record(limit) }))).not.toBe('too-many-keys');
  });

  test('a place that has a name is named', () => {
    const repeated = '{"format":"chainrule","nodes":{"a1":{"settings":{"p":1,"p":2}}}}';
    expect(parseDocument(repeated)).toEqual({
      problem: { code: 'repeated-key', values: { path: 'nodes.a1.settings.p' } },
    });
    const nan = '{"view":{"notes":[[1,2],[3,NaN]]}}';
    expect(parseDocument(nan)).toEqual({ problem: { code: 'not-a-number', values: { path: 'view.notes.1.1' } } });
  });

  test('a place of text that is no JSON is named by line and column', () => {
    const text = serialise(valid).replace('"title": ', '"title" ');
    expect(parseDocument(text)).toEqual({ problem: { code: 'not-json', values: { line: 4, column: 11 } } });
  });

  test('texts that contain brackets, quotes, NaN and escapes are just texts', () => {
    expect(outcome(changed({ title: '{"[\\" NaN }]\\\\', later: { '"': '\\"', ',': ',' } }))).toEqual([]);
  });
});

describe('of a newer version', () => {
  const newer = changed({ version: 2, nodes: { ...valid.nodes, warp1: { ...relu, type: 'warp', folds: 3 } } });

  test('what this one understands is there to be looked at, and nothing is there to be edited', () => {
    expect(outcome(newer)).toBe('newer-version');
    const shown = parseNewer(newer);
    if ('problem' in shown) throw new Error(shown.problem.code);
    expect(Object.keys(shown.document.nodes)).toEqual(['relu1', 'relu2', 'relu10', 'warp1']);
    expect(shown.document.wires).toEqual(valid.wires);
  });

  test('one of another form is refused, and what is not newer is read as ever', () => {
    expect(parseNewer('{"format":"chainrule","version":2,"nodes":7}')).toMatchObject({
      problem: { code: 'newer-version', values: { version: 2, known: 1 } },
    });
    expect(parseNewer(serialise(valid))).toEqual(parseDocument(serialise(valid)));
    expect(parseNewer('{')).toEqual(parseDocument('{'));
  });
});

describe('one bad element costs one element:', () => {
  const node = (fields: object) => changed({ nodes: { ...valid.nodes, relu2: { ...relu, ...fields } } });
  const training = (fields: object) => changed({ training: fields });
  const area = { position: { x: 0, y: 0 }, width: 100, height: 50 };
  const frame = (fields: object) => changed({ view: { frames: { f1: { ...area, title: 'A', ...fields } } } });
  const note = (fields: object) => changed({ view: { notes: { n1: { ...area, text: 'A', ...fields } } } });
  const bends = (fields: object) => changed({ view: { bends: fields } });
  const lost = ['unknown-node wires.relu2.Z', 'unknown-node wires.relu10.Z'];

  test.each<[string, string, string[]]>([
    ['a node without a type', node({ type: 7 }), ['bad-node nodes.relu2', ...lost]],
    ['a node that is a list', changed({ nodes: { ...valid.nodes, a1: [] } }), ['bad-node nodes.a1']],
    ['a position that is text', node({ position: { x: '1', y: 2 } }), ['bad-position nodes.relu2.position']],
    ['no position', node({ position: undefined }), ['bad-position nodes.relu2.position']],
    ['a position far away', node({ position: { x: 8e14, y: 2 } }), ['bad-position nodes.relu2.position']],
    ['a label that is a number', node({ label: 7 }), ['bad-field nodes.relu2.label']],
    ['a label that is too long', node({ label: 'x'.repeat(201) }), ['text-cut nodes.relu2.label']],
    ['a mute that is text', node({ muted: 'no' }), ['bad-field nodes.relu2.muted']],
    ['settings that are a list', node({ settings: [] }), ['bad-setting nodes.relu2.settings']],
    ['a setting that is null', node({ settings: { p: null, q: 1 } }), ['bad-setting nodes.relu2.settings.p']],
    ['a mixed list', node({ settings: { p: [1, 'a'] } }), ['bad-setting nodes.relu2.settings.p']],
    ['a setting named toString', node({ settings: { toString: 1 } }), ['bad-setting nodes.relu2.settings.toString']],
    ['an unknown node in a wire', changed({ wires: { 'relu2.Z': 'x1.A' } }), ['unknown-node wires.relu2.Z']],
    ['a wire without a dot', changed({ wires: { relu2: 'relu1.A' } }), ['bad-address wires.relu2']],
    ['wires that are a list', changed({ wires: [] }), ['bad-field wires']],
    ['a tie to nowhere', changed({ ties: { 'relu1.W': 'x1.W' } }), ['unknown-node ties.relu1.W']],
    ['a frozen number', changed({ frozen: [7, 'relu1.W'] }), ['bad-address frozen.0']],
    ['a learning rate in words', training({ learningRate: '0.1' }), ['bad-training training.learningRate']],
    ['a batch of none', training({ batchSize: 0 }), ['bad-training training.batchSize']],
    ['a loss that is not there', training({ loss: 'x1.L' }), ['unknown-node training.loss']],
    [
      'a schedule that answers to nothing',
      training({ schedule: { type: 'constant', every: { toString: 1 }, settings: {} } }),
      ['bad-training training.schedule'],
    ],
    ['a mode that does not exist', training({ mode: 'both' }), ['bad-training training.mode']],
    ['null as training', changed({ training: null }), ['bad-training training']],
    [
      'an optimiser with a bad setting',
      training({ optimizer: { type: 'sgd', settings: { momentum: 0.9, nesterov: {} } } }),
      ['bad-setting training.optimizer.settings.nesterov'],
    ],
    ['a card without its words', changed({ card: { title: 'x' } }), ['bad-field card']],
    ['a view that is text', changed({ view: 'left' }), ['bad-field view']],
    ['a title that is a number', changed({ title: 7 }), ['bad-field title']],
    ['frames that are a list', changed({ view: { frames: [] } }), ['bad-field view.frames']],
    ['a frame without a title', changed({ view: { frames: { f1: area } } }), ['bad-area view.frames.f1']],
    ['a frame that is too small', frame({ height: 3 }), ['bad-area view.frames.f1']],
    ['a colour that there is not', frame({ colour: 9 }), ['bad-area view.frames.f1']],
    ['a title that is too long', frame({ title: 'x'.repeat(201) }), ['text-cut view.frames.f1.title']],
    ['a note that is too long', note({ text: 'x'.repeat(10_001) }), ['text-cut view.notes.n1.text']],
    ['a note that lies far away', note({ position: { x: 8e14, y: 2 } }), ['bad-area view.notes.n1']],
    ['a note with a bad name', changed({ view: { notes: { '1': { ...area, text: '' } } } }), ['bad-area view.notes.1']],
    ['bends of no wire', bends({ 'relu1.Z': [{ x: 1, y: 2 }] }), ['unknown-wire view.bends.relu1.Z']],
    ['a bend that is no place', bends({ 'relu2.Z': [{ x: 1, y: 'a' }] }), ['bad-bends view.bends.relu2.Z']],
  ])('%s', (_, text, report) => {
    expect(outcome(text)).toEqual(report);
    expect(outcome(serialise(opened(text)))).toEqual([]);
  });

  test.each([
    ['a shape that says another count', { shape: [2, 2], data: [1, 2, 3] }],
    ['a shape below one', { shape: [-1, -1], data: [1] }],
    ['text among the numbers', { shape: [1], data: ['1'] }],
    ['no shape', { data: [] }],
  ])('values with %s', (_, bad) => {
    const text = changed({ values: { 'relu1.W': bad, 'relu1.b': { shape: [2], data: [1, -0] } } });
    expect(outcome(text)).toEqual(['bad-values values.relu1.W']);
    expect(opened(text).values).toEqual({ 'relu1.b': { shape: [2], data: [1, 0] } });
  });

  test('values beyond 20,000 numbers in all', () => {
    const numbers = (length: number) => ({ shape: [length], data: new Array<number>(length).fill(1) });
    const values = { 'relu2.W': numbers(15_000), 'relu1.W': numbers(5_000), 'relu10.W': numbers(1) };
    expect(outcome(changed({ values }))).toEqual(['too-many-values values.relu10.W']);
  });

  test('numbers beyond the range of a double, wherever they are', () => {
    const text = serialise(valid).replace('"slope": 0.5', '"slope": 1e400, "list": [1, -1e999]');
    expect(outcome(text.replace('"version"', '"later": { "x": 1e999 }, "version"'))).toEqual([
      'number-too-large nodes.relu10.settings.slope',
      'number-too-large nodes.relu10.settings.list.1',
      'number-too-large later.x',
      'bad-setting nodes.relu10.settings.list',
    ]);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty', '1a', 'a.b', 'a/b', '', 'x'.repeat(65), 'é'])(
    'a node named %j',
    (id) => {
      const nodes = Object.fromEntries([...Object.entries(valid.nodes), [id, relu]]);
      expect(outcome(changed({ nodes }))).toEqual([`bad-node-id nodes.${id || '""'}`]);
    },
  );

  test('keys named __proto__, which pollute nothing', () => {
    const proto = '{"__proto__":{"polluted":true},';
    const text = serialise(valid).replaceAll('{ "type": "relu",', `${proto} "type": "relu",`).replace('{', proto);
    expect(outcome(text)).toEqual([
      'unsafe-key __proto__',
      'unsafe-key nodes.relu10.__proto__',
      'unsafe-key nodes.relu2.__proto__',
      'unsafe-key nodes.relu1.__proto__',
    ]);
    expect(serialise(opened(text))).toBe(serialise(valid));
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('missing training fields take their defaults, which is not a repair', () => {
    for (const given of [undefined, {}, { optimizer: {}, schedule: {}, split: {} }]) {
      expect(outcome(training(given ?? {}))).toEqual([]);
      expect(opened(training(given ?? {})).training).toEqual(DEFAULT_TRAINING);
    }
    expect(outcome(changed({ training: undefined }))).toEqual([]);
    const partial = opened(training({ split: { test: 0 }, optimizer: { type: 'adam' } })).training;
    expect(partial).toEqual({
      ...DEFAULT_TRAINING,
      split: { test: 0, seed: 42 },
      optimizer: { type: 'adam', settings: {} },
    });
  });

  test('frames, notes and bends in order, and what a later version keeps beside them, come through', () => {
    const view = {
      frames: { f1: { ...area, title: 'A', colour: 8 } },
      notes: { n1: { ...area, text: '# A', later: 1 } },
      bends: { 'relu2.Z': [{ x: 1, y: 2 }] },
      later: [1],
    };
    expect(outcome(changed({ view }))).toEqual([]);
    expect(opened(changed({ view })).view).toEqual(view);
    expect(opened(changed({ view: { ...view, frames: { f1: {} } } })).view).toEqual({ ...view, frames: undefined });
  });

  test('a node of an unknown type is kept: the plan speaks about it', () => {
    expect(outcome(node({ type: 'of-tomorrow' }))).toEqual([]);
  });
});

describe('never throws, and what it accepts opens again without a repair:', () => {
  const settle = (source: Uint8Array | string) => {
    const result = parseDocument(source);
    if ('problem' in result) expect(result.problem.code).toMatch(/^[a-z-]+$/);
    else expect(outcome(serialise(result.document))).toEqual([]);
  };
  const anything = fc.anything({ withNullPrototype: true, maxDepth: 4 });
  const json = (value: unknown) =>
    JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}` : each)) ?? '';

  test('bytes and texts', () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' })), settle));
  });

  test('anything at all, and anything in the place of any field', () => {
    fc.assert(fc.property(anything, (value) => settle(json(value))));
    const fields = fc.dictionary(
      fc.constantFrom(...Object.keys(valid), 'ties', 'values', 'frozen', 'card', 'view'),
      anything,
    );
    fc.assert(
      fc.property(fields, (given) => settle(json({ ...valid, ...given, format: 'chainrule', version: 1 }))),
      { numRuns: 500 },
    );
  });

  test('bytes of real documents, changed, cut and doubled', () => {
    const mutation = fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom(...'{}[]",:\\0-e.nN_\u0000'));
    fc.assert(
      fc.property(arbitraryDocument, fc.array(mutation, { minLength: 1, maxLength: 4 }), (document, mutations) => {
        let text = serialise(document);
        for (const [place, length, letter] of mutations) {
          const at = place % text.length;
          text = text.slice(0, at) + letter + text.slice(at + length);
        }
        settle(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('parts of real documents, replaced by others of their own parts or by anything', () => {
    const places = (value: unknown): [object, string][] => {
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, each]) => [[value, key] as [object, string], ...places(each)]);
    };
    fc.assert(
      fc.property(arbitraryDocument, fc.nat(), fc.nat(), fc.option(anything), (document, to, from, other) => {
        const raw = JSON.parse(serialise(document));
        const all = places(raw);
        const [target, key] = all[to % all.length] ?? [{}, ''];
        const [source, name] = all[from % all.length] ?? [{}, ''];
        const part = JSON.parse(json(other ?? Reflect.get(source, name)) || 'null');
        Reflect.set(target, key, part);
        settle(json(raw));
      }),
      { numRuns: 1000 },
    );
  });
});
