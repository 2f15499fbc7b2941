/* Files of data are read here, off the main thread: a Reading at the other end of postMessage. */
import type { ReaderAsk, ReaderSaid } from './reader.ts';
import { Reading } from './reading.ts';

const say = (said: ReaderSaid) => self.postMessage(said);
const reading = new Reading((share) => say({ kind: 'went', share }));

self.onmessage = ({ data }: MessageEvent<ReaderAsk>) => {
  const failed = (error: unknown) => say({ kind: 'failed', message: String(error) });
  answerTo(data).then((answer) => say({ kind: 'answer', id: data.id, answer }), failed);
};

function answerTo(ask: ReaderAsk): Promise<unknown> {
  switch (ask.kind) {
    case 'look':
      return reading.look(ask.files, ask.paths, ask.taken);
    case 'take':
      return reading.take(ask.choice);
    case 'choose':
      return reading.choose(ask.arrays);
    case 'survey':
      return reading.survey(ask.settings);
    case 'count':
      return reading.count(ask.choice);
    case 'rows':
      return reading.rows(ask.from, ask.count);
    case 'keep':
      return reading.keep();
  }
}
