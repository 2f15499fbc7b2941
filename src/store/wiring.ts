/* Which wire may be drawn: the reason why not, before it is. */
import { type Address, address, type GraphDocument, type NodeId, parts } from '../document/document.ts';
import { connect } from '../document/edits.ts';
import { apply, begin } from '../document/history.ts';
import { typeIn } from '../nodes/brought.ts';
import { plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problems.ts';
import { inputsOf } from '../plan/resolve.ts';
import type { Notice } from './session.ts';

/** The drawing with this wire, its plan, and the problem that forbids it, at the node it enters or beyond. `known`: the
    problems that there are already. */
export function tried(document: GraphDocument, output: Address, input: Address, known = knownProblems(document)) {
  const wired = apply(begin(document), { code: 'connect', values: {} }, connect(input, output)).present;
  const planned = plan(wired);
  const problem = planned.problems.find((each) => !known.has(signature(each)) && forbids(each));
  return { wired, planned, problem };
}

/** Null when the wire would fit; else the problem that it would make. */
export function refusal(
  document: GraphDocument,
  output: Address,
  input: Address,
  known?: ReadonlySet<string>,
): Notice | null {
  const { problem } = tried(document, output, input, known);
  return problem ? { code: problem.code, values: problem.values, tone: 'error', wire: { output, input } } : null;
}

/** Inputs that an output could be wired to now, or outputs that could feed an input. Plans the drawing once for each.
    `among`: only these nodes are looked at. */
export function fitting(document: GraphDocument, from: Address, among?: ReadonlySet<NodeId>): ReadonlySet<Address> {
  const known = knownProblems(document);
  const { node, name } = parts(from);
  const outward = typeIn(document, document.nodes[node]?.type ?? '')?.outputs.includes(name) ?? false;
  const places: Address[] = [];
  for (const [id, record] of Object.entries(document.nodes)) {
    const other = typeIn(document, record.type);
    if (!other || id === node || (among && !among.has(id))) continue;
    for (const each of outward ? inputsOf(other) : other.outputs) {
      const place = address(id, each);
      const [output, input] = outward ? [from, place] : [place, from];
      if (!refusal(document, output, input, known)) places.push(place);
    }
  }
  return new Set(places);
}

/** What is wrong already is no reason to refuse what does not make it worse. */
export function knownProblems(document: GraphDocument): ReadonlySet<string> {
  return new Set(plan(document).problems.map(signature));
}

/** What is merely unfinished, or mended by one click once the wire is there, does not forbid it; a program is written with
    the shapes that arrive before one's eyes. */
function forbids({ code }: Problem): boolean {
  return !['unwired', 'no-loss', 'waits', 'too-many-classes', 'program', 'unwritten'].includes(code);
}

function signature({ code, node, port, values }: Problem): string {
  return JSON.stringify([code, node, port, values]);
}
