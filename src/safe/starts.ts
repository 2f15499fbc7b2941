/* Counts starts that did not end well: after two in a row the third opens safe mode. */

const KEY = 'chainrule.starts';
/** Failed starts in a row after which the next is a safe one. */
const MOST = 2;
/** Milliseconds after which a start that stands has ended well. */
const STANDS = 1500;

export interface Start {
  /** It should be a safe one. */
  readonly safe: boolean;
  /** The editor stands. */
  readonly well: () => void;
}

let broken = false;

/** A part of the editor has failed: a start that has not ended well yet will not. */
export function broke(): void {
  broken = true;
}

/** Counts this start as failed until it stands. */
export function begin(): Start {
  const failed = read();
  write(failed + 1);
  addEventListener('error', broke);
  // A page that is left before it stands is no failure, unless something has thrown.
  addEventListener('pagehide', () => {
    if (!broken) write(0);
  });
  return { safe: failed >= MOST, well: () => void setTimeout(() => !broken && write(0), STANDS) };
}

/** From safe mode back to the editor. */
export function forgive(): void {
  write(0);
}

function read(): number {
  try {
    return Number(localStorage.getItem(KEY)) || 0;
  } catch (error) {
    if (error instanceof DOMException) return 0;
    throw error;
  }
}

/** Where storage is blocked nothing can have been poisoned by it either. */
function write(count: number): void {
  try {
    localStorage.setItem(KEY, String(count));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
