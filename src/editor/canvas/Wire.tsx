/* A wire between two ports: neutral, in right angles, never behind a node. */
import { memo } from 'react';
import { BaseEdge, type EdgeProps } from 'reactflow';
import styles from './canvas.module.css';
import type { FlowEdge } from './flow.ts';
import { wirePath } from './route.ts';

export const Wire = memo(function Wire({ sourceX, sourceY, targetX, targetY, data, selected }: EdgeProps<FlowEdge>) {
  const [from, to] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  const path = wirePath(from, to, data?.route ?? { via: (sourceX + targetX) / 2 });
  const weight = selected ? 'selected' : data?.strong ? 'strong' : 'plain';
  return <BaseEdge path={path} className={`${styles.wire} ${styles[weight]}`} interactionWidth={16} />;
});
