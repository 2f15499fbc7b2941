/* Following one row through the network: it stands first in every tensor as long as nothing else is done. */
import { useState } from 'react';
import { address, type NodeId } from '../../document/document.ts';
import { size } from '../../tensor/shape.ts';
import { useChainrule, useSession } from '../context.ts';
import { probeOf } from '../probe/probe.ts';

export function useTracing() {
  const store = useChainrule();
  const step = useSession((session) => session.measures?.step ?? -1);
  const engine = useSession((session) => session.engine);
  const revision = useSession((session) => session.revision);
  const debugging = useSession((session) => session.debug !== null);
  const now = `${step} ${engine} ${revision} ${debugging}`;
  const [traced, setTraced] = useState<{ readonly row: number; readonly when: string } | null>(null);
  return {
    /** The row that is followed. */
    traced: traced?.when === now ? traced.row : null,
    /** `source`: the data node whose row it is. */
    async follow(source: NodeId, row: number) {
      const answer = await store.ask({ kind: 'trace', row });
      if (answer.kind !== 'trace') return;
      setTraced({ row, when: now });
      const { shapes } = store.session.getState().plan;
      const shape = shapes.get(address(source, 'X'));
      probeOf(store).clear();
      if (shape && size(shape) > 0) await probeOf(store).pin({ place: address(source, 'X'), shape, flats: [0] });
      store.showSample(0);
    },
    async leave() {
      await store.ask({ kind: 'trace', row: null });
      setTraced(null);
      probeOf(store).clear();
    },
  };
}
