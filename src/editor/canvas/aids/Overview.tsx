/* The overview: all nodes small in a corner, and what is seen of them as a frame that is dragged. Nodes are painted when one
   of them moves, not when the canvas does. */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useReactFlow, useStore, useViewport } from 'reactflow';
import { useSession } from '../../context.ts';
import { nextFrame } from '../../tensor/frames.ts';
import { useAnnotationSay } from '../annotations/say.ts';
import { arrowOf } from '../annotations/steps.ts';
import { boxOf, type Flow } from '../flow.ts';
import type { Box } from '../route.ts';
import styles from './aids.module.css';

const SIZE = { width: 184, height: 116 };
const MARGIN = 8;
/** Arrow keys move this share of what is seen for each unit of an arrow on the canvas. */
const FAR = 1 / 50;

export function Overview({ flow }: { readonly flow: Flow }) {
  const say = useAnnotationSay();
  const theme = useSession((session) => session.theme);
  const frames = useSession((session) => session.history.present.view?.frames);
  const { x, y, zoom } = useViewport();
  const { setCenter } = useReactFlow();
  const [width, height] = [useStore((state) => state.width), useStore((state) => state.height)];
  const canvas = useRef<HTMLCanvasElement>(null);
  const boxes = useMemo(() => flow.nodes.map(boxOf), [flow.nodes]);
  const bounds = useMemo(() => boundsOf(boxes), [boxes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours in the style sheet.
  useEffect(
    () =>
      nextFrame(() => {
        const pen = canvas.current?.getContext('2d');
        if (!canvas.current || !pen) return;
        canvas.current.width = SIZE.width * devicePixelRatio;
        canvas.current.height = SIZE.height * devicePixelRatio;
        pen.scale(devicePixelRatio, devicePixelRatio);
        const style = getComputedStyle(document.documentElement);
        const ink = (name: string) => style.getPropertyValue(`--${name}`);
        const fill = (box: Box, colour: string, opacity = 1) => {
          pen.globalAlpha = opacity;
          pen.fillStyle = ink(colour);
          const place = onMap(bounds, box);
          pen.fillRect(place.x, place.y, Math.max(1.5, place.width), Math.max(1.5, place.height));
        };
        for (const { position, colour, ...size } of Object.values(frames ?? {}))
          fill({ ...position, ...size }, colour ? `category-${colour}` : 'border-strong', 0.25);
        for (const [place, { selected, data }] of flow.nodes.entries()) {
          const box = boxes[place];
          if (box) fill(box, selected ? 'accent' : data.card.state === 'wrong' ? 'error' : 'border-strong');
        }
      }),
    [flow.nodes, boxes, bounds, frames, theme],
  );
  const seen = onMap(bounds, { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom });
  const go = ({ clientX, clientY, currentTarget, buttons }: PointerEvent) => {
    if (buttons !== 1) return;
    const { left, top } = currentTarget.getBoundingClientRect();
    const place = onCanvas(bounds, { x: clientX - left, y: clientY - top });
    void setCenter(place.x, place.y, { zoom });
  };
  const keyDown = (event: KeyboardEvent) => {
    const way = arrowOf(event);
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    const [across, down] = [width / zoom, height / zoom];
    void setCenter(-x / zoom + across * (0.5 + way.x * FAR), -y / zoom + down * (0.5 + way.y * FAR), { zoom });
  };
  return (
    <section
      className={styles.overview}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move what is seen.
      tabIndex={0}
      aria-label={say('overview')}
      aria-description={say('overview-help')}
      style={SIZE}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
      onKeyDown={keyDown}
    >
      <canvas ref={canvas} style={SIZE} />
      <div
        className={styles.seen}
        style={{ transform: `translate(${seen.x}px, ${seen.y}px)`, width: seen.width, height: seen.height }}
      />
    </section>
  );
}

function boundsOf(boxes: readonly Box[]): Box {
  let [left, top, right, bottom] = [0, 0, 1, 1];
  for (const [place, box] of boxes.entries()) {
    left = place === 0 ? box.x : Math.min(left, box.x);
    top = place === 0 ? box.y : Math.min(top, box.y);
    right = place === 0 ? box.x + box.width : Math.max(right, box.x + box.width);
    bottom = place === 0 ? box.y + box.height : Math.max(bottom, box.y + box.height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function scaleOf({ width, height }: Box): number {
  return Math.min((SIZE.width - 2 * MARGIN) / width, (SIZE.height - 2 * MARGIN) / height);
}

function onMap(bounds: Box, { x, y, width, height }: Box): Box {
  const scale = scaleOf(bounds);
  return {
    x: SIZE.width / 2 + (x - bounds.x - bounds.width / 2) * scale,
    y: SIZE.height / 2 + (y - bounds.y - bounds.height / 2) * scale,
    width: width * scale,
    height: height * scale,
  };
}

function onCanvas(bounds: Box, { x, y }: { readonly x: number; readonly y: number }) {
  const scale = scaleOf(bounds);
  return {
    x: bounds.x + bounds.width / 2 + (x - SIZE.width / 2) / scale,
    y: bounds.y + bounds.height / 2 + (y - SIZE.height / 2) / scale,
  };
}
