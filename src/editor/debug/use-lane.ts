/* How a component of the debugger reads where the iteration stands: only the part that it shows. */
import type { Session } from '../../store/session.ts';
import { useSession } from '../context.ts';
import { type Lane, laneOf } from './lane.ts';

let latest: { readonly debug: Session['debug']; readonly wires: object; readonly lane: Lane } | null = null;

/** Null while the debugger is closed, and while training runs by: no single iteration is looked at then. */
function laneIn({ debug, engine, history }: Session): Lane | null {
  if (!debug || engine === 'running') return null;
  const { wires } = history.present;
  if (latest?.debug !== debug || latest.wires !== wires)
    latest = { debug, wires, lane: laneOf(debug.events, debug.position, wires, latest?.lane) };
  return latest.lane;
}

/** Renders again when the selected part is another; parts of a lane stay the same objects while they say the same. */
export function useLane<T>(select: (lane: Lane) => T): T | null {
  return useSession((session) => {
    const lane = laneIn(session);
    return lane && select(lane);
  });
}
