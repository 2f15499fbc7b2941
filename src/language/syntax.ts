/* The tree of a program: assignments of expressions. */
import type { Place } from './fault.ts';

export type Operator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '@'
  | '**'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | 'and'
  | 'or';

export type Expression = Place &
  (
    | { readonly kind: 'number'; readonly value: number | boolean }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly of: Expression }
    | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
    /** `yes if condition else no`. */
    | { readonly kind: 'choice'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
    /** `of.T`, `of.shape`. */
    | { readonly kind: 'property'; readonly of: Expression; readonly name: string }
    /** `name(…)`; a method's first argument is what it is called on. */
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly method: boolean;
        readonly items: readonly Expression[];
        readonly named: readonly { readonly name: string; readonly value: Expression }[];
      }
    | { readonly kind: 'index'; readonly of: Expression; readonly items: readonly Item[] }
  );

/** Between the brackets of an index: a number or indices, `start:stop:step`, `None` for a new axis, `...` for all others. */
export type Item =
  | { readonly kind: 'at'; readonly value: Expression }
  | { readonly kind: 'span'; readonly start?: Expression; readonly stop?: Expression; readonly step?: Expression }
  | { readonly kind: 'new' }
  | { readonly kind: 'rest' };

export interface Statement extends Place {
  /** `dW`; what was written `W.grad_` is called so too. */
  readonly target: string;
  readonly value: Expression;
  /** `+=` and its like: the value includes the target already. */
  readonly augmented: boolean;
}

export interface Program {
  readonly text: string;
  readonly statements: readonly Statement[];
}

/** The expressions directly below one, in the order of the text. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'unary':
    case 'property':
      return [expression.of];
    case 'binary':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.yes, expression.condition, expression.no];
    case 'call':
      return [...expression.items, ...expression.named.map(({ value }) => value)];
    case 'index':
      return [expression.of, ...expression.items.flatMap(partsOf)];
    default:
      return [];
  }
}

const partsOf = (item: Item): readonly Expression[] =>
  item.kind === 'at'
    ? [item.value]
    : item.kind === 'span'
      ? [item.start, item.stop, item.step].filter((part) => part !== undefined)
      : [];
