/* The files that the command line is given, read and checked; and those it writes, whole or not at all. */
import { mkdirSync, openAsBlob, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { contentId } from '../data/files/content.ts';
import { type Address, type GraphDocument, parts } from '../document/document.ts';
import { exampleText } from '../document/examples.ts';
import { parseDocument } from '../document/file.ts';
import { documentInOnnx } from '../export/onnx/reading.ts';
import type { Stored } from '../nodes/define.ts';
import { readSafetensors } from '../tensor/safetensors.ts';
import { type Shape, size } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { sentence } from '../words/words.ts';

/** A bad document or file: exit 1 with this one sentence. */
export class BadInput extends Error {}

export async function readDocument(name: string): Promise<GraphDocument> {
  const isExample = name.startsWith('example:');
  const bytes = isExample ? undefined : readBytes(name);
  // A model of ours holds its document.
  const parsed = parseDocument(
    bytes === undefined ? await example(name.slice('example:'.length)) : (documentInOnnx(bytes) ?? bytes),
  );
  if ('problem' in parsed) throw new BadInput(`${name}: ${sentence('en', parsed.problem)}`);
  const [repair] = parsed.report;
  if (repair) throw new BadInput(`${name}: ${sentence('en', repair)}`);
  return parsed.document;
}

async function example(name: string): Promise<string> {
  const text = await exampleText(name);
  if (text === undefined) throw new BadInput(`There is no example “${name}”; chainrule examples lists them.`);
  return text;
}

/** `{ "linear1.W": { "shape": [30, 64], "data": [...] } }`, of any size. */
export function readTensors(path: string): ReadonlyMap<Address, TensorData> {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readBytes(path)));
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(`${path}: this is not JSON (${error instanceof Error ? error.message : error}).`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new BadInput(
      `${path}: an object of tensors by address is wanted, such as {"linear1.W": {"shape": [1], "data": [0]}}.`,
    );
  const tensors = new Map<Address, TensorData>();
  for (const [place, tensor] of Object.entries(content))
    tensors.set(asAddress(path, place), asTensor(path, place, tensor));
  return tensors;
}

export function readParameters(path: string): ReadonlyMap<Address, TensorData> {
  const tensors = readSafetensors(new Uint8Array(readBytes(path)));
  if ('code' in tensors) throw new BadInput(`${path}: ${sentence('en', tensors)}`);
  return new Map([...tensors].map(([place, tensor]) => [asAddress(path, place), tensor]));
}

/** The files given, by what is in them. */
export async function filesByContent(paths: readonly string[]): Promise<Stored> {
  const files = new Map<string, Blob>();
  for (const path of paths) {
    try {
      const file = await openAsBlob(path);
      files.set(await contentId(file), file);
    } catch (error) {
      throw new BadInput(`${path} cannot be read (${error instanceof Error ? error.message : error}).`);
    }
  }
  return async (id) => files.get(id);
}

/** Writes beside the file and renames, so that an interrupted write leaves the old one. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.part`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    throw new BadInput(`${path} cannot be written (${error instanceof Error ? error.message : error}).`);
  }
}

/** A folder, with those above it, unless it is there. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new BadInput(`${path} cannot be made (${error instanceof Error ? error.message : error}).`);
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new BadInput(`${path} cannot be read (${error instanceof Error ? error.message : error}).`);
  }
}

function asAddress(path: string, place: string): Address {
  if (!place.includes('.')) throw new BadInput(`${path}: “${place}” is not an address; one looks like linear1.W.`);
  const { node, name } = parts(place as Address);
  return `${node}.${name}`;
}

function asTensor(path: string, place: string, tensor: unknown): TensorData {
  const fail = (why: string) => new BadInput(`${path}: ${place} ${why}.`);
  if (typeof tensor !== 'object' || tensor === null || !('shape' in tensor && 'data' in tensor))
    throw fail('needs a shape and data');
  const { shape, data } = tensor;
  if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0))
    throw fail('has a shape that is no list of whole numbers');
  if (!Array.isArray(data)) throw fail('has data that is no list');
  const numbers = data.map((x: unknown) => (typeof x === 'number' ? x : (NAMED.get(x) ?? undefined)));
  const odd = numbers.indexOf(undefined);
  if (odd >= 0) throw fail(`holds ${JSON.stringify(data[odd])} at place ${odd}, which is no number`);
  const lengths: Shape = shape;
  if (numbers.length !== size(lengths))
    throw fail(`has shape [${shape.join(', ')}], that is ${size(lengths)} numbers, but holds ${numbers.length}`);
  return { shape: lengths, data: Float64Array.from(numbers as number[]) };
}

const NAMED: ReadonlyMap<unknown, number> = new Map<unknown, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
