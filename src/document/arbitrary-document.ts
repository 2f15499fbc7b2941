/* Random documents for tests: everything that a file may hold, names of Object.prototype nearly included. */
import fc from 'fast-check';
import { type Address, DEFAULT_TRAINING, type GraphDocument, type NodeId, type Training } from './document.ts';
import { isNodeId, isReserved } from './names.ts';

const finite = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(-0));
const TYPES = ['input', 'points', 'linear', 'relu', 'batch-norm', 'add', 'mse-loss', 'made-up'];

const arbitraryId: fc.Arbitrary<NodeId> = fc.oneof(
  fc.tuple(fc.constantFrom('linear', 'relu', 'a-', 'B_'), fc.integer({ min: 1, max: 30 })).map((name) => name.join('')),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/).filter(isNodeId),
);

/** A finite number, a flag, a text or an array. */
export const arbitrarySetting = fc.oneof(
  finite,
  fc.boolean(),
  fc.string({ unit: 'binary' }),
  fc.array(finite, { maxLength: 4 }),
  fc.array(fc.string(), { maxLength: 3 }),
);

const settingName = fc.oneof(fc.constantFrom('features', 'bias', 'p'), fc.string()).filter((name) => !isReserved(name));
const arbitrarySettings = fc
  .dictionary(settingName, arbitrarySetting, { maxKeys: 4 })
  .map((settings) => ({ ...settings }));

export const arbitraryPosition = fc.record({
  x: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  y: fc.integer({ min: -1000, max: 1000 }),
});

const arbitraryNode = fc.record(
  {
    type: fc.constantFrom(...TYPES),
    position: arbitraryPosition,
    label: fc.string({ minLength: 1, maxLength: 50, unit: 'binary' }),
    muted: fc.boolean(),
    settings: arbitrarySettings,
    ofTomorrow: fc.constantFrom('kept', 7),
  },
  { requiredKeys: ['type', 'position', 'settings'] },
);

/** A shape and as many numbers as it says. */
export const arbitraryValues = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((a, b) => a * b, 1);
  return fc.record({ shape: fc.constant(shape), data: fc.array(finite, { minLength: length, maxLength: length }) });
});

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const positive = fc.double({ min: 1e-12, max: 1e6, noNaN: true });

/** A change of any fields of the training, the loss apart. */
export const arbitraryTraining = fc.record(
  {
    optimizer: fc.record({ type: fc.constantFrom('sgd', 'adam'), settings: arbitrarySettings }),
    learningRate: positive,
    schedule: fc.record({
      type: fc.constantFrom('constant', 'step'),
      every: fc.constantFrom('step', 'epoch'),
      settings: arbitrarySettings,
    }),
    clipNorm: positive,
    batchSize: fc.oneof(fc.constant('full' as const), fc.integer({ min: 1, max: 512 })),
    shuffle: fc.boolean(),
    split: fc.record({ test: fc.double({ min: 0, max: 0.9, noNaN: true }), seed }),
    seed,
    zeroGradients: fc.boolean(),
    mode: fc.constantFrom('train', 'eval'),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<Partial<Training>>;

const words = fc.record({ en: fc.string(), ja: fc.string({ unit: 'grapheme' }) });
const arbitraryCard = fc.record({
  title: words,
  says: words,
  try: fc.array(fc.record({ text: words, holds: fc.constant('loss < 0.1') }, { requiredKeys: ['text'] }), {
    maxLength: 3,
  }),
});

const ofTomorrow = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')));

/** Ids, each with its tensors as addresses. */
function addressesOf(ids: readonly NodeId[]): fc.Arbitrary<Address> {
  return fc
    .tuple(fc.constantFrom(...ids), fc.constantFrom('A', 'Z', 'W', 'b'))
    .map(([id, name]): Address => `${id}.${name}`);
}

const side = fc.integer({ min: 16, max: 1000 });
const area = {
  position: arbitraryPosition,
  width: side,
  height: side,
  colour: fc.integer({ min: 1, max: 8 }),
  ofTomorrow: fc.constantFrom('kept', 7),
};
const needed = ['position', 'width', 'height'] as const;

/** A frame, and a note. */
export const arbitraryFrame = fc.record(
  { ...area, title: fc.string({ maxLength: 50, unit: 'binary' }) },
  { requiredKeys: ['title', ...needed] },
);
export const arbitraryNote = fc.record(
  { ...area, text: fc.string({ maxLength: 50, unit: 'binary' }) },
  { requiredKeys: ['text', ...needed] },
);
const several = <T>(each: fc.Arbitrary<T>) => fc.dictionary(arbitraryId, each, { minKeys: 1, maxKeys: 3 });
const [frames, notes] = [several(arbitraryFrame), several(arbitraryNote)];

/** Opens without a repair. Wires join nodes that exist, not always ports that do, and may close loops. */
export const arbitraryDocument: fc.Arbitrary<GraphDocument> = fc
  .uniqueArray(fc.tuple(arbitraryId, arbitraryNode), { selector: ([id]) => id, maxLength: 6 })
  .chain((nodes) => {
    const ids = nodes.map(([id]) => id);
    const tensor = ids.length > 0 ? addressesOf(ids) : undefined;
    const links = tensor ? fc.dictionary(tensor, tensor, { maxKeys: 6 }) : fc.constant({});
    const some = <T extends object>(from: fc.Arbitrary<T>) => from.filter((value) => Object.keys(value).length > 0);
    const fromTensors = tensor && {
      ties: some(fc.dictionary(tensor, tensor, { maxKeys: 2 })),
      values: some(fc.dictionary(tensor, arbitraryValues, { maxKeys: 3 })),
      frozen: some(fc.uniqueArray(tensor, { maxLength: 3 })),
    };
    return fc.record(
      {
        format: fc.constant('chainrule' as const),
        version: fc.constant(1 as const),
        title: fc.string({ maxLength: 30, unit: 'binary' }),
        nodes: fc.constant(Object.fromEntries(nodes)),
        wires: links,
        ...fromTensors,
        training: arbitraryTraining.map((training) => ({ ...DEFAULT_TRAINING, ...training, ofTomorrow: 1 })),
        view: fc.record({ frames, notes, ofTomorrow }, { requiredKeys: [] }),
        card: arbitraryCard,
        ofTomorrow,
      },
      { requiredKeys: ['format', 'version', 'title', 'nodes', 'wires', 'training'] },
    );
  });
