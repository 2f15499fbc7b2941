/* The two lanes of a wire while the debugger is open: values go forward on the solid one, gradients back on the dashed
   one. They have colour only when they carry something or the wire is pointed at. */
import { memo } from 'react';
import { ViewportPortal } from 'reactflow';
import { type Address, gradientOf, parts } from '../../document/document.ts';
import { useSession } from '../context.ts';
import { flashes, useBench } from '../debug/bench.ts';
import styles from '../debug/debug.module.css';
import type { Carried } from '../debug/lane.ts';
import { rms, useFigure } from '../debug/say.ts';
import type { LanesProps } from '../debug/slots.ts';
import { useLane } from '../debug/use-lane.ts';
import { fmt } from '../tensor/format.ts';

type Way = 'forward' | 'backward';

export const WireLanes = memo(function WireLanes({ wire, path, ...chip }: LanesProps) {
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
            <Chip {...chip} {...{ wire, way, carried }} />
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
/** From the wire to a chip's edge, and from the first ports' line to above the nodes. */
const BESIDE = { above: 16, below: 6, nodes: 52 };
/** From one chip to the next of a pile, on the screen. */
const PILE = 18;

type ChipProps = Omit<LanesProps, 'path'> & { readonly way: Way; readonly carried: Carried };

function Chip({ wire, way, x, y, room, below, carried }: ChipProps) {
  const output = useSession((session) => session.history.present.wires[wire]);
  const shape = useSession((session) => (output && session.plan.shapes.get(output)?.join('×')) ?? '');
  const gradient: Address = gradientOf(wire);
  const size = useFigure(way === 'backward' ? gradient : null, (statistics) => fmt(rms(statistics)));
  const text = way === 'forward' ? `${output ? parts(output).name : ''} ${shape}` : `∂ ${size || shape}`;
  // Of several it says whose it is: those that read what one node gives, or what one node reads.
  const whose = carried.shared ? (way === 'forward' ? parts(wire).name : parts(wire).node) : '';
  const top = below ? y + BESIDE.below : y - (room < CHIP ? BESIDE.nodes : BESIDE.above);
  const up = below ? '0px' : `calc(-100% - ${carried.place * PILE}px)`;
  return (
    <div
      className={styles.chip}
      data-way={way}
      style={{ transform: `translate(${x}px, ${top}px) scale(var(--near)) translate(-50%, ${up})` }}
    >
      {whose} {text}
    </div>
  );
}
