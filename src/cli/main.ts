/* The command line: `chainrule run`, `chainrule export`, `chainrule check`, `chainrule examples`. */
import { examples } from '../document/examples.ts';
import { loadLater } from '../words/words.ts';
import { readCheckOptions, readExportOptions, readRunOptions, USAGE, UsageError } from './arguments.ts';
import { check, WrongGradient } from './check.ts';
import { exportDocument } from './export.ts';
import { BadInput } from './files.ts';
import { NotFinite, run } from './run.ts';

const EXIT = { ran: 0, badInput: 1, usage: 2, notFinite: 3, wrongGradient: 4 } as const;

async function main([command, ...words]: readonly string[]): Promise<number> {
  try {
    if (command === 'run') await run(readRunOptions(words));
    else if (command === 'export') await exportDocument(readExportOptions(words));
    else if (command === 'check') await check(readCheckOptions(words));
    else if (command === 'examples')
      for (const { name, title } of examples) process.stdout.write(`${name.padEnd(20)}${title.en}\n`);
    else if (command === '--help' || command === 'help') process.stdout.write(`${USAGE}\n`);
    else throw new UsageError(command === undefined ? 'What shall I do?' : `There is no command “${command}”.`);
    return EXIT.ran;
  } catch (error) {
    if (error instanceof UsageError) return say(`${error.message}\n\n${USAGE}`, EXIT.usage);
    if (error instanceof BadInput) return say(error.message, EXIT.badInput);
    if (error instanceof NotFinite) return say(error.message, EXIT.notFinite);
    if (error instanceof WrongGradient) return say(error.message, EXIT.wrongGradient);
    throw error;
  }
}

function say(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

// Its sentences are about files, which the page's first screen does without.
await loadLater();
process.exitCode = await main(process.argv.slice(2));
