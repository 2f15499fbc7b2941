/* A value and its gradient: the same shape, the same geometry, side by side, or one above the other when wide. */
import { type ReactNode, useMemo } from 'react';
import type { Address } from '../../document/document.ts';
import { arrangeTwins, type Box } from './layout.ts';
import { TensorPicture, type TensorPictureProps } from './TensorPicture.tsx';
import styles from './tensor.module.css';

interface TwinsProps
  extends Pick<
    TensorPictureProps,
    'source' | 'shape' | 'pending' | 'ramp' | 'scale' | 'zoom' | 'detailed' | 'resting'
  > {
  readonly value: Address;
  readonly valueName: string;
  /** Absent for what has no gradient; its place stays empty, so that columns of a node stand in line. */
  readonly gradient?: Address | undefined;
  readonly gradientName?: string;
  /** What the update adds to the value stands in place of its gradient. */
  readonly moves?: boolean;
  /** Beside the value's name. */
  readonly badge?: ReactNode;
  /** Room of the pair. */
  readonly box: Box;
  /** The first axis counts samples. */
  readonly samples: boolean;
}

/** Ramp and scale are those of the value: a gradient has both signs and a scale of its own. */
export function Twins({
  value,
  valueName,
  gradient,
  gradientName,
  moves,
  badge,
  box,
  samples,
  ramp,
  scale,
  ...shared
}: TwinsProps) {
  const { shape } = shared;
  const { width, height, cell, numbers } = box;
  // Boxes and shapes are often made anew with the same content, and a new arrangement would be painted anew.
  const key = JSON.stringify([shape, width, height, cell, numbers, samples]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for shape and box.
  const pair = useMemo(() => ({ shape, ...arrangeTwins(shape, box, samples) }), [key]);
  const common = { ...shared, shape: pair.shape, arrangement: pair.each };
  const drawn = { ...(ramp && { ramp }), ...(scale !== undefined && { scale }) };
  return (
    <div className={styles.twins} data-stacked={pair.stacked} style={{ width }}>
      <TensorPicture {...common} {...drawn} address={value} name={valueName} badge={badge} rule="value" />
      {gradient && (
        <TensorPicture
          {...common}
          address={gradient}
          name={gradientName ?? `d${valueName}`}
          rule={moves ? 'update' : 'gradient'}
        />
      )}
    </div>
  );
}
