/* Parameters from a file into the network that is running: what a project has trained elsewhere comes home. Like a number
   changed by hand, it is no edit of the document; undo puts back what was there before. */
import { type Address, parts } from '../document/document.ts';
import type { Plan } from '../plan/plan.ts';
import { type BadFile, readSafetensors } from '../tensor/safetensors.ts';
import { type Shape, written } from '../tensor/shape.ts';
import type { Notice } from './session.ts';
import type { Store } from './store.ts';

type Tensors = ReadonlyMap<string, { readonly shape: Shape; readonly data: Float32Array | Float64Array }>;

/** Takes a safetensors file. */
export async function bringParameters(store: Store, file: string, bytes: Uint8Array): Promise<boolean> {
  const tensors = readSafetensors(bytes);
  if (tensors instanceof Map) return takeParameters(store, file, tensors);
  store.say({ ...(tensors as BadFile), tone: 'error' });
  return false;
}

/** Takes all of it or nothing, and says which; false where nothing was taken. */
export async function takeParameters(store: Store, file: string, tensors: Tensors): Promise<boolean> {
  const refuse = (code: string, values: Notice['values'] = {}) => {
    store.say({ code, values, tone: 'error' });
    return false;
  };
  const { plan, history, measures, byHand } = store.session.getState();
  const misfit = misfitOf(plan, file, tensors);
  if (misfit) return refuse(misfit.code, misfit.values);
  const given = new Map([...tensors].map(([place, { data }]) => [place as Address, data]));
  const answer = await store.ask({ kind: 'setTensors', tensors: given });
  if (answer.kind !== 'setTensors')
    return refuse(answer.kind === 'refused' && answer.reason === 'visiting' ? 'weights-past' : 'weights-none', {
      file,
    });
  const [step, depth] = [measures?.step ?? 0, history.past.length];
  store.session.setState({ byHand: [...byHand, { file, before: answer.before, step, depth }], undoneByHand: [] });
  const all = [...plan.shapes.keys()].filter((place) => isLearned(plan, place) && !plan.ties.has(place)).length;
  store.say({ code: 'weights-read', values: { file, count: tensors.size, all }, tone: 'plain' });
  return true;
}

/** The first tensor that has no place here; undefined: all fit. */
function misfitOf(plan: Plan, file: string, tensors: Tensors): Omit<Notice, 'tone'> | undefined {
  if (tensors.size === 0) return { code: 'weights-empty', values: { file } };
  for (const [tensor, { shape, data }] of tensors) {
    const given = written(shape);
    const wanted = plan.shapes.get(tensor as Address);
    if (!wanted || !isLearned(plan, tensor as Address)) return { code: 'unknown-tensor', values: { tensor, given } };
    if (written(wanted) !== given) return { code: 'value-shape', values: { tensor, given, wanted: written(wanted) } };
    const place = data.findIndex((x) => !Number.isFinite(x));
    if (place >= 0) return { code: 'weights-not-finite', values: { file, tensor, place, value: String(data[place]) } };
  }
  return undefined;
}

/** Whether training changes this tensor: a parameter or a buffer. */
function isLearned(plan: Plan, place: Address): boolean {
  const { node, name } = parts(place);
  const type = plan.steps.find((step) => step.node === node)?.type;
  return type !== undefined && name in { ...type.parameters, ...type.optional, ...type.buffers };
}
