/* One run of a sweep: so many steps of a document from its own seed, in a worker that does nothing else. */
import type { GraphDocument } from '../document/document.ts';
import type { Engine } from '../kernels/device.ts';
import type { Stored } from '../nodes/define.ts';
import { Trainer } from '../run/trainer.ts';
import { rateAt, type SweepSaid, type SweepTask } from './sweep.ts';

/** Milliseconds between two words. */
const PACE = 120;
/** A loss this many times the least one has left the ground. */
const HIGH = 4;

interface Outside {
  readonly say: (said: SweepSaid) => void;
  readonly engine: Engine;
  readonly now: () => number;
  readonly stored?: Stored;
}

export async function carryOut({ document, steps, ramp }: SweepTask, { say, engine, now, stored }: Outside) {
  const trainer = await Trainer.load(document, new Map(), engine, 0, stored);
  if (!(trainer instanceof Trainer) || !trainer.plan.ready) return say({ kind: 'refused' });
  let losses: number[] = [];
  let [said, least, broken] = [now(), Number.POSITIVE_INFINITY, false];
  for (let step = 0; step < steps && !broken; step++) {
    if (ramp) trainer.retune(withRate(document, rateAt(ramp, step, steps)));
    const advance = trainer.advance();
    broken = advance.broken !== undefined;
    if (!broken) losses.push(advance.loss);
    least = Math.min(least, advance.loss);
    if (ramp && advance.loss > HIGH * least) break;
    if (now() - said < PACE) continue;
    say({ kind: 'went', losses: Float64Array.from(losses) });
    [losses, said] = [[], now()];
  }
  say({ kind: 'went', losses: Float64Array.from(losses) });
  const test = broken ? undefined : trainer.network.test();
  say({ kind: 'done', broken, ...(test && { test: test.loss }) });
}

function withRate(document: GraphDocument, learningRate: number): GraphDocument {
  return { ...document, training: { ...document.training, learningRate } };
}
