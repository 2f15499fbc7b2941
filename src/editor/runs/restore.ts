/* Goes back to a run: its network, begun anew, and into it the parameters at which the run was best. What the optimiser
   remembered is not among them. Undo takes the network back. */
import type { Address } from '../../document/document.ts';
import { takeParameters } from '../../store/bringing.ts';
import type { Store } from '../../store/store.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Run } from './recorder.ts';

type Numbers = Float32Array | Float64Array;

export async function restored(store: Store, { document, name, best }: Run): Promise<void> {
  const { session } = store;
  if (session.getState().engine === 'running') store.pause();
  const { title, card, view } = session.getState().history.present;
  const { title: _, card: __, view: was, ...network } = document;
  // What it is called and how it is laid out stays as it is by now, where nodes are the same.
  const shown = was ?? view;
  store.goBackTo({ ...network, title, ...(card && { card }), ...(shown && { view: shown }) });
  const begun = anew(store);
  store.reset();
  await begun;
  if (best?.tensors) await takeParameters(store, name, shaped(best.tensors, session.getState().plan.shapes));
}

/** Parameters with their shapes, as they are read from files. */
export function shaped(tensors: ReadonlyMap<Address, Numbers>, shapes: ReadonlyMap<Address, Shape>) {
  return new Map([...tensors].map(([place, data]) => [place, { shape: shapes.get(place) ?? [data.length], data }]));
}

/** Resolves when the network of the present document has been built anew, or cannot be. */
function anew({ session }: Store): Promise<void> {
  return new Promise((resolve) => {
    let forgotten = session.getState().measures === null;
    const leave = session.subscribe(({ measures, failure }) => {
      forgotten ||= measures === null;
      if (!failure && !(forgotten && measures?.step === 0)) return;
      leave();
      resolve();
    });
  });
}
