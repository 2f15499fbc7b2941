/* On a node that cannot be computed: the shapes that clash, and what would mend them. */
import { useMemo } from 'react';
import type { Problem } from '../../plan/problems.ts';
import { fixesFor } from '../../store/fixes.ts';
import { useChainrule, useSession } from '../context.ts';
import { Clash } from './Clash.tsx';

/** A mend is tried out on a whole plan: in a large drawing the list of problems offers it, not every node. */
const FEW = 150;

export function Trouble({ problem }: { readonly problem: Problem }) {
  const store = useChainrule();
  const plan = useSession((session) => session.plan);
  const present = useSession((session) => session.history.present);
  const fixes = useMemo(
    () => (Object.keys(present.nodes).length > FEW ? [] : fixesFor(present, plan, problem)),
    [present, plan, problem],
  );
  return <Clash problem={problem} plan={plan} wires={present.wires} fixes={fixes} mend={store.mend} />;
}
