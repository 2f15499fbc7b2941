/* What an embedded page may do: a course frames it, shows one network, and hides what its lesson does not need. Nothing is
   kept here, and nothing that a reader has kept in the editor is touched. */
import type { Session } from '../../store/session.ts';

/** What the address of an embedded page asks for. */
export type Embedded = Pick<Session, 'access' | 'hidden'> & { readonly kept: boolean };

/** Commands about other documents: there are none here. */
const NEVER = ['new', 'open', 'data', 'documents', 'history', 'examples', 'share', 'about', 'bar'];

/** `mode=read`: the network is trained and looked at, not changed. `hide=palette,dock,step`: parts of the screen, and
    commands by their ids. */
export function embedded(query: URLSearchParams): Embedded {
  const asked = (query.get('hide') ?? '').split(',').map((name) => name.trim());
  return {
    access: query.get('mode') === 'read' ? 'read' : 'write',
    hidden: new Set([...NEVER, ...asked].filter(Boolean)),
    kept: false,
  };
}
