import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { examples, exampleText } from './examples.ts';
import { parseDocument } from './file.ts';
import { serialise } from './serialise.ts';

const path = (name: string) => new URL(`./examples/${name}.json`, import.meta.url);

test.each(examples)('the example $name opens without repairs and is written as it stands', async ({ name }) => {
  const opened = parseDocument((await exampleText(name)) ?? '');
  if ('problem' in opened) throw new Error(JSON.stringify(opened.problem));
  expect(opened.report).toEqual([]);
  // CHAINRULE_WRITE=1 rewrites the files after an edit by hand.
  if (process.env.CHAINRULE_WRITE) writeFileSync(path(name), serialise(opened.document));
  expect(serialise(opened.document)).toBe(readFileSync(path(name), 'utf8'));
});

test.each(examples)(
  'the card of $name has its title and says three things to try in both languages',
  async (example) => {
    const opened = parseDocument((await exampleText(example.name)) ?? '');
    const card = 'document' in opened ? opened.document.card : undefined;
    expect(card?.title).toEqual(example.title);
    expect(card?.try).toHaveLength(3);
    for (const { text } of card?.try ?? []) expect(text.en && text.ja).toBeTruthy();
  },
);

test('there is no file for a name that is not in the gallery', async () => {
  expect(await exampleText('moon')).toBeUndefined();
});
