/* At the lower edge of the canvas: what the drawing costs, or the selection when there are several; and for those who
   listen, what has just been done to it. */
import type { Cost } from '../../plan/cost.ts';
import { total } from '../../plan/cost.ts';
import { editingWord } from '../../words/editing.ts';
import { useSession } from '../context.ts';
import { Spoken } from '../spoken/Spoken.tsx';
import styles from './cost.module.css';
import { costItems } from './counted.ts';
import { useCosts } from './use-costs.ts';

export function StatusLine() {
  return (
    <>
      <Costs />
      <Spoken />
    </>
  );
}

function Costs() {
  const language = useSession((session) => session.language);
  const count = useSession((session) => Object.keys(session.history.present.nodes).length);
  const selection = useSession((session) => session.selection);
  const costs = useCosts();
  if (count === 0) return null;
  const some = selection.size > 1;
  const shown: readonly (Cost | undefined)[] = some ? [...selection].map((id) => costs.get(id)) : [...costs.values()];
  const words = [
    editingWord(language, some ? 'cost-selected' : 'cost-nodes', { count: some ? selection.size : count }),
    ...costItems(total(shown.filter((cost) => cost !== undefined))).map(([key, values]) =>
      editingWord(language, key, values),
    ),
  ];
  return (
    <p className={styles.status} title={editingWord(language, 'cost-help')} data-testid="cost.graph">
      {words.join(' · ')}
    </p>
  );
}
