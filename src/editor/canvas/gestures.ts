/* Connecting and reconnecting on the canvas, as React Flow reports them. */
import { useMemo, useRef } from 'react';
import type { ReactFlowProps } from 'reactflow';
import { type Address, address } from '../../document/document.ts';
import type { Store } from '../../store/store.ts';
import type { FlowEdge, FlowNode } from './flow.ts';
import type { useWiring } from './wiring.ts';

type Gestures = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  | 'onConnectStart'
  | 'onConnect'
  | 'onConnectEnd'
  | 'isValidConnection'
  | 'onReconnectStart'
  | 'onReconnect'
  | 'onReconnectEnd'
  | 'onPaneClick'
>;
interface End {
  readonly nodeId: string;
  readonly id?: string | null;
}

export function isPane(target: EventTarget | null): boolean {
  return target instanceof Element && target.classList.contains('react-flow__pane');
}

const portOf = (end: End): Address => address(end.nodeId, end.id ?? '');

export function useGestures(store: Store, { now, begin, end, join }: ReturnType<typeof useWiring>): Gestures {
  /** The input whose wire is being taken off. */
  const taken = useRef<Address | null>(null);
  /** All wires of the output are moved, not one drawn. */
  const all = useRef(false);
  return useMemo(() => {
    const wires = () => store.session.getState().history.present.wires;
    return {
      onConnectStart(event, { nodeId, handleId }) {
        all.current = event.ctrlKey || event.metaKey;
        if (nodeId && handleId) begin(address(nodeId, handleId));
      },
      // Called once per move over a port: `fits` was computed when the wire began.
      isValidConnection({ source, sourceHandle, target, targetHandle }) {
        const { from, fits } = now.current;
        const ends = [address(source, sourceHandle ?? ''), address(target, targetHandle ?? '')];
        return ends.some((port) => port !== from && fits.has(port)) && ends.some((port) => port === from);
      },
      onConnect({ source, sourceHandle, target, targetHandle }) {
        join(address(source, sourceHandle ?? ''), address(target, targetHandle ?? ''));
      },
      onConnectEnd(event, { isValid, fromHandle, toHandle }) {
        end();
        if (taken.current !== null || !fromHandle || isValid) return;
        const from = portOf(fromHandle);
        if (toHandle && all.current && fromHandle.type === 'source' && toHandle.type === 'source') {
          if (portOf(toHandle) !== from)
            void import('../editing/splicing.ts').then(({ moveWires }) => moveWires(store, from, portOf(toHandle)));
        } else if (toHandle) {
          if (portOf(toHandle) !== from) join(from, portOf(toHandle));
        } else if (fromHandle.type === 'target' && Object.hasOwn(wires(), from)) store.disconnect(from);
        else if (isPane(event.target)) {
          const { clientX: x, clientY: y } = 'changedTouches' in event ? (event.changedTouches[0] as Touch) : event;
          // The release that ends the drag must not close what it opens.
          setTimeout(() => store.startAdding({ x, y, from }));
        }
      },
      onReconnectStart(_, edge) {
        taken.current = edge.id as Address;
      },
      onReconnect({ id }, { source, sourceHandle, target, targetHandle }) {
        const input = address(target, targetHandle ?? '');
        if (join(address(source, sourceHandle ?? ''), input) && input !== id) store.disconnect(id as Address);
      },
      onReconnectEnd(_, { id }, __, { isValid, fromHandle, toHandle }) {
        taken.current = null;
        if (isValid || !fromHandle) return;
        if (toHandle) join(portOf(fromHandle), portOf(toHandle));
        else store.disconnect(id as Address);
      },
      onPaneClick: end,
    };
  }, [store, now, begin, end, join]);
}
