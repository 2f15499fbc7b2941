/* `chainrule run`: the engine without a browser. */
import { type GraphDocument, parts } from '../document/document.ts';
import type { Trainer } from '../run/trainer.ts';
import { writeSafetensors } from '../tensor/safetensors.ts';
import { read } from '../tensor/tensor.ts';
import { sentence } from '../words/words.ts';
import type { RunOptions } from './arguments.ts';
import { dumped, dumpedPass } from './dump.ts';
import { readDocument, writeWhole } from './files.ts';
import { load } from './load.ts';
import { type Reporter, reporter } from './report.ts';

/** A value became non-finite: exit 3 with this one sentence. */
export class NotFinite extends Error {}

export async function run(options: RunOptions): Promise<void> {
  const document = withSeed(await readDocument(options.document), options.seed);
  const trainer = await load(document, options);
  const steps = options.steps ?? trainer.stepsPerEpoch;
  const report = reporter(options.json, steps);
  for (const remark of trainer.remarks) process.stderr.write(`${sentence('en', remark)}\n`);
  const losses: number[] = [];
  let first: ReturnType<typeof dumpedPass> | undefined;
  try {
    for (let done = 0; done < Math.max(1, steps); done++) {
      if (options.dump) first ??= dumpedPass(trainer.plan, trainer.evaluate().pass);
      const { learningRate } = trainer;
      const { loss, broken } = steps > 0 ? trainer.advance() : trainer.evaluate();
      losses.push(loss);
      if (broken)
        throw new NotFinite(
          sentence('en', { code: 'not-finite', values: { ...parts(broken), tensor: broken, step: done + 1 } }),
        );
      tell(report, trainer, { loss, learningRate }, done + 1 >= steps);
    }
  } finally {
    report.end();
    if (options.dump)
      writeWhole(
        options.dump,
        `${JSON.stringify({ losses: losses.map(named), first, last: dumped(trainer.network.learned) })}\n`,
      );
    if (options.save) writeWhole(options.save, saved(trainer));
  }
}

function withSeed(document: GraphDocument, seed: number | undefined): GraphDocument {
  return seed === undefined ? document : { ...document, training: { ...document.training, seed } };
}

function tell(
  report: Reporter,
  trainer: Trainer,
  taken: { readonly loss: number; readonly learningRate: number },
  last: boolean,
): void {
  const test = last || trainer.atEpochEnd ? trainer.network.test() : undefined;
  if (test?.broken) {
    const values = { ...parts(test.broken), tensor: test.broken, step: trainer.step };
    process.stderr.write(`${sentence('en', { code: 'test-not-finite', values })}\n`);
  }
  report.step({
    step: trainer.step,
    epoch: trainer.epoch,
    ...taken,
    ...(test && !test.broken && { testLoss: test.loss }),
    ...(test && !test.broken && test.accuracy !== undefined && { testAccuracy: test.accuracy }),
  });
}

function saved(trainer: Trainer): Uint8Array {
  return writeSafetensors(
    new Map(
      [...trainer.network.learned].map(([place, tensor]) => [place, { shape: tensor.shape, data: read(tensor) }]),
    ),
  );
}

function named(loss: number): number | string {
  return Number.isFinite(loss) ? loss : String(loss);
}
