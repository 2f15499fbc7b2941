/* The log of an exported project, log.jsonl, as a run: read piece by piece, as it grows. After a restart steps repeat, and
   the later line of a step counts. */
import type { Problem } from '../../document/file.ts';
import type { Beside } from '../../store/live.ts';

export class RunLog {
  readonly #name: string;
  readonly #losses = new Map<number, number>();
  /** What stands behind the last line's end: the rest of it has not been written yet. */
  #begun = '';
  #lines = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Takes the next piece of the file; the first line that is none of such a log. */
  take(text: string): (Pick<Problem, 'values'> & { readonly code: 'log-line' }) | undefined {
    const lines = (this.#begun + text).split('\n');
    this.#begun = lines.pop() ?? '';
    for (const line of lines) {
      this.#lines++;
      const entry = entryOf(line);
      if (!entry) return { code: 'log-line', values: { file: this.#name, line: this.#lines } };
      const { event, step, loss } = entry;
      // A loss that is not finite is null here.
      if (event === 'step' && typeof loss === 'number') this.#losses.set(step - 1, loss);
    }
    return undefined;
  }

  /** Iterations with a loss. */
  get length(): number {
    return this.#losses.size;
  }

  get run(): Beside {
    const sorted = [...this.#losses].sort(([a], [b]) => a - b);
    return {
      name: this.#name,
      steps: Int32Array.from(sorted, ([step]) => step),
      losses: Float64Array.from(sorted, ([, loss]) => loss),
    };
  }
}

interface Entry {
  readonly event: string;
  /** Updates made. */
  readonly step: number;
  readonly loss?: unknown;
}

/** Python writes NaN and Infinity as they are, which is not JSON. */
function entryOf(line: string): Entry | undefined {
  let entry: unknown;
  try {
    entry = JSON.parse(line.replace(/(?<=[:,\s])-?(?:NaN|Infinity)\b/g, 'null'));
  } catch {
    return undefined;
  }
  const { event, step } = (entry ?? {}) as Partial<Entry>;
  return typeof event === 'string' && Number.isSafeInteger(step) && (step as number) >= 0
    ? (entry as Entry)
    : undefined;
}
