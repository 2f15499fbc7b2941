/* `chainrule check`: the mark on every backward that a document brings with it. */
import { mark } from '../check/mark.ts';
import { questionOf } from '../check/question.ts';
import type { NodeId } from '../document/document.ts';
import { lineOf } from '../language/fault.ts';
import { definitionsOf, truly } from '../nodes/definition.ts';
import { diagnosisSaid, faultSaid } from '../words/language.ts';
import { sentence } from '../words/words.ts';
import type { CheckOptions } from './arguments.ts';
import { BadInput, readDocument } from './files.ts';
import { load } from './load.ts';

/** A gradient is not the one that differences find: exit 4. */
export class WrongGradient extends Error {}

export async function check(options: CheckOptions): Promise<void> {
  const document = await readDocument(options.document);
  const trainer = await load(truly(document), { ...options, dtype: 'f64', exact: true });
  const { pass } = trainer.evaluate();
  const found = definitionsOf(document);
  let wrong = 0;
  for (const [id, { type }] of Object.entries(document.nodes)) {
    const definition = found.get(type);
    if (definition === undefined) continue;
    if (typeof definition === 'string')
      throw new BadInput(sentence('en', { code: 'bad-definition', values: { node: id, field: definition } }));
    const question = questionOf(trainer.plan, pass, id as NodeId);
    if (!question) continue;
    const { right, fault, diagnoses } = mark(question, definition.backward);
    if (!right) wrong++;
    process.stdout.write(`${id}: ${right ? 'right' : 'wrong'}\n`);
    if (fault) {
      const { line, column } = lineOf(definition.backward, fault.place.from);
      process.stdout.write(`  line ${line}, column ${column}: ${faultSaid('en', fault)}\n`);
    }
    for (const each of diagnoses) process.stdout.write(`  ${diagnosisSaid('en', each)}\n`);
  }
  if (wrong > 0) throw new WrongGradient(`${wrong} of the backwards that this document brings are wrong.`);
}
