/* A program as an exercise: what is said of each gradient becomes a blank. */

/** Lines that begin a gradient of `names` keep their name; all others stay as they are. */
export function withBlanks(text: string, names: readonly string[]): string {
  const gradients = new Set(names.map((name) => `d${name}`));
  return text
    .split('\n')
    .map((line) => (gradients.has(line.split(' = ')[0]!) ? line.replace(/ = .*/, ' = ___') : line))
    .join('\n');
}
