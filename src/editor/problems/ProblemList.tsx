/* What is wrong with the drawing: a bar with the count that unfolds into sentences. A node's name selects it, and a button
   mends what one thing surely mends. */
import { ChevronDown, ChevronRight, Info, OctagonAlert } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { Problem } from '../../plan/problems.ts';
import type { Fix } from '../../store/fix.ts';
import { fixesFor } from '../../store/fixes.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './problems.module.css';

/** More sentences than these are not read, and a mend is tried out on a whole plan. */
const MOST = 40;
const MOST_FIXES = 8;

export function ProblemList() {
  const store = useChainrule();
  const say = useSay();
  const plan = useSession((session) => session.plan);
  const empty = useSession((session) => Object.keys(session.history.present.nodes).length === 0);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const listId = useId();
  const blocks = plan.problems.filter((problem) => problem.blocks);
  const sorted = [...blocks, ...plan.problems.filter((problem) => !problem.blocks)].slice(0, MOST);
  // Remarks do not ask for room by themselves.
  const open = chosen ?? blocks.length > 0;
  const fixes = useMemo(() => firstFixes(store.session.getState(), open ? plan.problems : []), [store, plan, open]);
  if (sorted.length === 0 || empty) return null;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section className={styles.problems} aria-label={say('problems.title')} data-testid="problems">
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setChosen(!open)}
      >
        <Mark blocks={blocks.length > 0} />
        <span>{say('problems.count', { count: plan.problems.length })}</span>
        <Chevron size={14} aria-hidden="true" />
      </button>
      {open && (
        <ul id={listId}>
          {sorted.map((problem) => (
            <Item key={`${problem.code} ${problem.node} ${problem.port}`} problem={problem} fix={fixes.get(problem)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ problem, fix }: { problem: Problem; fix: Fix | undefined }) {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const { node, blocks } = problem;
  const text = sentence(language, problem);
  const rest = node && text.startsWith(`${node}:`) ? text.slice(node.length + 1).trim() : text;
  return (
    <li data-blocks={blocks}>
      <Mark blocks={blocks} />
      <p>
        {node && (
          <button
            type="button"
            className={styles.node}
            aria-label={say('problems.select', { node })}
            onClick={() => store.select([node])}
          >
            {node}
          </button>
        )}{' '}
        {rest}
      </p>
      {fix && (
        <button type="button" className={styles.fix} onClick={() => store.mend(fix)}>
          {say(`fix.${fix.label.code}`, fix.label.values)}
        </button>
      )}
    </li>
  );
}

/** Told apart by shape, not only by colour: what stops training, and what is a remark. */
function Mark({ blocks }: { blocks: boolean }) {
  const Icon = blocks ? OctagonAlert : Info;
  return (
    <span className={styles.mark} data-blocks={blocks} aria-hidden="true">
      <Icon size={15} strokeWidth={1.75} />
    </span>
  );
}

type State = ReturnType<ReturnType<typeof useChainrule>['session']['getState']>;

function firstFixes({ history, plan }: State, problems: readonly Problem[]): ReadonlyMap<Problem, Fix> {
  const first = [...problems].sort((a, b) => Number(b.blocks) - Number(a.blocks)).slice(0, MOST_FIXES);
  return new Map(
    first.flatMap((problem) => fixesFor(history.present, plan, problem, 1).map((fix) => [problem, fix] as const)),
  );
}
