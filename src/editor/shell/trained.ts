/* A document that begins where its training stands: parameters and buffers as they are now, as its starting values. */
import { type Address, address, type GraphDocument, type Values } from '../../document/document.ts';
import { LIMITS } from '../../document/limits.ts';
import { parametersOf } from '../../plan/resolve.ts';
import type { Store } from '../../store/store.ts';

/** Digits that tell every number of single precision from its neighbours. */
const DIGITS = 9;

/** Null where there are more numbers than a document may hold, or a number is none. */
export async function trained(store: Store): Promise<GraphDocument | null> {
  const { history, plan } = store.session.getState();
  const places = plan.steps.flatMap(({ node, type }) =>
    [...parametersOf(type), ...Object.keys(type.buffers ?? {})].map((name) => address(node, name)),
  );
  const values = new Map<Address, Values>(Object.entries(history.present.values ?? {}) as [Address, Values][]);
  for (const place of places) {
    if (!plan.shapes.has(place) || plan.ties.has(place)) continue;
    const answer = await store.ask({ kind: 'tensor', address: place });
    if (answer.kind !== 'tensor') return null;
    values.set(place, { shape: answer.shape, data: Array.from(answer.data, short) });
  }
  const all = [...values.values()];
  const count = all.reduce((sum, { data }) => sum + data.length, 0);
  if (count > LIMITS.values || !all.every(({ data }) => data.every(Number.isFinite))) return null;
  return { ...history.present, values: Object.fromEntries(values) };
}

const short = (value: number) => Number(value.toPrecision(DIGITS));
