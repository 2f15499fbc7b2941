/* The pictures in a node: values beside their gradients, what a loss compares, and the loss itself. */
import { type MouseEvent, Suspense, use, useMemo } from 'react';
import type { Address } from '../../document/document.ts';
import { changeOf } from '../../document/update.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { part } from '../part.ts';
import { type Arrangement, watchFor } from '../tensor/layout.ts';
import { TensorPicture } from '../tensor/TensorPicture.tsx';
import { Twins } from '../tensor/Twins.tsx';
import type { Card } from './card.ts';
import { DetailContext } from './detail.ts';
import { LodContext } from './lod.ts';
import styles from './node.module.css';
import type { Block } from './pictures.ts';

const Badge = part(async () => (await import('../check/Badge.tsx')).Badge);

/** A source that asks for as many cells as are shown; the same one as long as that is the same. */
function useSource(arrangement: Arrangement) {
  const { live } = useChainrule();
  const sample = useSession((session) => (arrangement.request.tiles?.samples ? session.sample : 0));
  return useMemo(() => live.source(watchFor(arrangement, sample)), [live, arrangement, sample]);
}

export function Blocks({ card }: { readonly card: Card }) {
  const say = useSay();
  return (
    <>
      {card.blocks.map((block) => (
        <BlockView key={block.value} block={block} />
      ))}
      {card.loss && <LossNumber address={card.loss} reduction={String(card.settings.reduction ?? '')} />}
      {!card.reaches && <p className={styles.aside}>{say('canvas.unreached')}</p>}
    </>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  const store = useChainrule();
  const say = useSay();
  const zoom = use(DetailContext);
  const checked = useSession(({ checks }) => checks.has(block.value));
  const lod = use(LodContext);
  const { value, name, partner, partnerName, shape, box, each, kind } = block;
  // While parameters move, what moves them stands in the place of their gradients.
  const moves = useSession(
    ({ debug, engine }) =>
      !block.samples && engine !== 'running' && debug?.events[debug.position - 1]?.phase === 'update',
  );
  const source = useSource(each);
  const shared = { source, shape, zoom, detailed: lod === 4, resting: lod < 2, pending: say('canvas.pending') };
  if (kind === 'pair' && partner) {
    const look = { ...shared, arrangement: each, ramp: block.ramp, scale: block.scale ?? undefined };
    return (
      <div className={styles.pair} data-stacked={block.stacked}>
        <TensorPicture {...look} address={value} name={name} rule="value" />
        <TensorPicture {...look} address={partner} name={partnerName} rule="data" />
      </div>
    );
  }
  /** Shows large what was clicked; keys that select several nodes keep their meaning. */
  const pick = (event: MouseEvent) => {
    const figure = event.target instanceof Element ? event.target.closest('[data-rule]') : null;
    if (!figure || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const rule = figure.getAttribute('data-rule');
    store.pick(rule === 'update' ? changeOf(value) : rule === 'gradient' && partner ? partner : value);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a short cut; the inspector lists the same tensors as buttons.
    // biome-ignore lint/a11y/useKeyWithClickEvents: likewise.
    <div onClick={pick}>
      <Twins
        {...shared}
        value={value}
        valueName={name}
        badge={
          checked ? (
            <Suspense>
              <Badge place={value} />
            </Suspense>
          ) : null
        }
        gradient={(moves && partner && changeOf(value)) || (partner ?? undefined)}
        gradientName={moves ? `Δ${name}` : partnerName}
        moves={moves}
        box={box}
        samples={block.samples}
      />
    </div>
  );
}

const NUMBER: Arrangement = {
  form: 'scalar',
  rows: 1,
  columns: 1,
  cell: { width: 160, height: 28 },
  width: 160,
  height: 28,
  request: { rows: 1, columns: 1 },
  numbers: true,
};

function LossNumber({ address, reduction }: { readonly address: Address; readonly reduction: string }) {
  const say = useSay();
  const lod = use(LodContext);
  const source = useSource(NUMBER);
  return (
    <div className={styles.loss}>
      <TensorPicture
        source={source}
        address={address}
        name="L"
        shape={SCALAR}
        arrangement={NUMBER}
        rule="data"
        pending={say('canvas.pending')}
        detailed={lod === 4}
      />
      {reduction === 'mean' && <span className={styles.lossNote}>{say('canvas.mean')}</span>}
    </div>
  );
}

const SCALAR: readonly number[] = [];
