/* One whole iteration, walked through by the debugger and left behind; for tests. */
import type { Session } from './session.ts';

export async function iterate(session: Session): Promise<void> {
  await session.hear({ kind: 'walk', walk: { by: 'iteration' } });
  await session.hear({ kind: 'debug', on: false });
}
