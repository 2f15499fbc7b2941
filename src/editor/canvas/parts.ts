/* What the debugger puts on nodes and wires, fetched when it opens for the first time. */
import { Bead } from '../debug/Bead.tsx';
import { NodeBadge } from '../debug/NodeBadge.tsx';
import { NodeFooter } from '../debug/NodeFooter.tsx';
import { NodeFrame } from '../debug/NodeFrame.tsx';
import type { Slots } from '../debug/slots.ts';
import { TensorMark } from '../debug/TensorMark.tsx';
import { WireLanes } from './WireLanes.tsx';

export const slots: Slots = {
  Badge: NodeBadge,
  Frame: NodeFrame,
  Footer: NodeFooter,
  Mark: TensorMark,
  Bead,
  Lanes: WireLanes,
};
