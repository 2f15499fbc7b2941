/* The drawing as React Flow is given it, and what React Flow reports back: sizes, moves, selection. */
import { useCallback, useMemo, useRef, useState } from 'react';
import type { EdgeChange, NodeChange } from 'reactflow';
import type { Address, NodeId } from '../../document/document.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import type { Card } from './card.ts';
import { derive, type Flow, type FlowEdge, type FlowNode, type Size } from './flow.ts';
import { useMoves } from './moves.ts';

/** The same nodes and edges until the drawing, its plan or the selection is another. */
export function useFlow() {
  const store = useChainrule();
  const say = useSay();
  const document = useSession((session) => session.history.present);
  const plan = useSession((session) => session.plan);
  const selection = useSession((session) => session.selection);
  const language = useSession((session) => session.language);
  const [measured, setMeasured] = useState<ReadonlyMap<NodeId, Size>>(new Map());
  const wire = useSession((session) => session.wire);
  const moves = useMoves(store);
  const { moving, move, align } = moves;
  const names = useMemo(
    () => ({
      node: ({ type, known, label, sizes, problem }: Card) => {
        const name = known?.words[language].name ?? type;
        const wrong = problem ? `, ${sentence(language, problem)}` : '';
        return `${name} ${label}${sizes && `, ${sizes.replace('→', ' → ')}`}${wrong}`;
      },
      wire: (output: Address, input: Address) => say('canvas.wire', { output, input }),
    }),
    [language, say],
  );
  const before = useRef<Flow>(undefined);
  const flow = useMemo(() => {
    before.current = derive({ document, plan, selection, measured, moving, wire, names }, before.current);
    return before.current;
  }, [document, plan, selection, measured, moving, wire, names]);

  const dragged = useRef(false);
  const changeNodes = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const sizes = changes.flatMap((change) =>
        change.type === 'dimensions' && change.dimensions ? [[change.id, change.dimensions] as const] : [],
      );
      if (sizes.length > 0) setMeasured((known) => new Map([...known, ...sizes]));
      const placed = changes.flatMap((change) =>
        change.type === 'position' && change.position ? [[change.id, change.position] as const] : [],
      );
      const held = changes.some((change) => change.type === 'position' && change.dragging === true);
      if (placed.length > 0) move(((held || dragged.current) && align.current?.(placed)) || placed, held);
      // Letting go reports the places once more.
      if (placed.length > 0) dragged.current = held;
      const now = store.session.getState().selection;
      const picked = toggled(now, changes);
      if (picked !== now) store.select(picked);
    },
    [store, move, align],
  );
  const boxing = useRef(false);
  const changeEdges = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      for (const change of changes) {
        if (change.type !== 'select' || boxing.current) continue;
        // A node that was selected since has taken the selection from the wire already.
        if (change.selected) store.selectWire(change.id as Address);
        else if (store.session.getState().wire === change.id) store.selectWire(null);
      }
    },
    [store],
  );
  const box = useMemo(
    () => ({
      onSelectionStart() {
        boxing.current = true;
      },
      onSelectionEnd() {
        boxing.current = false;
      },
    }),
    [],
  );
  return { flow, moves, changeNodes, changeEdges, box };
}

/** The same set when nothing is selected or left. */
function toggled(known: ReadonlySet<NodeId>, changes: readonly NodeChange<FlowNode>[]): ReadonlySet<NodeId> {
  const next = new Set(known);
  for (const change of changes) {
    if (change.type === 'select' && change.selected) next.add(change.id);
    else if (change.type === 'select') next.delete(change.id);
  }
  return next.size === known.size && [...next].every((id) => known.has(id)) ? known : next;
}
