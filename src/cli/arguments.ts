/* The command line's words, read with node's own parser. */
import { parseArgs } from 'node:util';
import { STYLES, TARGETS, type Target, type TorchStyle } from '../export/wishes.ts';

export interface RunOptions {
  readonly document: string;
  readonly steps: number | undefined;
  readonly seed: number | undefined;
  readonly tensors: string | undefined;
  readonly data: readonly string[];
  readonly dump: string | undefined;
  readonly parameters: string | undefined;
  readonly save: string | undefined;
  readonly dtype: 'f32' | 'f64';
  readonly exact: boolean;
  readonly json: boolean;
}
export interface ExportOptions {
  readonly document: string;
  readonly to: Target;
  readonly style: TorchStyle;
  readonly out: string | undefined;
  readonly tensors: string | undefined;
  readonly data: readonly string[];
  readonly parameters: string | undefined;
}
export type CheckOptions = Pick<RunOptions, 'document' | 'tensors' | 'data' | 'parameters'>;
/** Wrong usage: exit 2. */
export class UsageError extends Error {}

export const USAGE = `chainrule run DOCUMENT [--steps N] [--seed N] [--tensors FILE] [--data FILE]… [--dump FILE]
              [--parameters FILE] [--save FILE] [--dtype f32|f64] [--exact] [--json]
chainrule export DOCUMENT --to numpy|pytorch|notebook|project|onnx|safetensors [--out PATH]
              [--style module|functional|sequential] [--tensors FILE] [--data FILE]… [--parameters FILE]
chainrule check DOCUMENT [--tensors FILE] [--data FILE]… [--parameters FILE]
chainrule examples

DOCUMENT is a file, or example:NAME (chainrule examples lists the names).
  --steps N          training steps; default one epoch; 0: one forward and backward pass, no update
  --seed N           replaces training.seed
  --tensors FILE     JSON of tensors by address that replace values, inputs, buffers, or a data node's whole output
  --data FILE        a file of which a table of the document was made; it is known by its content
  --dump FILE        writes losses, every tensor and gradient of the first batch, parameters after the last update
  --parameters FILE  starting values of parameters and buffers (safetensors)
  --save FILE        parameters and buffers after the last update (safetensors)
  --dtype f32|f64    precision [f32]
  --exact            the build whose bits are the same everywhere
  --json             one JSON line a report
  --to LANGUAGE      what to write: a NumPy or PyTorch script, a notebook, a folder for a cluster, an ONNX model, the parameters
  --out PATH         where to; without it a script is printed
  --style STYLE      how the PyTorch script is written [module]

Exit: 0 it ran · 1 the document or a file is bad · 2 wrong usage · 3 a value became non-finite
      4 check found a backward that is wrong`;

/** Reads the words after `run`; throws UsageError. */
export function readRunOptions(words: readonly string[]): RunOptions {
  const { values, positionals } = parse(words);
  const [document, ...rest] = positionals;
  if (document === undefined) throw new UsageError('run needs a DOCUMENT: a file, or example:NAME.');
  if (rest.length > 0) throw new UsageError(`run takes one DOCUMENT; “${rest[0]}” is one too many.`);
  const dtype = values.dtype ?? 'f32';
  if (dtype !== 'f32' && dtype !== 'f64') throw new UsageError(`--dtype is f32 or f64, not “${dtype}”.`);
  const { tensors, data = [], dump, parameters, save } = values;
  const steps = wholeNumber('steps', values.steps);
  const seed = wholeNumber('seed', values.seed);
  return {
    document,
    steps,
    seed,
    tensors,
    data,
    dump,
    parameters,
    save,
    dtype,
    exact: values.exact ?? false,
    json: values.json ?? false,
  };
}

/** Reads the words after `check`; throws UsageError. */
export function readCheckOptions(words: readonly string[]): CheckOptions {
  const { values, positionals } = parse(words);
  const [document, ...rest] = positionals;
  if (document === undefined) throw new UsageError('check needs a DOCUMENT: a file, or example:NAME.');
  if (rest.length > 0) throw new UsageError(`check takes one DOCUMENT; “${rest[0]}” is one too many.`);
  const { tensors, data = [], parameters } = values;
  return { document, tensors, data, parameters };
}

/** Reads the words after `export`; throws UsageError. */
export function readExportOptions(words: readonly string[]): ExportOptions {
  const { values, positionals } = parse(words);
  const [document, ...rest] = positionals;
  if (document === undefined) throw new UsageError('export needs a DOCUMENT: a file, or example:NAME.');
  if (rest.length > 0) throw new UsageError(`export takes one DOCUMENT; “${rest[0]}” is one too many.`);
  const { out, tensors, data = [], parameters } = values;
  const to = oneOf('to', values.to, TARGETS);
  return { document, to, style: oneOf('style', values.style ?? 'module', STYLES), out, tensors, data, parameters };
}

function oneOf<Name extends string>(option: string, given: string | undefined, names: readonly Name[]): Name {
  const found = names.find((name) => name === given);
  if (!found) throw new UsageError(`--${option} is one of ${names.join(', ')}, not “${given ?? ''}”.`);
  return found;
}

function parse(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      strict: true,
      options: {
        ...{ steps: text, seed: text, tensors: text, dump: text, parameters: text, save: text, dtype: text },
        data: { type: 'string', multiple: true },
        ...{ to: text, out: text, style: text },
        ...{ exact: flag, json: flag },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 2 ** 53 - 1)
    throw new UsageError(`--${name} is a whole number from 0 on, not “${text}”.`);
  return value;
}
