/* Values and names as Python. Nothing of a document reaches generated code but through these: text becomes a string
   literal of printable ASCII, names are rewritten to safe identifiers, numbers are finite. */
import type { NodeId } from '../../document/document.ts';

/** Text as a literal: printable ASCII only, one line; whatever it holds, Python reads the same text again. */
export function pyText(text: string): string {
  let literal = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const pair = text.codePointAt(i) as number;
    if (pair > 0xffff) {
      literal += `\\U${pair.toString(16).padStart(8, '0')}`;
      i++;
    } else if (code === 0x27 || code === 0x5c) literal += `\\${text[i]}`;
    else if (code >= 0x20 && code < 0x7f) literal += text[i];
    else literal += `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `'${literal}'`;
}

/** A finite number. A whole one beyond 2⁵³ would be an integer without bounds in Python, so it gets an exponent. */
export function pyNumber(x: number): string {
  if (!Number.isFinite(x)) throw new RangeError(`${x} has no literal in Python`);
  if (Object.is(x, -0)) return '-0.0';
  return Number.isInteger(x) && !Number.isSafeInteger(x) ? x.toExponential() : String(x);
}

export function pyFlag(flag: boolean): string {
  return flag ? 'True' : 'False';
}

/** `(3, 4)`, `(3,)`, `()`. */
export function pyTuple(parts: readonly (number | string)[]): string {
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(', ')})`;
}

/** A comment of printable ASCII on one line of at most 80 characters: what else a text holds stands there escaped. */
export function pyComment(text: string): string {
  return `# ${pyText(text).slice(1, -1).replaceAll("\\'", "'").slice(0, 78)}`;
}

const KEYWORDS =
  'false none true and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case type _';
const BUILTINS =
  'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple vars zip ellipsis notimplemented exception';
const BUILTIN_NAMES: ReadonlySet<string> = new Set(BUILTINS.split(' '));
/** What torch.nn.Module answers to: a layer of this name would replace it. */
const MODULE =
  'forward training dump_patches call_super_init register_buffer register_parameter add_module register_module get_submodule get_parameter get_buffer apply cuda ipu xpu cpu double half float bfloat16 to_empty to state_dict load_state_dict parameters named_parameters buffers named_buffers children named_children modules named_modules train eval requires_grad_ zero_grad share_memory extra_repr t_destination compile loss predict';
/** Names of the scripts' own. */
const OWN =
  'np nn f torch math json sys os time random base64 zlib argparse numbers self node nodes model title seed step steps rate rows order batch main forward backward update check numpy shape data state args parser optimizer loss losses total test train names value grad this sigmoid softmax log_softmax phi mask windows unfold scatter fold split_heads join_heads sum_to placed add_rows randperm functools scatter_add argsort take_torch scatter_add_torch unfold_torch fold_torch run node scramble load lay train_step rows_of turn numbers memory p batch_of loss_of tensors learn';
const TAKEN: ReadonlySet<string> = new Set([KEYWORDS, BUILTINS, MODULE, OWN].join(' ').split(' '));
const LONGEST = 31;
/** Ends of the names of functions that a learner wrote. */
const ENDS = /_(forward|backward|torch)$/;
/** What no name in a function that a learner wrote may be: Python's words, and what such a function calls. */
const WORDS: ReadonlySet<string> = new Set([
  ...KEYWORDS.split(' '),
  ...'False None True np torch F nn math ctx self each len range tuple int float sorted max min sigmoid phi sum_to scatter_add argsort unfold fold windows scatter take_torch scatter_add_torch unfold_torch fold_torch'.split(
    ' ',
  ),
]);

/** A tensor's name behind that of its node; a learner may have called it `lambda`, and a node has an id and a label. */
export function pyAttribute(name: string): string {
  if (name.startsWith('__')) return `n${name}`;
  // Its gradient is called after it.
  const odd = (of: string) => ODD.has(of) || ODD.has(`d${of}`);
  return odd(name) || (name.startsWith('d') && odd(name.slice(1))) ? `${name}_` : name;
}
const ODD: ReadonlySet<string> = new Set([
  ...KEYWORDS.split(' '),
  ...BUILTINS.split(' '),
  'None',
  'True',
  'False',
  'id',
  'label',
]);

export function isPythonWord(name: string): boolean {
  return WORDS.has(name) || BUILTIN_NAMES.has(name);
}

/** An identifier for each id: lower case, ASCII, no two alike, none that Python, torch or the scripts use. */
export function identifiers(ids: readonly NodeId[]): ReadonlyMap<NodeId, string> {
  const used = new Set<string>();
  return new Map(
    ids.map((id) => {
      const plain = id.toLowerCase().replace(/[^a-z0-9_]/g, '_');
      const stem = (/^(?!register_)[a-z]/.test(plain) ? plain : `n_${plain}`).slice(0, LONGEST);
      let name = stem;
      for (let n = 2; used.has(name) || TAKEN.has(name) || ENDS.test(name); n++) {
        const suffix = `_${n}`;
        name = stem.slice(0, LONGEST - suffix.length) + suffix;
      }
      used.add(name);
      return [id, name] as const;
    }),
  );
}
