/* Over the canvas while the debugger is open: why it stopped, what adds up at a fork, and each step as a spoken line. */
import { useEffect, useState } from 'react';
import { useChainrule, useSession } from '../context.ts';
import { fmt } from '../tensor/format.ts';
import { AddendStrip } from './AddendStrip.tsx';
import { flashes, useBench } from './bench.ts';
import styles from './debug.module.css';
import { HaltBar } from './HaltBar.tsx';
import { useDebugSay, useFigure } from './say.ts';
import { spoken } from './spoken.ts';
import { useLane } from './use-lane.ts';

export function Overlay() {
  const sum = useBench((state) => state.sum);
  useAllFigures();
  return (
    <>
      <HaltBar />
      {sum && <AddendStrip key={sum} address={sum} />}
      <Spoken />
    </>
  );
}

/** Asks for the figures of all micro-steps at once: each is there when its step is done, without being asked for. */
function useAllFigures(): void {
  const { live } = useChainrule();
  const events = useSession(({ debug, engine }) => (engine === 'running' ? null : (debug?.events ?? null)));
  useEffect(() => {
    const source = live.source((address) => ({ address, form: 'statistics' }));
    const written = new Set(events?.map(({ writes }) => writes));
    const leave = [...written].map((address) => source.subscribe(address, () => {}));
    return () => {
      for (const end of leave) end();
    };
  }, [live, events]);
}

/** One line for each step, once its figure is known; nothing while steps pass too quickly to be heard. */
function Spoken() {
  const say = useDebugSay();
  const lane = useLane((each) => each);
  const step = useSession((session) => session.measures?.step ?? 0);
  const silent = useBench(flashes);
  const figured = lane?.given ?? null;
  const norm = useFigure(figured, (statistics) => fmt(statistics.norm));
  const [line, setLine] = useState('');
  useEffect(() => {
    if (!lane || silent || (figured && norm === '')) return;
    setLine(lane.current ? spoken(lane, norm, say) : say('says-ready', { step }));
  }, [lane, silent, figured, norm, say, step]);
  return (
    <div className={styles.spoken} role="status" data-testid="debug.spoken">
      {line}
    </div>
  );
}
