/* One port of a node: its name, its shape, and the dot from which wires are drawn by pointer or by keyboard. */

import { type KeyboardEvent, memo, Suspense, use } from 'react';
import { Handle, Position } from 'reactflow';
import { parts } from '../../document/document.ts';
import type { Problem } from '../../plan/problems.ts';
import { written } from '../../tensor/shape.ts';
import { useSay } from '../context.ts';
import { SlotsContext } from '../debug/slots.ts';
import { part } from '../part.ts';
import type { Port } from './card.ts';
import styles from './node.module.css';
import { WiringContext } from './wiring.ts';

const PortShape = part(async () => (await import('../clash/parts.ts')).PortShape);

const TURN: ReadonlyMap<string, number> = new Map([
  ['ArrowRight', 1],
  ['ArrowDown', 1],
  ['ArrowLeft', -1],
  ['ArrowUp', -1],
]);

interface Props {
  readonly port: Port;
  /** Of its node. */
  readonly problem?: Problem | null;
}

export const PortView = memo(function PortView({ port, problem }: Props) {
  const say = useSay();
  const { from, fits, press } = use(WiringContext);
  const slots = use(SlotsContext);
  const { address, name, side, shape, wires } = port;
  const wiring = from === null ? undefined : from === address ? 'from' : fits.has(address) ? 'fits' : 'dim';
  const state =
    wires === 0
      ? say('canvas.unwired')
      : side === 'input'
        ? say('canvas.is-wired')
        : say('canvas.readers', { count: wires });
  const words = {
    node: parts(address).node,
    port: name,
    shape: shape ? written(shape) : say('canvas.unknown-shape'),
    state,
  };
  const fork = side === 'output' && wires > 1;
  return (
    <div className={styles.port} data-side={side} data-wiring={wiring}>
      <span className={styles.portName}>{name}</span>
      <span className={styles.portShape}>
        {shape && problem ? (
          <Suspense fallback={shape.join('×')}>
            <PortShape problem={problem} port={name} shape={shape} />
          </Suspense>
        ) : (
          shape?.join('×')
        )}
      </span>
      {fork && slots && <slots.Bead address={address} />}
      {fork && !slots && (
        <span className={styles.fork} title={say('canvas.fork')}>
          ⊕
        </span>
      )}
      <Handle
        id={name}
        type={side === 'input' ? 'target' : 'source'}
        position={side === 'input' ? Position.Left : Position.Right}
        className={styles.handle}
      >
        <button
          type="button"
          className={styles.dot}
          data-port={address}
          data-testid={`port.${address}`}
          data-wired={wires > 0}
          aria-label={side === 'input' ? say('canvas.input', words) : say('canvas.output', words)}
          aria-pressed={from === address}
          onClick={() => press(address)}
          onKeyDown={keyDown}
        />
      </Handle>
    </div>
  );
});

/** Enter and Space are the port's own, not the node's; arrows go from port to port, while a wire is drawn only to those
    that fit. */
function keyDown(event: KeyboardEvent<HTMLButtonElement>): void {
  const turn = TURN.get(event.key);
  if (event.key === 'Enter' || event.key === ' ' || turn !== undefined) event.stopPropagation();
  if (turn === undefined) return;
  event.preventDefault();
  const here = event.currentTarget;
  const ports = [...document.querySelectorAll<HTMLButtonElement>('[data-port]')];
  const lit = ports.filter((port) => port === here || port.closest('[data-wiring="fits"], [data-wiring="from"]'));
  const choice = here.closest('[data-wiring]') ? lit : ports;
  choice.at((choice.indexOf(here) + turn) % choice.length)?.focus();
}
