/* Frames and notes behind the nodes, bends of wires before them; all of it fetched when a drawing has the first of them. */
import { ViewportPortal } from 'reactflow';
import type { Frame, Note } from '../../../document/document.ts';
import { useChainrule, useSession } from '../../context.ts';
import type { useMoves } from '../moves.ts';
import { AreaView } from './AreaView.tsx';
import styles from './annotations.module.css';
import { useAreas } from './areas.ts';
import { Bends } from './Bends.tsx';

export function Annotations({ moves }: { readonly moves: ReturnType<typeof useMoves> }) {
  const store = useChainrule();
  const view = useSession((session) => session.history.present.view);
  const { held, verbs } = useAreas(store, moves);
  // A small frame lies on a large one.
  const frames = Object.entries(view?.frames ?? {}).sort(([, a], [, b]) => b.width * b.height - a.width * a.height);
  const shown =
    (kind: 'frames' | 'notes') =>
    ([id, area]: readonly [string, Frame | Note]) => (
      <AreaView key={id} kind={kind} id={id} area={area} held={held.get(`${kind}/${id}`)} verbs={verbs} />
    );
  return (
    <ViewportPortal>
      <div className={styles.behind}>
        {frames.map(shown('frames'))}
        {Object.entries(view?.notes ?? {}).map(shown('notes'))}
      </div>
      {view?.bends && <Bends moves={moves} />}
    </ViewportPortal>
  );
}
