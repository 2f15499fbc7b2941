/* What hands do to frames and notes: move them, with what lies in a frame; change their size, colour and words; take them
   away. While a hand holds one, where it is is the canvas's own; the drawing is told once. */
import { useCallback, useMemo, useState } from 'react';
import { type AreaKind, setArea } from '../../../document/annotations.ts';
import type { Frame, GraphDocument, NodeId, Note, Position } from '../../../document/document.ts';
import { moveNodes, together } from '../../../document/edits.ts';
import type { Edit } from '../../../document/history.ts';
import type { Store } from '../../../store/store.ts';
import { canvasBoxes } from '../drop.ts';
import type { useMoves } from '../moves.ts';
import type { Box } from '../route.ts';
import { boxOf, type Edge, resized, within } from './grips.ts';

/** `frames/frame1`. */
type AreaKey = `${AreaKind}/${string}`;
export type Held = ReadonlyMap<string, Box>;

const NOTHING: Held = new Map();
const LEAST = { width: 80, height: 40 };

export interface AreaVerbs {
  readonly move: (kind: AreaKind, id: string, way: Position, held: boolean) => void;
  readonly resize: (kind: AreaKind, id: string, edge: Edge, way: Position, held: boolean) => void;
  readonly lift: () => void;
  readonly change: (
    kind: AreaKind,
    id: string,
    part: { title?: string; text?: string; colour?: number | undefined },
  ) => void;
  readonly remove: (kind: AreaKind, id: string) => void;
}

export function useAreas(store: Store, moves: ReturnType<typeof useMoves>) {
  const [held, setHeld] = useState(NOTHING);
  const { move: moveShown, lift: liftNodes } = moves;
  const lift = useCallback(() => {
    setHeld(NOTHING);
    liftNodes();
  }, [liftNodes]);
  const verbs = useMemo<AreaVerbs>(() => {
    const present = () => store.session.getState().history.present;
    /** `mergeKey`: presses of an arrow key that follow each other are one step. */
    const tell = (code: 'move' | 'change' | 'delete', kind: AreaKind, edit: Edit, mergeKey?: string) =>
      store.change({ code: `${code}-${kind === 'frames' ? 'frame' : 'note'}`, values: {} }, edit, mergeKey);
    return {
      lift,
      move(kind, id, way, isHeld) {
        const { areas, nodes } = carriedBy(present(), kind, id, way);
        if (isHeld) {
          setHeld(areas);
          if (nodes.size > 0) moveShown([...nodes], true);
          return;
        }
        lift();
        const steps = [...areas].map(([key, box]) => placed(present(), key as AreaKey, box));
        tell('move', kind, together([moveNodes(nodes), ...steps]), `move ${kind} ${id}`);
      },
      resize(kind, id, edge, way, isHeld) {
        const area = present().view?.[kind]?.[id];
        if (!area) return;
        const box = resized(boxOf(area), edge, way, LEAST);
        const key: AreaKey = `${kind}/${id}`;
        if (isHeld) return setHeld(new Map([[key, box]]));
        lift();
        tell('change', kind, placed(present(), key, box), `resize ${kind} ${id}`);
      },
      change(kind, id, part) {
        const area: Frame | Note | undefined = present().view?.[kind]?.[id];
        if (area) tell('change', kind, setArea(kind, id, { ...area, ...part } as Frame & Note));
      },
      remove: (kind, id) => tell('delete', kind, setArea(kind, id, undefined)),
    };
  }, [store, moveShown, lift]);
  return { held, verbs };
}

/** Where everything is once an area has gone so far: itself, and of a frame what lies in it. */
function carriedBy(document: GraphDocument, kind: AreaKind, id: string, way: Position) {
  const area = document.view?.[kind]?.[id];
  const areas = new Map<AreaKey, Box>();
  const nodes = new Map<NodeId, Position>();
  if (!area) return { areas, nodes };
  const frame = boxOf(area);
  const gone = (box: Box): Box => ({ ...box, x: box.x + way.x, y: box.y + way.y });
  areas.set(`${kind}/${id}`, gone(frame));
  if (kind === 'notes') return { areas, nodes };
  // Where nodes are in the drawing: on the screen they may be on their way already.
  for (const [node, box] of canvasBoxes()) {
    const position = document.nodes[node]?.position;
    if (position && within(frame, { ...box, ...position })) {
      const { x, y } = gone({ ...box, ...position });
      nodes.set(node, { x: Math.round(x), y: Math.round(y) });
    }
  }
  for (const other of ['frames', 'notes'] as const)
    for (const [name, each] of Object.entries(document.view?.[other] ?? {}))
      if (each !== area && lies(boxOf(each), frame)) areas.set(`${other}/${name}`, gone(boxOf(each)));
  return { areas, nodes };
}

/** A note by its middle, as a node; a frame only whole: else of two that cross each would carry the other. */
function lies(box: Box, frame: Box): boolean {
  return within(frame, box) && box.width < frame.width && box.height < frame.height;
}

function placed(document: GraphDocument, key: AreaKey, { x, y, width, height }: Box): Edit {
  const [kind, id] = key.split('/') as [AreaKind, string];
  const area: Frame | Note | undefined = document.view?.[kind]?.[id];
  const size = { width: Math.round(width), height: Math.round(height) };
  const whole = { ...area, position: { x: Math.round(x), y: Math.round(y) }, ...size };
  return setArea(kind, id, area && (whole as Frame & Note));
}
