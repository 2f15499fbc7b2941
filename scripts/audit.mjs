/* `npm run audit`: whether a flaw is known in any package that the built site or the command line is made of. A registry that
   answers no audits is said to: then nothing is known, and this fails too. */

import { spawnSync } from 'node:child_process';
import { root } from './tools.mjs';

/** What npm's answer comes to, in a sentence, and the exit code: 0 clean, 1 flaws, 2 no answer. */
export function verdict(answer) {
  const { metadata, vulnerabilities = {}, message } = answer;
  if (!metadata) return [2, `The registry answers no audits, so nothing is known: ${message ?? 'it said nothing'}.`];
  const flaws = Object.values(vulnerabilities).map(({ name, severity, range }) => `  ${name} ${range}: ${severity}`);
  if (flaws.length > 0) return [1, `Flaws are known in what is built:\n${flaws.join('\n')}`];
  return [0, `No flaw is known in the ${metadata.dependencies.prod} packages of what is built.`];
}

if (process.argv[1] === import.meta.filename) {
  const args = ['audit', '--omit=dev', '--json'];
  // npm is a .cmd file on Windows, which only a shell can start; the arguments are constants.
  const { stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  const [code, sentence] = verdict(JSON.parse(stdout || '{}'));
  console.log(sentence);
  process.exitCode = code;
}
