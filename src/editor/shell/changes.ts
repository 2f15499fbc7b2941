/* What a step of the history is called: "add linear1". */
import type { Label } from '../../document/history.ts';
import { type Key, type Language, word } from '../../words/words.ts';

const keys: ReadonlyMap<string, Key> = new Map([
  ['add-node', 'edit.add-node'],
  ['remove-nodes', 'edit.remove-nodes'],
  ['move-nodes', 'edit.move-nodes'],
  ['connect', 'edit.connect'],
  ['disconnect', 'edit.disconnect'],
  ['change-setting', 'edit.change-setting'],
  ['change-training', 'edit.change-training'],
  ['mend', 'edit.mend'],
  ['rename', 'edit.rename'],
  ['label', 'edit.label'],
  ['duplicate', 'edit.duplicate'],
  ['paste', 'edit.paste'],
  ['mute', 'edit.mute'],
  ['unmute', 'edit.unmute'],
  ['collapse', 'edit.collapse'],
  ['expand', 'edit.expand'],
  ['tidy', 'edit.tidy'],
  ['replace', 'edit.replace'],
  ['splice', 'edit.splice'],
  ['add-wired', 'edit.add-wired'],
  ['set-value', 'edit.set-value'],
  ['go-back', 'edit.go-back'],
]);

/** The words of a change; empty for a code that has none. */
export function changeWords(language: Language, { code, values }: Label): string {
  const key = keys.get(code);
  return key ? word(language, key, values) : '';
}
