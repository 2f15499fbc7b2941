/* Mends of shapes that do not fit: another number of features, a flatten, a transpose, operands exchanged. They are
   candidates: `fixes.ts` tries each and offers those that help. */
import { type Address, address, type GraphDocument, type NodeId, parts } from '../document/document.ts';
import * as edits from '../document/edits.ts';
import type { Plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problems.ts';
import { flattens, linearBehind } from './chain.ts';
import { type Fix, fix, inserted, setFeatures, targets } from './fix.ts';

/** What could make the shapes of this problem fit, the likeliest first; nothing for a problem of another kind. */
export function shapeFixes(document: GraphDocument, planned: Plan, problem: Problem): readonly Fix[] {
  const { code, values, node = '' } = problem;
  const at = (port: string) => address(node, port);
  const last = (port: string) => planned.shapes.get(document.wires[at(port)] ?? at(''))?.at(-1) ?? 0;
  const turned = (...ports: readonly string[]) => ports.flatMap((port) => inserted(document, 'transpose', at(port)));
  const flat = (...ports: readonly string[]) => ports.flatMap((port) => flatten(document, planned, at(port)));
  switch (code) {
    case 'too-many-classes':
      return features(document, at('Z'), Number(values.classes));
    case 'matmul':
      return [
        ...swapped(document, at('A'), at('B')),
        ...turned('B', 'A'),
        ...features(document, at('A'), Number(values.l)),
      ];
    case 'broadcast':
      return [
        ...features(document, at('A'), last('B')),
        ...features(document, at('B'), last('A')),
        ...turned('B', 'A'),
        ...flat('A', 'B'),
      ];
    case 'concat':
      return [...turned('B', 'A'), ...flat('A', 'B')];
    case 'no-broadcast':
      return [...matchTarget(document, planned, node), ...turned('Z'), ...flat('Z')];
    case 'targets':
      return [...flat('Z'), ...turned('Z')];
    case 'rank-of':
      return flat(String(values.name));
    case 'attention':
      return [...features(document, at('K'), last('Q')), ...features(document, at('Q'), last('K'))];
    case 'wants-numbers':
      return [...asNumbers(document, planned, problem), ...swapped(document, at('Z'), at('y'))];
    default:
      return [];
  }
}

/** The Linear behind a port gets as many features as are wanted. */
function features(document: GraphDocument, port: Address, count: number): readonly Fix[] {
  const node = linearBehind(document, port);
  return node && count > 0 ? [fix('features', [setFeatures(node, count)], { node, count })] : [];
}

/** A flatten on the wire where pictures enter the chain that leads to a port. */
function flatten(document: GraphDocument, planned: Plan, port: Address): readonly Fix[] {
  const input = flattens(document, planned.shapes, port);
  return input ? inserted(document, 'flatten', input) : [];
}

/** What is wired to the one is wired to the other. */
function swapped(document: GraphDocument, a: Address, b: Address): readonly Fix[] {
  const [first, second] = [document.wires[a], document.wires[b]];
  return first && second ? [fix('swap', [edits.connect(a, second), edits.connect(b, first)], { a, b })] : [];
}

/** Z and y of a loss become equal: y turns one-hot or a column when that fits, else Z gets as many columns as y has. */
function matchTarget(document: GraphDocument, planned: Plan, loss: NodeId): readonly Fix[] {
  const y = document.wires[address(loss, 'y')];
  const wanted = y && planned.shapes.get(y)?.at(-1);
  return [
    ...(y ? targets(parts(y).node, ['one-hot', 'column']) : []),
    ...(wanted ? features(document, address(loss, 'Z'), wanted) : []),
  ];
}

/** Class numbers become ordinary ones; the layer before the loss follows when it must. */
function asNumbers(document: GraphDocument, planned: Plan, { values, node = '' }: Problem): readonly Fix[] {
  const source = values.source as Address;
  const plain = targets(parts(source).node, ['column', 'one-hot']);
  const linear = linearBehind(document, address(node, 'Z'));
  const classes = planned.indices.get(source);
  if (!linear || classes === undefined) return plain;
  return [
    ...plain,
    ...plain.map(({ label: { code, values }, edit }) =>
      fix(code, [edit, setFeatures(linear, values.target === 'column' ? 1 : classes)], values),
    ),
  ];
}
