/* A session that is talked to by hand, for tests: its clock moves 1 ms at each look, its mailbox is emptied slice by slice. */
import type { GraphDocument } from '../document/document.ts';
import type { Choice } from '../kernels/engines.ts';
import { Reference } from '../kernels/reference.ts';
import type { Command, Report } from './protocol.ts';
import type { Answer, Request } from './requests.ts';
import { Session } from './session.ts';

const loops: Choice = { kind: 'reference', threads: 1, reason: 'not-built', engine: () => new Reference('f32') };

export function conversation(engine: (exact: boolean) => Promise<Choice> = async () => loops) {
  const reports: Report[] = [];
  const next: (() => void)[] = [];
  let clock = 0;
  const session = new Session({
    report: (report) => reports.push(report),
    later: (then) => next.push(then),
    now: () => clock++,
    engine,
  });
  const slice = () => next.shift()?.();
  const last = <Kind extends Report['kind']>(kind: Kind) =>
    reports.findLast((report) => report.kind === kind) as Extract<Report, { kind: Kind }>;
  const answersTo = (id: number) =>
    reports.flatMap((report) => (report.kind === 'answer' && report.id === id ? [report.answer] : []));
  return {
    ...{ session, reports, slice, last, answersTo },
    /** Tells it so, and gives what the screen shows then. */
    tell: async (...commands: Command[]) => {
      for (const command of commands) await session.hear(command);
      return last('progress');
    },
    /** Lets slices pass until the request is answered. */
    ask: async (request: Request): Promise<Answer> => {
      const before = answersTo(request.id).length;
      await session.hear(request);
      for (let i = 0; i < 10_000; i++) {
        const answer = answersTo(request.id)[before];
        if (answer) return answer;
        slice();
        await Promise.resolve();
      }
      throw new Error('no answer');
    },
    train: async (slices: number) => {
      await session.hear({ kind: 'train' });
      for (let i = 0; i < slices; i++) slice();
      await session.hear({ kind: 'pause' });
      return last('progress');
    },
    /** Whole iterations, each walked through by the debugger and left behind. */
    iterate: async (count = 1) => {
      for (let i = 0; i < count; i++) {
        await session.hear({ kind: 'walk', walk: { by: 'iteration' } });
        await session.hear({ kind: 'debug', on: false });
      }
      return last('progress').measures;
    },
    /** The losses of all reports, put together. */
    curve: () => {
      let losses: number[] = [];
      for (const report of reports)
        if (report.kind === 'progress') losses = [...losses.slice(0, report.curve.firstStep), ...report.curve.losses];
      return losses;
    },
  };
}

/** A conversation that began with a document. */
export async function opened(document: GraphDocument) {
  const talk = conversation();
  await talk.session.hear({ kind: 'document', revision: 'r', document });
  return talk;
}
