/* The bends of wires: dots on them that are dragged or moved by arrow keys; a double click or Delete takes one away. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useReactFlow } from 'reactflow';
import { useStore as useZustand } from 'zustand';
import { bend } from '../../../document/annotations.ts';
import type { Address, Position } from '../../../document/document.ts';
import { commandOf, keysOf } from '../../commands.ts';
import { useChainrule, useSession } from '../../context.ts';
import { writing } from '../../editing/writing.ts';
import { matches } from '../../shell/keys.ts';
import { bendKey, bendsAt } from '../flow.ts';
import type { useMoves } from '../moves.ts';
import styles from './annotations.module.css';
import { follow } from './grips.ts';
import { useAnnotationSay } from './say.ts';
import { arrowOf } from './steps.ts';

interface Props {
  readonly moves: ReturnType<typeof useMoves>;
}

export function Bends({ moves }: Props) {
  const document = useSession((session) => session.history.present);
  const wires = Object.keys(document.view?.bends ?? {}) as Address[];
  return wires.map((input) =>
    bendsAt({ document, moving: moves.moving }, input)?.map((at, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a bend is its place along the wire.
      <Bend key={`${input} ${place}`} input={input} place={place} at={at} moves={moves} />
    )),
  );
}

interface BendProps extends Props {
  readonly input: Address;
  readonly place: number;
  readonly at: Position;
}

function Bend({ input, place, at, moves }: BendProps) {
  const store = useChainrule();
  const say = useAnnotationSay();
  const { getZoom } = useReactFlow();
  const dot = useRef<HTMLButtonElement>(null);
  const isNew = useZustand(writing, ({ what }) => what === `bends/${bendKey(input, place)}`);
  useEffect(() => {
    if (isNew) dot.current?.focus({ preventScroll: true });
  }, [isNew]);
  const places = () => store.session.getState().history.present.view?.bends?.[input] ?? [];
  const shifted = ({ x, y }: Position): Position => {
    const from = places()[place] ?? at;
    return { x: from.x + x, y: from.y + y };
  };
  const tell = (next: readonly Position[], mergeKey?: string) =>
    store.change({ code: 'bend', values: { input } }, bend(input, next), mergeKey);
  const move = (way: Position, mergeKey?: string) => tell(places().with(place, shifted(way)), mergeKey);
  const remove = () => tell(places().toSpliced(place, 1));
  const press = (event: PointerEvent) =>
    follow(event, {
      zoom: getZoom(),
      moved: (way) => moves.move([[bendKey(input, place), shifted(way)]], true),
      dropped: (way) => move(way),
      lifted: moves.lift,
    });
  const keyDown = (event: KeyboardEvent) => {
    const way = arrowOf(event);
    const session = store.session.getState();
    if (way) move(way, `bend ${input} ${place}`);
    else if (keysOf(commandOf('delete'), session).some((key) => matches(event.nativeEvent, key))) remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      ref={dot}
      type="button"
      className={`${styles.bend} nopan nokey`}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      aria-label={say('bend', { number: place + 1, input })}
      aria-description={say('bend-help')}
      onPointerDown={press}
      onDoubleClick={remove}
      onKeyDown={keyDown}
    />
  );
}
