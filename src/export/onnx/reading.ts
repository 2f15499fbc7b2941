/* The document in a model that came from here. */
import { byteFields } from './protobuf.ts';

/** The field of ModelProto that holds pairs of texts, and ours among them. */
export const METADATA = 14;
export const KEY = 'chainrule';

/** Its file's text; undefined for another's model, or for bytes that are no model. */
export function documentInOnnx(bytes: Uint8Array): string | undefined {
  for (const [field, value] of byteFields(bytes) ?? []) {
    if (field !== METADATA) continue;
    const entry = new Map(byteFields(value) ?? []);
    const [key, text] = [entry.get(1), entry.get(2)];
    if (key && text && new TextDecoder().decode(key) === KEY) return new TextDecoder().decode(text);
  }
  return undefined;
}
