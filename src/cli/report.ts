/* What a run tells while it goes: lines for people, a bar on a terminal, or JSON lines. */

export interface Line {
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
  /** That of the update made. */
  readonly learningRate: number;
  readonly testLoss?: number;
  readonly testAccuracy?: number;
}
export interface Reporter {
  step(line: Line): void;
  end(): void;
}

/** JSON: a line a step. Else a line for each epoch's end and the last step, and on a terminal a bar between. */
export function reporter(json: boolean, steps: number): Reporter {
  if (json)
    return {
      step: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
      end: () => {},
    };
  const terminal = process.stderr.isTTY;
  let drawn = 0;
  return {
    step(line) {
      if (line.testLoss === undefined && line.step < steps && Date.now() - drawn < 100) return;
      drawn = Date.now();
      if (terminal) process.stderr.write(`\r\x1b[K`);
      if (line.testLoss !== undefined || line.step >= steps || steps === 0) process.stdout.write(`${inWords(line)}\n`);
      if (terminal) process.stderr.write(bar(line, steps));
    },
    end() {
      if (terminal) process.stderr.write('\r\x1b[K');
    },
  };
}

function inWords({ step, epoch, loss, testLoss, testAccuracy }: Line): string {
  const test = testLoss === undefined ? '' : `  test loss ${testLoss.toPrecision(4)}`;
  const accuracy = testAccuracy === undefined ? '' : `  test accuracy ${(100 * testAccuracy).toFixed(1)} %`;
  return `step ${step}  epoch ${epoch}  loss ${loss.toPrecision(4)}${test}${accuracy}`;
}

function bar({ step, loss }: Line, steps: number): string {
  const done = Math.round((24 * step) / Math.max(1, steps));
  return `${'█'.repeat(done)}${'░'.repeat(24 - done)} ${step}/${steps}  loss ${loss.toPrecision(4)}`;
}
