/* Adding a node from the outline: a button that opens the search of all node types in its place. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { NodeId } from '../../document/document.ts';
import { broughtBy } from '../../nodes/brought.ts';
import { canvasCentre } from '../canvas/drop.ts';
import { FamilyIcon } from '../canvas/FamilyIcon.tsx';
import { useChainrule, useSay, useSession } from '../context.ts';
import { found } from '../palette/search.ts';
import { Chooser } from '../shell/Chooser.tsx';
import styles from './outline.module.css';
import { useFocusBack } from './use-focus-back.ts';
import { useOutlineSay } from './use-outline-say.ts';

export function AddNode({ added }: { readonly added: (id: NodeId) => void }) {
  const store = useChainrule();
  const word = useSay();
  const say = useOutlineSay();
  const language = useSession((session) => session.language);
  const own = useSession(({ history }) => broughtBy(history.present));
  const [searching, setSearching] = useState(false);
  const { button, giveBack } = useFocusBack(searching);
  if (!searching)
    return (
      <button type="button" className={styles.add} ref={button} onClick={() => setSearching(true)}>
        <Plus size={14} aria-hidden="true" />
        {say('add')}
      </button>
    );
  return (
    <div className={styles.search}>
      <Chooser
        label={word('palette.search')}
        list={word('palette.nodes')}
        find={(query) => found(query, own.values())}
        keyOf={({ type }) => type}
        nothing={(query) => word('palette.nothing', { query })}
        take={({ type }) => {
          setSearching(false);
          added(store.addNode(type, canvasCentre()));
        }}
        close={() => {
          giveBack();
          setSearching(false);
        }}
      >
        {(type) => (
          <>
            <FamilyIcon category={type.category} type={type.type} />
            <span>{type.words[language].name}</span>
          </>
        )}
      </Chooser>
    </div>
  );
}
