/* A node on the canvas. One component for every node type: what it shows is read from the type's declaration. */
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { memo, Suspense, use, useEffect, useState } from 'react';
import type { NodeProps } from 'reactflow';
import type { AnyNodeType } from '../../nodes/define.ts';
import { sentence } from '../../words/words.ts';
import { useSay, useSession } from '../context.ts';
import { SlotsContext } from '../debug/slots.ts';
import { part } from '../part.ts';
import { Blocks } from './Blocks.tsx';
import type { Card } from './card.ts';
import { FamilyIcon } from './FamilyIcon.tsx';
import type { FlowNode } from './flow.ts';
import { SAMPLES } from './height.ts';
import { LodContext } from './lod.ts';
import styles from './node.module.css';
import { PortView } from './PortView.tsx';
import { isMoving, onceStill } from './still.ts';

// Its numbers come later than all else: what draws them does as well.
const Samples = part(async () => (await import('./Samples.tsx')).Samples);
// Seen only from far away.
const Chip = part(async () => (await import('./Chip.tsx')).Chip);
const Sizes = part(async () => (await import('./Sizes.tsx')).Sizes);
const Trouble = part(async () => (await import('../clash/parts.ts')).Trouble);

export const NodeCard = memo(function NodeCard({ data: { card }, selected }: NodeProps<FlowNode>) {
  const failed = useSession((session) => session.failure?.values.node === card.id);
  const lod = use(LodContext);
  const slots = use(SlotsContext);
  const type = card.known;
  const near = lod > 1 || card.height === null;
  // What has been drawn once stays under the chip, so that it does not flicker when it comes near again.
  const [met, setMet] = useState(near && !isMoving());
  useEffect(() => {
    return near && !met ? onceStill(() => setMet(true)) : undefined;
  }, [near, met]);
  const footer = card.formula;
  const foot =
    lod === 2 && card.blocks[0] ? (
      <Suspense>
        <Sizes block={card.blocks[0]} />
      </Suspense>
    ) : (
      footer
    );
  return (
    <div
      className={styles.card}
      style={met || card.height === null ? { width: card.width } : { width: card.width, height: card.height }}
      data-testid={`node.${card.id}`}
      data-state={failed ? 'wrong' : card.state}
      data-selected={selected}
      data-muted={card.muted}
    >
      {met ? <Header card={card} type={type} failed={failed} /> : <header className={styles.header} />}
      <div className={styles.ports}>
        <div>
          {card.inputs.map((port) => (
            <PortView key={port.name} port={port} problem={card.state === 'wrong' ? card.problem : null} />
          ))}
        </div>
        <div>
          {card.outputs.map((port) => (
            <PortView key={port.name} port={port} />
          ))}
        </div>
      </div>
      {met && !card.collapsed && <Body card={card} />}
      {!met || card.collapsed ? null : card.rows !== null && type ? (
        <DataFooter card={card} type={type} />
      ) : (
        footer && (
          <div className={styles.footer}>{slots ? <slots.Footer node={card.id}>{foot}</slots.Footer> : foot}</div>
        )
      )}
      {lod < 2 && (
        <Suspense>
          <Chip card={card} level={lod as 0 | 1} tone={toneOf(card, failed)} />
        </Suspense>
      )}
      {selected && <Corners />}
      {slots && <slots.Frame node={card.id} />}
    </div>
  );
});

/** What is merely unfinished is no warning: the body says what is missing. */
function toneOf({ state, problem }: Card, failed: boolean): 'error' | 'warn' | null {
  const remark = state === 'unwired' ? null : problem;
  return failed || remark?.blocks ? 'error' : remark && 'warn';
}

interface HeaderProps {
  readonly card: Card;
  readonly type: AnyNodeType | undefined;
  readonly failed: boolean;
}

function Header({ card, type, failed }: HeaderProps) {
  const say = useSay();
  const language = useSession((session) => session.language);
  const slots = use(SlotsContext);
  const tone = toneOf(card, failed);
  return (
    <header className={styles.header}>
      {type && <FamilyIcon category={type.category} type={card.type} />}
      <span className={styles.names}>
        <span className={styles.name}>{type?.words[language].name ?? card.type}</span>
        <span className={styles.label}>{card.label}</span>
      </span>
      {tone === 'error' && (
        <OctagonAlert className={styles.badge} data-tone="error" size={16} aria-label={say('canvas.error')} />
      )}
      {tone === 'warn' && (
        <TriangleAlert className={styles.badge} data-tone="warn" size={16} aria-label={say('canvas.warning')} />
      )}
      {!tone && !slots && card.sizes && <span className={styles.sizes}>{card.sizes}</span>}
      {slots && <slots.Badge node={card.id} />}
    </header>
  );
}

function Body({ card }: { readonly card: Card }) {
  const say = useSay();
  const language = useSession((session) => session.language);
  if ((card.state === 'wrong' || card.state === 'unwired') && card.problem)
    return (
      <div className={styles.message} data-tone={card.state}>
        {sentence(language, card.problem)}
        <Suspense>{card.state === 'wrong' && <Trouble problem={card.problem} />}</Suspense>
      </div>
    );
  if (card.state === 'waits')
    return (
      <p className={styles.message} data-tone="waits">
        {say('canvas.waits')}
      </p>
    );
  if (!card.preview && card.blocks.length === 0 && !card.loss) return null;
  return (
    <div className={styles.body}>
      {card.preview && (
        <Suspense fallback={<div className={styles.samples} style={SAMPLES[card.preview]} />}>
          <Samples node={card.id} preview={card.preview} classes={isClasses(card)} />
        </Suspense>
      )}
      <Blocks card={card} />
    </div>
  );
}

/** Curves have a number to hit, everything else has classes. */
function isClasses({ settings }: Card): boolean {
  return settings.kind !== 'line' && settings.kind !== 'sine' && settings.kind !== 'numbers';
}

function DataFooter({ card, type }: { readonly card: Card; readonly type: AnyNodeType }) {
  const language = useSession((session) => session.language);
  const { noise } = card.settings;
  const word = type.settings.noise?.words[language].toLowerCase();
  return (
    <div className={styles.footer} data-kind="data">
      {card.rows}
      {word && noise !== undefined && ` · ${word} ${noise}`}
    </div>
  );
}

function Corners() {
  return (
    <>
      <i className={styles.corner} data-at="nw" />
      <i className={styles.corner} data-at="ne" />
      <i className={styles.corner} data-at="sw" />
      <i className={styles.corner} data-at="se" />
    </>
  );
}
