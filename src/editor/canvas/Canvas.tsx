/* The canvas: the drawing as React Flow shows it, and every gesture on it turned into a verb of the store. */
import './reactflow.css';
import { type MouseEvent, Suspense, use, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import {
  ConnectionLineType,
  type NodeProps,
  ReactFlow,
  ReactFlowProvider,
  useOnViewportChange,
  useViewport,
} from 'reactflow';
import { useChainrule, useSay, useSession } from '../context.ts';
import { SlotsContext, useSlots } from '../debug/slots.ts';
import { part } from '../part.ts';
import { Guard } from '../safety/Guard.tsx';
import { forgetScales } from '../tensor/modes.ts';
import styles from './canvas.module.css';
import { useContextMenus } from './context-menus.ts';
import { DetailContext, detailAt } from './detail.ts';
import { useDropping } from './dropping.ts';
import { EmptySlots } from './EmptySlots.tsx';
import { dotsOf, MANY, NO_WIRES } from './far/dots.ts';
import type { FlowEdge, FlowNode } from './flow.ts';
import { useFlow } from './flow-state.ts';
import { Ground } from './Ground.tsx';
import { isPane, useGestures } from './gestures.ts';
import { type Lod, LodContext, lodAt } from './lod.ts';
import { NodeCard } from './NodeCard.tsx';
import { moved, onceStill } from './still.ts';
import { fitting, fittingZoom, useView } from './view.ts';
import { Wire } from './Wire.tsx';
import { useWiring, WiringContext } from './wiring.ts';

const Annotations = part(async () => (await import('./annotations/Annotations.tsx')).Annotations);
const Overview = part(async () => (await import('./aids/Overview.tsx')).Overview);
const Guides = part(async () => (await import('./aids/Guides.tsx')).Guides);
const Far = part(async () => (await import('./far/Far.tsx')).Far);

/** A node that fails says so in its own place. */
function GuardedCard(props: NodeProps<FlowNode>) {
  return (
    <Guard of={props.data.card}>
      <NodeCard {...props} />
    </Guard>
  );
}

/** Where a node lies, painted by Far. */
function Dot({ id, width, height }: NodeProps<FlowNode>) {
  const slots = use(SlotsContext);
  return (
    <div style={{ width, height }} data-testid={`node.${id}`}>
      {slots && <slots.Frame node={id} />}
    </div>
  );
}

// React Flow compares these by identity.
const NODE_TYPES = { card: GuardedCard, dot: Dot };
const EDGE_TYPES = { wire: Wire };
const SEVERAL = ['Shift', 'Control', 'Meta'];
const BUTTONS = [0, 1, 2];
/** Another document gets another canvas, fitted to it. */
export function Canvas() {
  const documentId = useSession((session) => session.documentId);
  const slots = useSlots();
  return (
    <ReactFlowProvider key={documentId}>
      <SlotsContext value={slots}>
        <Stage />
      </SlotsContext>
    </ReactFlowProvider>
  );
}

function Stage() {
  useEffect(() => forgetScales, []);
  const store = useChainrule();
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  const [spoken, announce] = useState('');
  const [detail, setDetail] = useState(1);
  const { flow, moves, changeNodes, changeEdges, box } = useFlow();
  // What is drawn before the view is fitted is not to be more than what is drawn after.
  const [level, setLod] = useState<Lod>(() => lodAt(fittingZoom(flow), 3));
  // Another level renders every node: in pieces, while the canvas goes on moving.
  const lod = useDeferredValue(level);
  const many = flow.nodes.length >= MANY;
  const far = many && lod === 0;
  const nodes = useMemo(() => (far ? dotsOf(flow.nodes) : flow.nodes), [far, flow.nodes]);
  const zoomed = useRef({ zoom: 0, leave: () => {} });
  const seen = ({ zoom }: { zoom: number }) => {
    if (many) moved(frame.current);
    if (zoom === zoomed.current.zoom) return;
    const show = () => {
      setLod((before) => lodAt(zoom, before));
      // Nearer by nothing depends on it: what does not change styles nothing anew.
      frame.current?.style.setProperty('--zoom', String(Math.min(1, zoom)));
    };
    zoomed.current.leave();
    // From afar all is painted, which is quick; from near cards are drawn, which can wait until it rests.
    const wait = many && lodAt(zoom, level) > 0;
    zoomed.current = { zoom, leave: wait ? onceStill(show) : () => {} };
    if (!wait) show();
  };
  useOnViewportChange({ onChange: seen });
  // An empty canvas stays where it is: its first node is not to leap to the middle.
  const [fits] = useState(() => flow.nodes.length > 0);
  const wiring = useWiring(store, announce);
  const gestures = useGestures(store, wiring);
  const menus = useContextMenus(store);
  const dropping = useDropping(store, moves);
  useView(frame, flow, moves.glide);
  const labels = useLabels();
  const view = useSession((session) => session.history.present.view);
  const aids = useSession((session) => session.aids);
  const add = (event: MouseEvent) => {
    event.preventDefault();
    store.startAdding({ x: event.clientX, y: event.clientY });
  };
  return (
    <div className={styles.canvas} ref={frame} data-wiring={wiring.shared.from !== null} data-lod={lod}>
      <WiringContext value={wiring.shared}>
        <LodContext value={lod}>
          <DetailContext value={detail}>
            <ReactFlow<FlowNode, FlowEdge>
              nodes={nodes as FlowNode[]}
              edges={(far ? NO_WIRES : flow.edges) as FlowEdge[]}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              onNodesChange={changeNodes}
              onEdgesChange={changeEdges}
              {...dropping}
              {...gestures}
              {...menus}
              {...box}
              onDoubleClick={(event) => isPane(event.target) && add(event)}
              onMoveEnd={(_, { zoom }) => setDetail(detailAt(zoom))}
              fitView={fits}
              fitViewOptions={fitting(aids)}
              minZoom={0.1}
              maxZoom={8}
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
              onlyRenderVisibleElements={many && !far}
              ariaLabelConfig={labels}
              attributionPosition="bottom-left"
              aria-label={say('canvas.name')}
            >
              <Ground />
              <Suspense>{many && <Far flow={flow} shown={far} />}</Suspense>
              <Suspense>{aids.includes('snap') && <Guides flow={flow} moves={moves} />}</Suspense>
              {(view?.frames || view?.notes || view?.bends) && (
                <Guard of={view}>
                  <Suspense>
                    <Annotations moves={moves} />
                  </Suspense>
                </Guard>
              )}
            </ReactFlow>
          </DetailContext>
        </LodContext>
      </WiringContext>
      {flow.nodes.length === 0 && <EmptySlots />}
      <Suspense>{aids.includes('map') && <Overview flow={flow} />}</Suspense>
      <Zoom />
      <div className={styles.spoken} role="status">
        {spoken}
      </div>
    </div>
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

function Zoom() {
  const { zoom } = useViewport();
  return <div className={styles.zoom}>{Math.round(zoom * 100)}%</div>;
}
