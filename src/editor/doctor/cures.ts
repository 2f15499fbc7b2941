/* What the Doctor offers to try, each an edit of the document that can be undone. None promises to help: it is an experiment,
   whose curve is drawn over the one before. */
import { type Address, address, type GraphDocument, parts } from '../../document/document.ts';
import * as edits from '../../document/edits.ts';
import type { Edit } from '../../document/history.ts';
import { LIMITS } from '../../document/limits.ts';
import { OPTIMIZERS } from '../../plan/optimizers.ts';
import { fanIn, normal } from '../../tensor/initialise.ts';
import { TorchStream } from '../../tensor/random.ts';
import { layersOf, type Patient } from './case.ts';
import type { Finding } from './rules.ts';

export interface Treatment {
  readonly edit: Edit;
  /** What its button says, and with which values. */
  readonly says: 'rate' | 'redraw' | 'he' | 'relu' | 'zero-bias' | 'leaky' | 'decay' | 'batch';
  readonly values: Readonly<Record<string, string | number>>;
}

/** Undefined where there is nothing of the kind to change. */
export type Cure = (patient: Patient, finding: Finding) => Treatment | undefined;

/** Another learning rate, with two digits. */
export function rateTimes(factor: number): Cure {
  return ({ document }) => {
    const rate = Number((document.training.learningRate * factor).toPrecision(2));
    return { edit: edits.changeTraining({ learningRate: rate }), says: 'rate', values: { rate } };
  };
}

/** Weights that were set by hand are drawn at random again. */
export const redraw: Cure = ({ document, plan }) => {
  const layers = new Set(layersOf(plan).map(({ node }) => node));
  const own = places(document).filter((place) => layers.has(parts(place).node));
  if (own.length === 0) return undefined;
  return { edit: edits.together(own.map((place) => edits.setValue(place, undefined))), says: 'redraw', values: {} };
};

/** He's starting values: each weight normal with variance 2 ÷ inputs, each bias 0. */
export const steady: Cure = ({ document, plan }) => {
  const edit = heValues(document, plan);
  return edit && { edit, says: 'he', values: {} };
};

function heValues(document: GraphDocument, plan: Patient['plan']): Edit | undefined {
  const layers = layersOf(plan);
  const stream = new TorchStream(document.training.seed);
  const values = layers.flatMap(({ node, place, shape }) => {
    const bias = address(node, 'b');
    const biases = plan.shapes.get(bias);
    const drawn = normal(shape, stream, 0, Math.sqrt(2 / fanIn(shape)));
    return [
      { place, shape, data: [...drawn] },
      ...(biases ? [{ place: bias, shape: biases, data: Array<number>(biases[0] ?? 0).fill(0) }] : []),
    ];
  });
  const set = new Set(values.map(({ place }) => place));
  const kept = places(document).filter((place) => !set.has(place));
  const count = [
    ...values.map(({ data }) => data.length),
    ...kept.map((place) => document.values?.[place]?.data.length ?? 0),
  ];
  if (values.length === 0 || count.reduce((sum, length) => sum + length, 0) > LIMITS.values) return undefined;
  return edits.together(values.map(({ place, shape, data }) => edits.setValue(place, { shape, data })));
}

/** Every hidden sigmoid and tanh becomes a ReLU, whose slope is 1, with the starting values that suit it. */
export const relus: Cure = ({ document, plan }) => {
  const bent = Object.entries(document.nodes).filter(([, { type }]) => type === 'sigmoid' || type === 'tanh');
  const edit = heValues(document, plan);
  if (bent.length === 0 || !edit) return undefined;
  const swap: Edit = (draft) => {
    for (const [id] of bent) {
      const node = draft.nodes[id];
      if (node) Object.assign(node, { type: 'relu', settings: {} });
    }
  };
  return { edit: edits.together([swap, edit]), says: 'relu', values: { count: bent.length } };
};

/** Biases of the layer before the dead units that were set by hand begin at 0. */
export const zeroBias: Cure = ({ document }, { node }) => {
  const source = node === undefined ? undefined : document.wires[address(node, 'Z')];
  if (!source) return undefined;
  const bias = address(parts(source).node, 'b');
  const given = document.values?.[bias];
  if (!given?.data.some((x) => x < 0)) return undefined;
  const values = { shape: given.shape, data: given.data.map(() => 0) };
  return { edit: edits.setValue(bias, values), says: 'zero-bias', values: { tensor: bias } };
};

/** A ReLU lets a hundredth of what is negative through. */
export const leaky: Cure = ({ document }, { node }) => {
  if (!node || document.nodes[node]?.type !== 'relu') return undefined;
  const edit: Edit = (draft) => {
    const found = draft.nodes[node];
    if (found) Object.assign(found, { type: 'leaky-relu', settings: {} });
  };
  return { edit, says: 'leaky', values: { node } };
};

export const weightDecay: Cure = ({ document }) => {
  const { type, settings } = document.training.optimizer;
  if (!OPTIMIZERS.get(type)?.settings.weightDecay) return undefined;
  const decay = Math.max(0.01, 3 * Number(settings.weightDecay ?? 0));
  const optimizer = { type, settings: { ...settings, weightDecay: decay } };
  return { edit: edits.changeTraining({ optimizer }), says: 'decay', values: { decay } };
};

export const higherBatch: Cure = ({ document, batches }) => {
  const { batchSize } = document.training;
  if (batchSize === 'full' || batches < 2) return undefined;
  const larger = 8 * batchSize;
  return { edit: edits.changeTraining({ batchSize: larger }), says: 'batch', values: { batch: larger } };
};

function places(document: GraphDocument): Address[] {
  return Object.keys(document.values ?? {}) as Address[];
}
