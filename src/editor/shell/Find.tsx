/* Finding a node of the drawing: Enter selects it and brings it into view. */
import { useMemo } from 'react';
import { typeIn } from '../../nodes/brought.ts';
import { editingWord } from '../../words/editing.ts';
import { canvasFit } from '../canvas/drop.ts';
import { focusNode } from '../canvas/focus.ts';
import { useChainrule, useSession } from '../context.ts';
import { matching, named } from '../palette/match.ts';
import { Chooser } from './Chooser.tsx';

export function Find() {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const document = useSession((session) => session.history.present);
  const all = useMemo(
    () =>
      Object.entries(document.nodes).map(([id, { type, label }]) => {
        const words = typeIn(document, type)?.words;
        const names = [id, label ?? id, type, words?.en.name ?? type, words?.ja.name ?? type];
        return named({ id, label, name: words?.[language].name ?? type }, names);
      }),
    [document, language],
  );
  return (
    <Chooser
      label={editingWord(language, 'find-node')}
      list={editingWord(language, 'found')}
      find={(query) => matching(all, query)}
      keyOf={({ id }) => id}
      nothing={(query) => editingWord(language, 'no-node', { query })}
      take={({ id }) => {
        store.openDialog(null);
        store.select([id]);
        canvasFit([id]);
        focusNode(id);
      }}
      close={() => store.openDialog(null)}
    >
      {({ id, label, name }) => (
        <>
          <span>{label ?? name}</span>
          <kbd>{id}</kbd>
        </>
      )}
    </Chooser>
  );
}
