/* The canvas: the drawing as React Flow shows it, and every gesture on it turned into a verb of the store. */
import './reactflow.css';
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useViewport,
} from 'reactflow';
import type { Address, NodeId, Position } from '../../document/document.ts';
import { nodeType } from '../../nodes/index.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import styles from './canvas.module.css';
import type { Card } from './card.ts';
import { DetailContext, detailAt } from './detail.ts';
import { mountCanvas } from './drop.ts';
import { EmptySlots } from './EmptySlots.tsx';
import { boxOf, derive, type Flow, type FlowEdge, type FlowNode, type Size } from './flow.ts';
import { useGestures } from './gestures.ts';
import { useMoves } from './moves.ts';
import { NodeCard } from './NodeCard.tsx';
import { roomNear } from './room.ts';
import { Wire } from './Wire.tsx';
import { useWiring, WiringContext } from './wiring.ts';

// React Flow compares these by identity.
const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { wire: Wire };
const SEVERAL = ['Shift', 'Control', 'Meta'];
const BUTTONS = [0, 1];
const FIT = {
  maxZoom: 1,
  minZoom: 0.3,
  padding: { top: '56px', right: '32px', bottom: '80px', left: '32px' },
} as const;
/** From here on only what is seen is rendered; below, all of it, so that Tab reaches every node. */
const MANY = 300;
/** Where a node that is dropped is held. */
const GRIP = { x: 88, y: 16 };

/** Another document gets another canvas, fitted to it. */
export function Canvas() {
  const documentId = useSession((session) => session.documentId);
  return (
    <ReactFlowProvider key={documentId}>
      <Stage />
    </ReactFlowProvider>
  );
}

function Stage() {
  const store = useChainrule();
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  const [spoken, announce] = useState('');
  const [detail, setDetail] = useState(1);
  const { flow, moves, changeNodes, changeEdges, box } = useFlow();
  const wiring = useWiring(store, announce);
  const gestures = useGestures(store, wiring);
  useView(frame, flow);
  const labels = useLabels();
  const add = (event: MouseEvent | globalThis.MouseEvent) => {
    event.preventDefault();
    store.startAdding({ x: event.clientX, y: event.clientY });
  };
  return (
    <div className={styles.canvas} ref={frame} data-wiring={wiring.shared.from !== null}>
      <WiringContext value={wiring.shared}>
        <DetailContext value={detail}>
          <ReactFlow<FlowNode, FlowEdge>
            nodes={flow.nodes as FlowNode[]}
            edges={flow.edges as FlowEdge[]}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            onNodesChange={changeNodes}
            onEdgesChange={changeEdges}
            onNodeDragStop={moves.drop}
            onSelectionDragStop={moves.drop}
            {...gestures}
            {...box}
            onDoubleClick={(event) => isPane(event.target) && add(event)}
            onPaneContextMenu={add}
            onMoveEnd={(_, { zoom }) => setDetail(detailAt(zoom))}
            fitView
            fitViewOptions={FIT}
            minZoom={0.1}
            maxZoom={2.5}
            zoomOnDoubleClick={false}
            connectOnClick={false}
            connectionLineType={ConnectionLineType.SmoothStep}
            elevateNodesOnSelect={false}
            panOnDrag={BUTTONS}
            // Both keys are commands, and React Flow would take them away from those.
            deleteKeyCode={null}
            panActivationKeyCode={null}
            multiSelectionKeyCode={SEVERAL}
            nodeDragThreshold={2}
            onlyRenderVisibleElements={flow.nodes.length >= MANY}
            ariaLabelConfig={labels}
            attributionPosition="bottom-left"
            aria-label={say('canvas.name')}
          >
            <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} color="var(--grid)" />
          </ReactFlow>
        </DetailContext>
      </WiringContext>
      {flow.nodes.length === 0 && <EmptySlots />}
      <Zoom />
      <div className={styles.spoken} role="status">
        {spoken}
      </div>
    </div>
  );
}

/** The derived drawing, and what React Flow reports back about it. */
function useFlow() {
  const store = useChainrule();
  const say = useSay();
  const document = useSession((session) => session.history.present);
  const plan = useSession((session) => session.plan);
  const selection = useSession((session) => session.selection);
  const language = useSession((session) => session.language);
  const [measured, setMeasured] = useState<ReadonlyMap<NodeId, Size>>(new Map());
  const wire = useSession((session) => session.wire);
  const moves = useMoves(store);
  const { moving, move } = moves;
  const names = useMemo(
    () => ({
      node: ({ type, label, sizes }: Card) => {
        const name = nodeType(type)?.words[language].name ?? type;
        return `${name} ${label}${sizes && `, ${sizes.replace('→', ' → ')}`}`;
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
      if (placed.length > 0) move(placed, held);
      const now = store.session.getState().selection;
      const picked = toggled(now, changes);
      if (picked !== now) store.select(picked);
    },
    [store, move],
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

/** Answers the palette and the keys for as long as this canvas is there. */
function useView(frame: React.RefObject<HTMLDivElement | null>, flow: Flow): void {
  const { screenToFlowPosition, fitView } = useReactFlow();
  const latest = useRef(flow);
  useEffect(() => {
    latest.current = flow;
  }, [flow]);
  useEffect(
    () =>
      mountCanvas({
        place(clientX, clientY): Position | null {
          const area = frame.current?.getBoundingClientRect();
          if (!area || clientX < area.left || clientX > area.right || clientY < area.top || clientY > area.bottom)
            return null;
          const { x, y } = screenToFlowPosition({ x: clientX, y: clientY });
          return { x: Math.round(x - GRIP.x), y: Math.round(y - GRIP.y) };
        },
        centre() {
          const { left = 0, top = 0, width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
          const middle = screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
          return roomNear(middle, latest.current.nodes.map(boxOf));
        },
        fit(nodes) {
          void fitView({ ...FIT, ...(nodes && { nodes: [...nodes].map((id) => ({ id })) }) });
        },
      }),
    [frame, screenToFlowPosition, fitView],
  );
}

function useLabels() {
  const say = useSay();
  return useMemo(
    () => ({
      'node.a11yDescription.default': say('canvas.node-help'),
      'node.a11yDescription.keyboardDisabled': say('canvas.node-help'),
      'node.a11yDescription.ariaLiveMessage': ({ direction, x, y }: { direction: string; x: number; y: number }) =>
        say('canvas.moved', { direction, x, y }),
      'edge.a11yDescription.default': say('canvas.wire-help'),
      'handle.ariaLabel': '',
    }),
    [say],
  );
}

function isPane(target: EventTarget): boolean {
  return target instanceof Element && target.classList.contains('react-flow__pane');
}

function Zoom() {
  const { zoom } = useViewport();
  return <div className={styles.zoom}>{Math.round(zoom * 100)}%</div>;
}
