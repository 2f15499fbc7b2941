/* The two lanes of a wire while the debugger is open: values go forward on the solid one, gradients back on the dashed
   one. They have colour only when they carry something or the wire is pointed at. */
import { memo } from 'react';
import { ViewportPortal } from 'reactflow';
import { type Address, gradientOf, parts } from '../../document/document.ts';
import { useSession } from '../context.ts';
import { flashes, useBench } from '../debug/bench.ts';
import styles from '../debug/debug.module.css';
import { rms, useFigure } from '../debug/say.ts';
import type { LanesProps } from '../debug/slots.ts';
import { useLane } from '../debug/use-lane.ts';
import { fmt } from '../tensor/format.ts';

type Way = 'forward' | 'backward';

export const WireLanes = memo(function WireLanes({ wire, path, x, y, room }: LanesProps) {
  const carried = useLane((lane) => lane.wires.get(wire) ?? null);
  const back = useLane((lane) => lane.senders.has(wire)) ?? false;
  const way: Way | null = carried?.forward ? 'forward' : carried?.backward ? 'backward' : null;
  return (
    <>
      <path className={styles.lane} data-way="forward" data-carries={way === 'forward'} d={path} />
      {back && <path className={styles.lane} data-way="backward" data-carries={way === 'backward'} d={path} />}
      {carried && way && (
        <>
          <Pulse way={way} path={path} moves={carried.moves} />
          <ViewportPortal>
            <Chip wire={wire} way={way} x={x} y={y} room={room} />
          </ViewportPortal>
        </>
      )}
    </>
  );
});

interface PulseProps {
  readonly way: Way;
  readonly path: string;
  readonly moves: boolean;
}

/** An arrow that travels the wire once and stays at its end; where it may not travel, it lies in the middle. */
function Pulse({ way, path, moves }: PulseProps) {
  const position = useLane((lane) => lane.position);
  const flashing = useBench(flashes);
  return (
    <path
      key={position}
      className={styles.pulse}
      data-way={way}
      data-moves={moves && !flashing}
      d="M-6,-5L5,0L-6,5z"
      style={{ offsetPath: `path("${path}")` }}
    />
  );
}

/** Room that a chip takes between two nodes. */
const CHIP = 72;
/** From the first ports' line to above the nodes. */
const ABOVE = 60;

function Chip({ wire, way, x, y, room }: Omit<LanesProps, 'path'> & { readonly way: Way }) {
  const output = useSession((session) => session.history.present.wires[wire]);
  const shape = useSession((session) => (output && session.plan.shapes.get(output)?.join('×')) ?? '');
  const gradient: Address = gradientOf(wire);
  const size = useFigure(way === 'backward' ? gradient : null, (statistics) => fmt(rms(statistics)));
  const text = way === 'forward' ? `${output ? parts(output).name : ''} ${shape}` : `∂ ${size || shape}`;
  return (
    <div
      className={styles.chip}
      data-way={way}
      style={{ transform: `translate(${x}px, ${room < CHIP ? y - ABOVE : y - 24}px) translate(-50%, -50%)` }}
    >
      {text}
    </div>
  );
}
