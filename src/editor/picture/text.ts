/* Words in a picture: no letter of a document becomes markup, and none runs out of its box. */

export function text(kind: string, x: number, y: number, words: string): string {
  return `<text class="${kind}" x="${short(x)}" y="${short(y)}">${xml(words)}</text>`;
}

/** As many letters as there is room for; wide ones of East Asia take a whole em. */
export function fitted(words: string, room: number, size: number, share: number): string {
  if (lengthOf(words, size, share) <= room) return words;
  let kept = '';
  for (const letter of words) {
    if (lengthOf(`${kept}${letter}…`, size, share) > room) break;
    kept += letter;
  }
  return `${kept}…`;
}

export function lengthOf(words: string, size: number, share: number): number {
  let length = 0;
  for (const letter of words) length += (letter.codePointAt(0) ?? 0) >= 0x2e80 ? size : size * share;
  return length;
}

export function short(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Letters that mean something in XML, and those that XML does not have. */
export function xml(words: string): string {
  return words
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Lines of words, each as long as there is room for; a word that is longer than a line is broken. */
export function wrapped(words: string, room: number, size: number, share: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (more: string) => lengthOf(line + more, size, share) <= room;
  for (const piece of words.split(/(?<=[\s\u{2e80}-\u{10ffff}])/u)) {
    if (line !== '' && !fits(piece.trimEnd())) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const letter of piece) {
      if (line !== '' && !fits(letter) && letter.trim() !== '') {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line.trimEnd()];
}
