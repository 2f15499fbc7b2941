/* The places on nodes and wires where the debugger shows itself. Empty while it is closed, and its parts are fetched when
   it opens for the first time, so that the first screen pays for nothing but this. */
import { type ComponentType, createContext, type ReactNode, useEffect, useState } from 'react';
import type { Address, NodeId } from '../../document/document.ts';
import type { ChipPlace } from '../canvas/route.ts';
import { useSession } from '../context.ts';

export interface Slots {
  /** In a node's header, after its name. */
  readonly Badge: ComponentType<{ readonly node: NodeId }>;
  /** About the whole node. */
  readonly Frame: ComponentType<{ readonly node: NodeId }>;
  /** A node's last line in place of `children`. */
  readonly Footer: ComponentType<{ readonly node: NodeId; readonly children: ReactNode }>;
  /** After the name of a tensor. */
  readonly Mark: ComponentType<{ readonly address: Address }>;
  /** At an output that several nodes read. */
  readonly Bead: ComponentType<{ readonly address: Address }>;
  /** Along a wire, which is called by the input in which it ends. */
  readonly Lanes: ComponentType<LanesProps>;
}

/** With where a chip may stand. */
export interface LanesProps extends ChipPlace {
  readonly wire: Address;
  readonly path: string;
}

export const SlotsContext = createContext<Slots | null>(null);

/** Null while the debugger is closed. */
export function useSlots(): Slots | null {
  const open = useSession((session) => session.debug !== null);
  const [slots, setSlots] = useState<Slots | null>(null);
  useEffect(() => {
    if (!open || slots) return;
    void import('../canvas/parts.ts').then((module) => setSlots(module.slots));
  }, [open, slots]);
  return open ? slots : null;
}
