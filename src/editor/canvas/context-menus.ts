/* What a right click on the canvas opens: the menu of what lies under it, which it selects first. */
import { type MouseEvent, useMemo } from 'react';
import type { ReactFlowProps } from 'reactflow';
import type { Address } from '../../document/document.ts';
import type { Session } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import type { FlowEdge, FlowNode } from './flow.ts';

type Menus = Pick<
  ReactFlowProps<FlowNode, FlowEdge>,
  'onPaneContextMenu' | 'onNodeContextMenu' | 'onSelectionContextMenu' | 'onEdgeContextMenu'
>;

export function useContextMenus(store: Store): Menus {
  return useMemo(() => {
    const open = (event: MouseEvent | globalThis.MouseEvent, of: NonNullable<Session['menu']>['of']) => {
      event.preventDefault();
      // Ctrl and the right button slice wires, Shift bends them.
      if (!((event.ctrlKey || event.shiftKey) && event.button === 2))
        store.openMenu({ x: event.clientX, y: event.clientY, of });
    };
    return {
      onPaneContextMenu: (event) => open(event, 'canvas'),
      onNodeContextMenu(event, { id }) {
        if (!store.session.getState().selection.has(id)) store.select([id]);
        open(event, 'node');
      },
      onSelectionContextMenu: (event) => open(event, 'node'),
      onEdgeContextMenu(event, { id }) {
        store.selectWire(id as Address);
        open(event, 'wire');
      },
    };
  }, [store]);
}
