/* A formula line of a node file, cut into symbols: which of them are tensors, what is raised, what is a sign. */
import { type Address, address } from '../../document/document.ts';
import { afterOf } from '../../document/update.ts';
import type { Plan, Step } from '../../plan/plan.ts';
import { shapeOf } from '../inspector/tensors.ts';

export interface MathSymbol {
  readonly kind: 'name' | 'number' | 'sign';
  readonly text: string;
  /** Of a tensor's name. */
  readonly place?: Address;
  /** Written above the line behind it: `T`, `2`. */
  readonly raised?: string;
  /** There is a space before it. */
  readonly spaced?: true;
}

const TOKEN =
  /(?<gradient>∂L\/∂(?<of>[A-Za-z]\w*))|(?<number>\d+(?:\.\d+)?(?![\w.-]))|(?<address>[\w-]+\.[A-Za-z]\w*)|(?<word>[A-Za-zα-ωΓ-Ω∂][\w]*)|(?<raised>[ᵀ²³⁻¹⁺]+)|(?<space>\s+)|(?<sign>.)/gu;
const RAISED: Readonly<Record<string, string>> = { ᵀ: 'T', '²': '2', '³': '3', '⁻': '−', '¹': '1', '⁺': '+' };

export function symbolsOf(plan: Plan, { node }: Step, line: string): readonly MathSymbol[] {
  const known = (place: Address) => (shapeOf(plan, place) ? { place } : {});
  const found: MathSymbol[] = [];
  let spaced: { readonly spaced?: true } = {};
  const add = (symbol: MathSymbol) => {
    found.push({ ...symbol, ...spaced });
    spaced = {};
  };
  for (const match of line.matchAll(TOKEN)) {
    const { gradient, of, number, address: full, word, raised, space, sign } = match.groups ?? {};
    if (gradient) add({ kind: 'name', text: gradient, ...known(address(node, `d${of}`)) });
    else if (number) add({ kind: 'number', text: number });
    else if (full) add({ kind: 'name', text: full, ...known(full as Address) });
    else if (word) add({ kind: word === 'Σ' ? 'sign' : 'name', text: word, ...known(address(node, word)) });
    else if (sign) add({ kind: 'sign', text: sign });
    else if (space) spaced = { spaced: true };
    else if (raised) {
      const base = found.pop() ?? { kind: 'sign', text: '' };
      // A parameter after its update is a tensor of its own.
      const next = raised === '⁺' && base.place ? { place: afterOf(base.place) } : {};
      found.push({ ...base, ...next, raised: [...raised].map((each) => RAISED[each] ?? each).join('') });
    }
  }
  return found;
}
