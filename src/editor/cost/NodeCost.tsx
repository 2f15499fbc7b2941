/* In the inspector: what a node costs. */
import type { NodeId } from '../../document/document.ts';
import { editingWord } from '../../words/editing.ts';
import { useSession } from '../context.ts';
import styles from './cost.module.css';
import { costItems } from './counted.ts';
import { useCosts } from './use-costs.ts';

export function NodeCost({ id }: { readonly id: NodeId }) {
  const language = useSession((session) => session.language);
  const cost = useCosts().get(id);
  if (!cost) return null;
  return (
    <p className={styles.node} title={editingWord(language, 'cost-help')} data-testid="cost.node">
      {costItems(cost)
        .map(([key, values]) => editingWord(language, key, values))
        .join(' · ')}
    </p>
  );
}
