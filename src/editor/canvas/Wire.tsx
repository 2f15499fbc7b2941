/* A wire between two ports: neutral, in right angles, never behind a node. */
import { memo, use } from 'react';
import { BaseEdge, type EdgeProps } from 'reactflow';
import type { Address } from '../../document/document.ts';
import { SlotsContext } from '../debug/slots.ts';
import styles from './canvas.module.css';
import type { FlowEdge } from './flow.ts';
import { chipPlace, wirePath } from './route.ts';

export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, data, selected } = props;
  const slots = use(SlotsContext);
  const [from, to] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  const route = data?.route ?? { via: (sourceX + targetX) / 2 };
  const path = wirePath(from, to, route);
  const weight = selected ? 'selected' : data?.broken ? 'broken' : data?.strong ? 'strong' : 'plain';
  return (
    <>
      <BaseEdge path={path} className={`${styles.wire} ${styles[weight]}`} interactionWidth={16} />
      {slots && <slots.Lanes wire={id as Address} path={path} {...chipPlace(from, to, route)} />}
    </>
  );
});
