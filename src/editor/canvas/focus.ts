/* Giving the focus to a node of the canvas, which may be drawn only a moment later. */
import type { NodeId } from '../../document/document.ts';

/** Frames that are waited for. */
const PATIENCE = 30;

export function focusNode(id: NodeId): void {
  const look = (left: number) => {
    const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
    // The canvas itself must not scroll. As long as a node has not been measured it is hidden and takes no focus.
    node?.focus({ preventScroll: true });
    if (left > 0 && (!node || document.activeElement !== node)) requestAnimationFrame(() => look(left - 1));
  };
  // At once where it stands there: the next key is meant for it.
  look(PATIENCE);
}
