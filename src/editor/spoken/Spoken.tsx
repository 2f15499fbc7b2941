/* What has just been done to the drawing and what it makes wrong or right, for those who listen. Every edit, undo and
   redo is said once, wherever it came from. */
import { useEffect, useState } from 'react';
import type { History } from '../../document/history.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Problem } from '../../plan/problems.ts';
import { outlineWord } from '../../words/outline.ts';
import { type Language, sentence } from '../../words/words.ts';
import { useChainrule } from '../context.ts';
import { changeWords } from '../shell/changes.ts';
import styles from './spoken.module.css';

export function Spoken() {
  const store = useChainrule();
  const [text, setText] = useState('');
  useEffect(() => {
    let before = store.session.getState();
    return store.session.subscribe((now) => {
      const known = before;
      before = now;
      if (now.documentId !== known.documentId || now.history === known.history) return;
      const { language } = now;
      const words = [stepWords(known.history, now.history, language), troubleWords(known.plan, now.plan, language)];
      const said = words.filter((each) => each !== '').join(' ');
      // The same words twice are another event: a space that is not heard tells them apart.
      if (said) setText((last) => (last === said ? `${said}\u00a0` : said));
    });
  }, [store]);
  return (
    <div className={styles.spoken} role="status" data-testid="spoken.edits">
      {text}
    </div>
  );
}

function stepWords(before: History, now: History, language: Language): string {
  const [last, undone, next] = [now.past.at(-1), before.past.at(-1), before.future.at(-1)];
  if (now.past.length < before.past.length && undone)
    return outlineWord(language, 'undone', { change: changeWords(language, undone.label) });
  if (!last || last === undone) return '';
  const { code, values } = last.label;
  if (next?.label === last.label) return outlineWord(language, 'redone', { change: changeWords(language, last.label) });
  if (code === 'connect') return outlineWord(language, 'wired', values);
  if (code === 'disconnect') return outlineWord(language, 'unwired', values);
  return outlineWord(language, 'done', { change: changeWords(language, last.label) });
}

/** What is merely unfinished is heard at its node. */
const UNFINISHED = ['unwired', 'waits', 'no-loss'];
const grave = ({ problems }: Plan) => problems.filter(({ code }) => !UNFINISHED.includes(code));
const written = ({ code, node, port, values }: Problem) => JSON.stringify([code, node, port, values]);

function troubleWords(before: Plan, now: Plan, language: Language): string {
  const [old, fresh] = [grave(before), grave(now)];
  const known = new Set(old.map(written));
  const first = fresh.find((problem) => !known.has(written(problem)));
  if (first) return outlineWord(language, 'problems', { count: fresh.length, first: sentence(language, first) });
  return before.problems.length > 0 && now.problems.length === 0 ? outlineWord(language, 'solved') : '';
}
