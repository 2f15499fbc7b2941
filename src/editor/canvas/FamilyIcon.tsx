/* The sign of a node's family: what kind of thing it is, told by shape and not by colour. */
import { CirclePlus, Grid2x2, Hexagon, Image, Sigma, Table2, Target } from 'lucide-react';
import type { Category } from '../../nodes/define.ts';
import styles from './node.module.css';

const ICONS = {
  data: Table2,
  layer: Hexagon,
  combine: CirclePlus,
  shape: Grid2x2,
  function: Sigma,
  loss: Target,
} as const;

export function FamilyIcon({ category, type }: { readonly category: Category; readonly type: string }) {
  if (category === 'activation')
    return (
      <span className={styles.letter} aria-hidden="true">
        ƒ
      </span>
    );
  const Icon = type === 'digits' ? Image : ICONS[category];
  return <Icon className={styles.icon} size={16} strokeWidth={1.5} aria-hidden="true" />;
}
