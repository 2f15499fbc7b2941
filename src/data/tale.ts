/* The text that comes with Chainrule: a short tale, in few different characters so that a small network can learn it. */

/** Known before the text is loaded, for shapes. */
export const TALE = { characters: 4233, tokens: 28 } as const;

/** Loaded when first asked for. */
export async function tale(): Promise<string> {
  const { default: text } = await import('./tale.txt?raw');
  return text;
}
