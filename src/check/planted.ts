/* Slips planted into a backward, at the words of its text. It knows nothing of how slips are found: the codes beside a slip
   are the names that a person who made it would accept. */
import { type Token, tokensOf } from '../language/tokens.ts';

export interface Slip {
  readonly what: string;
  readonly text: string;
  /** Codes of diagnoses that name it rightly. */
  readonly names: readonly string[];
}

/** A change of one word, or of what stands between two places of the text. */
type Change = readonly [from: number, to: number, by: string];

const NAMES = ['wrong-tensor', 'input-for-output', 'output-for-input', 'value-for-gradient', 'gradient-for-value'];
const MASKS = ['mask-of-output', 'mask-of-gradient', 'mask-of-other'];

/** How hard a slip is to find, where that is not the middle: 1 shows at once, 3 only in numbers. */
const HARD: ReadonlyMap<string, Level> = new Map([
  ...['sign', 'transposed', 'sum forgotten', 'mask the wrong way round', 'factor forgotten'].map(
    (what) => [what, 1] as const,
  ),
  ...['edge of a mask', 'power', 'number', 'divided by N', 'the tensor updated too soon'].map(
    (what) => [what, 3] as const,
  ),
]);
export type Level = 1 | 2 | 3;
export const levelOf = ({ what }: Slip): Level => HARD.get(what) ?? 2;

/** Every slip that can be planted at one word. `tensors` are names of what the node has. */
export function slipsIn(text: string, tensors: readonly string[]): readonly Slip[] {
  const tokens = tokensOf(text);
  const slips: Slip[] = [];
  const plant = (what: string, names: readonly string[], ...changes: readonly Change[]) => {
    let changed = text;
    for (const [from, to, by] of [...changes].sort((a, b) => b[0] - a[0]))
      changed = changed.slice(0, from) + by + changed.slice(to);
    slips.push({ what, names, text: changed });
  };
  const is = (token: Token | undefined, ...words: readonly string[]) => words.includes(token?.text ?? '');

  tokens.forEach((token, i) => {
    const [before, after, next] = [tokens[i - 1], tokens[i + 1], tokens[i + 2]];
    const begins = !before || before.kind === 'line';
    if (is(token, '.') && is(after, 'T'))
      plant('transpose forgotten', ['transpose-missing', 'transposed', 'order'], [token.from, after!.to, '']);
    if (is(token, '@') && after?.kind === 'name' && !is(next, '.', '(', '['))
      plant('transpose too many', ['transpose-extra', 'transposed', 'order'], [after.to, after.to, '.T']);
    if (is(token, 'sum', 'mean') && is(before, '.') && is(after, '(')) {
      const close = tokens.slice(i).find((each) => is(each, ')'))!;
      const other = is(token, 'sum') ? 'mean' : 'sum';
      plant(
        `${other} for ${token.text}`,
        ['mean-for-sum', 'sum-for-mean', 'over-count', 'count-missing', 'number'],
        [...([token.from, token.to, other] as const)],
      );
      plant('sum forgotten', ['batch-sum'], [before!.from, close.to, '']);
      if (next?.kind === 'number')
        plant('wrong axis', ['axis', 'batch-sum'], [next.from, next.to, next.text === '0' ? '1' : '0']);
    }
    if (is(token, '+', '-') && !begins && before && (before.kind !== 'symbol' || is(before, ')', ']')))
      plant(
        'sign of a term',
        ['sign-of-term', 'sign', 'term-extra'],
        [token.from, token.to, is(token, '+') ? '-' : '+'],
      );
    if (is(token, '>', '<', '<=', '>='))
      plant('mask the wrong way round', ['mask-reversed'], [token.from, token.to, token.text[0] === '>' ? '<' : '>']);
    if (token.kind === 'number' && is(before, '>', '<', '<='))
      plant('edge of a mask', ['mask-edge', 'number'], [token.from, token.to, '0.7']);
    if (token.kind === 'number' && is(before, '**'))
      plant('power', ['power', 'number'], [token.from, token.to, `${Number(token.text) + 1}`]);
    if (token.kind === 'number' && is(after, '*', '/') && !is(before, '**', '['))
      plant('number', ['number', 'factor-two'], [token.from, token.to, `${Number(token.text) * 2}`]);
    if (is(token, '*') && !is(before, '*')) plant('* for /', ['divide'], [token.from, token.to, '/']);
    if (is(token, '/')) plant('/ for *', ['divide', 'over-count'], [token.from, token.to, '*']);
    if (token.kind === 'name' && is(after, '*') && !is(before, '.', '/', '@', '**'))
      plant(
        'factor forgotten',
        ['factor-missing', 'upstream-missing', 'mask-missing', 'term-missing'],
        [...([token.from, after!.to, ''] as const)],
      );
    if (
      token.kind === 'name' &&
      tensors.includes(token.text) &&
      !begins &&
      !is(before, '.') &&
      !is(after, '.', '=', '(')
    )
      for (const other of tensors)
        if (other !== token.text)
          plant('another tensor', is(after, '>', '<', '<=', '>=') ? [...MASKS, ...NAMES] : NAMES, [
            ...([token.from, token.to, other] as const),
          ]);
    if (token.kind === 'name' && is(after, '@') && next?.kind === 'name' && !is(tokens[i + 3], '.', '('))
      plant('sides of @', ['order', 'transposed'], [token.from, token.to, next.text], [next.from, next.to, token.text]);
    if (
      token.kind === 'name' &&
      begins &&
      is(after, '=') &&
      token.text.startsWith('d') &&
      tensors.includes(token.text.slice(1))
    ) {
      const end = tokens.slice(i).find((each) => each.kind === 'line' || each.kind === 'end')!;
      const stop = text.slice(0, end.from).trimEnd().length;
      const around = (open: string, close: string): readonly Change[] => [
        [after!.to, after!.to, open],
        [stop, stop, close],
      ];
      plant('sign', ['sign', 'sign-of-term', 'number'], ...around(' -(', ')'));
      plant('twice', ['factor-two', 'number'], ...around(' 2 * (', ')'));
      plant('divided by N', ['over-count'], ...around(' (', `) / ${tensors[0]}.shape[0]`));
      plant(
        'the tensor updated too soon',
        ['updated', 'changed-given'],
        [...([token.from, token.from, `${token.text.slice(1)} = ${token.text.slice(1)} * 0.9\n`] as const)],
      );
      plant('transposed', ['transposed', 'transpose-extra', 'transpose-missing'], ...around(' (', ').T'));
    }
  });
  return slips;
}
