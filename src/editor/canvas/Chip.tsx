/* What a node shows when it is small on the screen: its name, its shape and how large its numbers are; smaller still, a
   sign of its family and of trouble. It lies over the node's card, whose size stays. */
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { useChainrule, useSession } from '../context.ts';
import { fmtLarge } from '../cost/counted.ts';
import { useCosts } from '../cost/use-costs.ts';
import { Meter } from '../tensor/Meter.tsx';
import type { Card } from './card.ts';
import styles from './chip.module.css';
import { FamilyIcon } from './FamilyIcon.tsx';

interface Props {
  readonly card: Card;
  readonly level: 0 | 1;
  readonly tone: 'error' | 'warn' | null;
}

export function Chip({ card, level, tone }: Props) {
  const { live } = useChainrule();
  const language = useSession((session) => session.language);
  const source = useMemo(() => live.source((address) => ({ address, form: 'statistics' })), [live]);
  const type = card.known;
  const [block] = card.blocks;
  const learned = useCosts().get(card.id)?.parameters;
  const shape = card.outputs[0]?.shape;
  return (
    <div className={styles.chip} data-level={level} data-testid={`chip.${card.id}`}>
      {tone !== 'error' && <OctagonAlert className={styles.trouble} data-tone="not-finite" aria-hidden="true" />}
      {tone === 'error' && <OctagonAlert className={styles.trouble} data-tone="error" aria-hidden="true" />}
      {tone === 'warn' && <TriangleAlert className={styles.trouble} data-tone="warn" aria-hidden="true" />}
      <span className={styles.family}>{type && <FamilyIcon category={type.category} type={card.type} />}</span>
      {level === 1 && (
        <>
          <span className={styles.name}>{nameOf(card, type?.words[language].name)}</span>
          <span className={styles.shape}>{shape?.join('×')}</span>
          {learned ? <span className={styles.shape}>θ {fmtLarge(learned)}</span> : null}
        </>
      )}
      <span className={styles.meters}>
        {block && <Meter source={source} address={block.value} kind="value" name={block.name} />}
        {block?.partner && block.kind === 'twins' && (
          <Meter source={source} address={block.partner} kind="gradient" name={block.partnerName} />
        )}
      </span>
    </div>
  );
}

/** The author's own name if there is one: where there are several of a type, that is what tells them apart. */
function nameOf({ id, type, label }: Card, name = type): string {
  return label === id ? name : label;
}
