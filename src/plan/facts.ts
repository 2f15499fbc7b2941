/* What a document brings that `plan` cannot read by itself: node types of its own, whose language is loaded only for them. */
import type { Address, GraphDocument } from '../document/document.ts';
import type { TensorData } from '../tensor/tensor.ts';
import type { Facts } from './infer.ts';

export async function factsOf(document: GraphDocument, given: ReadonlyMap<Address, TensorData>): Promise<Facts> {
  const shapes = new Map([...given].map(([place, { shape }]) => [place, shape]));
  if (!document.definitions) return { given: shapes };
  const { typesDefinedBy } = await import('../nodes/custom.ts');
  return { given: shapes, types: typesDefinedBy(document) };
}
