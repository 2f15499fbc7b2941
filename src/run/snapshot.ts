/* A network as it stands, as numbers that can leave the engine: parameters, data, and the loss of the next batch. */
import type { Address, GraphDocument } from '../document/document.ts';
import type { Engine } from '../kernels/device.ts';
import type { Mode } from '../nodes/define.ts';
import type { Plan } from '../plan/plan.ts';
import { read, type Tensor, type TensorData } from '../tensor/tensor.ts';
import { Trainer } from './trainer.ts';

export interface Snapshot {
  /** Parameters that are tensors of their own, and buffers. */
  readonly values: ReadonlyMap<Address, TensorData>;
  /** Whole columns of the data, and constants. */
  readonly rows: ReadonlyMap<Address, TensorData>;
  readonly constants: ReadonlyMap<Address, TensorData>;
  /** Updates made. */
  readonly step: number;
  /** The loss of the next batch. With active dropout, whose masks no other engine draws, it is computed without. */
  readonly check: { readonly mode: Mode; readonly loss: number };
}

/** All of it as it is now, although training may go on before the answer. */
export async function snapshotOf(document: GraphDocument, trainer: Trainer, engine: Engine): Promise<Snapshot> {
  const { network, plan, step } = trainer;
  const copied = ([place, tensor]: [Address, Tensor]) => [place, { shape: tensor.shape, data: read(tensor) }] as const;
  const values = new Map([...network.learned].map(copied));
  const constants = [...network.columns.constants].map(([place, column]) => {
    const tensor = network.keptTensor(place);
    return [place, tensor ? { shape: tensor.shape, data: read(tensor) } : column] as const;
  });
  const loss = dropsOut(plan) ? await withoutDropout(document, trainer, engine) : trainer.evaluate().loss;
  return {
    values,
    rows: network.columns.rows,
    constants: new Map(constants),
    step,
    check: { mode: dropsOut(plan) ? 'eval' : plan.mode, loss },
  };
}

function dropsOut({ mode, steps }: Plan): boolean {
  return (
    mode === 'train' &&
    steps.some(({ type, settings, reaches }) => reaches && type.type === 'dropout' && settings.p !== 0)
  );
}

/** The loss of the same batch at the same parameters, in eval mode. */
async function withoutDropout(document: GraphDocument, trainer: Trainer, engine: Engine): Promise<number> {
  const { step, given } = trainer;
  const { memory } = trainer.network;
  const still = { ...document, training: { ...document.training, mode: 'eval' as const } };
  // The same rows, wherever they came from.
  const rows = new Map([...trainer.network.columns.rows, ...given]);
  const other = await Trainer.load(still, rows, engine);
  if (!(other instanceof Trainer)) throw new Error(`${other.code}, where there was a network before`);
  other.resume(step, memory);
  return other.evaluate().loss;
}
