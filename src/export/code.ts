/* Generated code, line by line, each with the node that it is about. */
import type { NodeId } from '../document/document.ts';

export interface CodeLine {
  readonly text: string;
  readonly node?: NodeId;
  /** Packed numbers: nothing to read. */
  readonly packed?: boolean;
}
export type Code = readonly CodeLine[];

/** Lines of a text that are about no node. */
export function plain(text: string): Code {
  return text.split('\n').map((line) => ({ text: line }));
}

export function about(node: NodeId, text: string): CodeLine {
  return { text, node };
}

/** Each line so many steps to the right; empty ones stay empty. */
export function indented(code: Code, steps = 1): Code {
  return code.map((line) => (line.text === '' ? line : { ...line, text: '    '.repeat(steps) + line.text }));
}

export function textOf(code: Code): string {
  return `${code.map(({ text }) => text).join('\n')}\n`;
}

/** A Python function: its head, what it does, its lines; two empty lines before it. */
export function definition(head: string, says: string | undefined, lines: readonly string[]): Code {
  const body = [...(says === undefined ? [] : [`"""${says}"""`]), ...lines.flatMap((line) => line.split('\n'))];
  return [...plain('\n'), { text: `def ${head}:` }, ...indented(body.map((text) => ({ text })))];
}
