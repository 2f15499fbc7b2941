/* Which wire may be drawn: the reason why not, before it is. */
import { type Address, type GraphDocument, parts } from '../document/document.ts';
import { connect } from '../document/edits.ts';
import { apply, begin } from '../document/history.ts';
import { nodeType } from '../nodes/index.ts';
import { plan } from '../plan/plan.ts';
import type { Problem } from '../plan/problems.ts';
import { inputsOf } from '../plan/resolve.ts';
import type { Notice } from './session.ts';

/** Null when the wire would fit; else the problem that it would make at the node it enters or beyond. */
export function refusal(document: GraphDocument, output: Address, input: Address): Notice | null {
  const before = plan(document).problems;
  const after = plan(apply(begin(document), { code: 'connect', values: {} }, connect(input, output)).present).problems;
  const known = new Set(before.map(signature));
  const made = after.find((problem) => !known.has(signature(problem)) && forbids(problem));
  return made ? { code: made.code, values: made.values, tone: 'error' } : null;
}

/** Inputs that an output could be wired to now, or outputs that could feed an input. */
export function fitting(document: GraphDocument, from: Address): ReadonlySet<Address> {
  const { node, name } = parts(from);
  const type = nodeType(document.nodes[node]?.type ?? '');
  const outward = type?.outputs.includes(name) ?? false;
  const places: Address[] = [];
  for (const [id, record] of Object.entries(document.nodes)) {
    const other = nodeType(record.type);
    if (!other || id === node) continue;
    const ports = outward ? inputsOf(other) : other.outputs;
    for (const each of ports) {
      const place: Address = `${id}.${each}`;
      if (!(outward ? refusal(document, from, place) : refusal(document, place, from))) places.push(place);
    }
  }
  return new Set(places);
}

/** What is merely unfinished, or mended by one click once the wire is there, does not forbid it. */
function forbids({ code }: Problem): boolean {
  return !['unwired', 'no-loss', 'waits', 'too-many-classes'].includes(code);
}

function signature({ code, node, port, values }: Problem): string {
  return JSON.stringify([code, node, port, values]);
}
