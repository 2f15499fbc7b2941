/* The network in another language, as it stands: fetched when something is exported for the first time. */
import { beginsAnew, type Moment } from '../export/moment.ts';
import { NotWritable } from '../export/not-writable.ts';
import { type WrittenFile, written } from '../export/written.ts';
import { multiplications } from '../kernels/device.ts';
import { Reference } from '../kernels/reference.ts';
import { snapshotOf } from '../run/snapshot.ts';
import type { Trainer } from '../run/trainer.ts';
import type { Answer, ExportedFile, ExportedLine, Request } from './requests.ts';

/** What is asked for at the parameters of now, although training may go on before the answer. */
export async function exported(
  { document, to, style }: Extract<Request, { kind: 'export' }>,
  trainer: Trainer,
): Promise<Answer> {
  const { plan, network } = trainer;
  const { program } = network.step(trainer.batch().length);
  const work = program.reduce((sum, call) => sum + multiplications(call), 0);
  // A network beside the one that trains computes by itself.
  const moment: Moment = { document, plan, ...(await snapshotOf(document, trainer, new Reference('f32'))) };
  const { step, check } = moment;
  try {
    const files = (await written(moment, { to, style })).map(told);
    return { kind: 'export', files, step, work, dropout: check.mode !== plan.mode, anew: beginsAnew(moment) };
  } catch (error) {
    if (error instanceof NotWritable) return { kind: 'refused', reason: error.code, values: error.values };
    throw error;
  }
}

/** Lines of packed numbers, of which there may be thousands, are only counted. */
function told({ name, content, lines }: WrittenFile): ExportedFile {
  const shown: ExportedLine[] = [];
  for (const { text, node, packed } of lines) {
    const last = shown.at(-1);
    if (!packed) shown.push({ text, ...(node !== undefined && { node }) });
    else if (last?.packed) shown[shown.length - 1] = { text: '', packed: last.packed + 1 };
    else shown.push({ text: '', packed: 1 });
  }
  return { name, content, lines: shown };
}
