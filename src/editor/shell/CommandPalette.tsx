/* All commands in one list: type a part of a name, Enter runs it. */
import { commandWords } from '../../words/commands.ts';
import { editingWord } from '../../words/editing.ts';
import { type Command, commands, isEnabled, keysOf } from '../commands.ts';
import { useChainrule, useSession } from '../context.ts';
import { matching, named } from '../palette/match.ts';
import { Chooser } from './Chooser.tsx';
import { printedKey } from './keys.ts';

const all = commands.map((command) => {
  const { id } = command;
  return named(command, [commandWords.en[id], commandWords.ja[id], id]);
});

export function CommandPalette() {
  const store = useChainrule();
  const language = useSession((session) => session.language);
  const session = useSession((each) => each);
  const take = ({ run }: Command) => {
    store.openDialog(null);
    run(store);
  };
  return (
    <Chooser
      label={editingWord(language, 'find-command')}
      list={editingWord(language, 'commands')}
      find={(query) => matching(all, query).filter(({ id }) => id !== 'commands' && !session.hidden.has(id))}
      keyOf={({ id }) => id}
      nothing={(query) => editingWord(language, 'no-command', { query })}
      isDisabled={(command) => !isEnabled(command, { ...session, dialog: null })}
      take={take}
      close={() => store.openDialog(null)}
    >
      {(command) => (
        <>
          <span>{commandWords[language][command.id]}</span>
          <kbd>
            {keysOf(command, session)
              .map((key) => printedKey(key))
              .join('  ')}
          </kbd>
        </>
      )}
    </Chooser>
  );
}
