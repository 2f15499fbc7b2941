/* While nodes are dragged: they snap to neighbours that are seen and to the grid, and lines say to what. */
import { useEffect, useRef, useState } from 'react';
import { useReactFlow, useStoreApi, ViewportPortal } from 'reactflow';
import { boxOf, type Flow } from '../flow.ts';
import type { useMoves } from '../moves.ts';
import type { Box } from '../route.ts';
import styles from './aids.module.css';
import { type Alignment, aligned } from './align.ts';

/** Pixels of the screen within which a line draws. */
const NEAR = 6;

interface Props {
  readonly flow: Flow;
  readonly moves: ReturnType<typeof useMoves>;
}

export function Guides({ flow, moves }: Props) {
  const { getViewport } = useReactFlow();
  const flowStore = useStoreApi();
  const [lines, setLines] = useState<Alignment['lines']>([]);
  const latest = useRef(flow);
  useEffect(() => {
    latest.current = flow;
  }, [flow]);
  const { align, moving } = moves;
  useEffect(() => {
    align.current = (places) => {
      const { x, y, zoom } = getViewport();
      const { width, height } = flowStore.getState();
      const seen = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      const held = new Map(places);
      const own: Box[] = [];
      const others: Box[] = [];
      for (const node of latest.current.nodes) {
        const place = held.get(node.id);
        const box = { ...boxOf(node), ...place };
        if (place) own.push(box);
        else if (meets(box, seen)) others.push(box);
      }
      const made = aligned(around(own), others, NEAR / zoom);
      setLines(made.lines);
      return places.map(([id, place]) => [id, { x: place.x + made.x, y: place.y + made.y }] as const);
    };
    return () => {
      align.current = null;
    };
  }, [align, getViewport, flowStore]);
  if (moving.size === 0) return null;
  return (
    <ViewportPortal>
      <svg className={styles.guides} aria-hidden="true" data-testid="guides">
        {lines.map(({ way, at, from, to }) =>
          way === 'x' ? (
            <line key={way} x1={at} x2={at} y1={from} y2={to} />
          ) : (
            <line key={way} x1={from} x2={to} y1={at} y2={at} />
          ),
        )}
      </svg>
    </ViewportPortal>
  );
}

function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && a.x + a.width > b.x && a.y < b.y + b.height && a.y + a.height > b.y;
}

function around(boxes: readonly Box[]): Box {
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
