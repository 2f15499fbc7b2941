/* A port in the outline: what it is wired to; pressing it opens the list of ports that it can be wired to. */
import { type ReactNode, useState } from 'react';
import { type Address, parts } from '../../document/document.ts';
import { written } from '../../tensor/shape.ts';
import type { Port } from '../canvas/card.ts';
import { portChoices } from '../canvas/wiring.ts';
import { useChainrule, useSession } from '../context.ts';
import { matching, named } from '../palette/match.ts';
import { Chooser } from '../shell/Chooser.tsx';
import styles from './outline.module.css';
import { useFocusBack } from './use-focus-back.ts';
import { useOutlineSay } from './use-outline-say.ts';

interface Props {
  readonly port: Port;
}

export function InputRow({ port: { address, name, shape } }: Props) {
  const store = useChainrule();
  const say = useOutlineSay();
  const source = useSession((session) => session.history.present.wires[address]);
  const size = shape ? written(shape) : say('shape-unknown');
  return (
    <PortButton
      port={address}
      label={source ? say('input', { port: name, shape: size, source }) : say('input-unwired', { port: name })}
      search={say('from', { input: address })}
      wire={(output) => store.say(store.connect(output, address))}
      unwire={source ? () => store.disconnect(address) : null}
      source={source}
    >
      <b>{name}</b> {shape?.join('×')} {source ? <>← {source}</> : '—'}
    </PortButton>
  );
}

export function OutputRow({ port: { address, name, shape } }: Props) {
  const store = useChainrule();
  const say = useOutlineSay();
  // As text, so that only another wire renders.
  const readers = useSession(({ history }) =>
    Object.entries(history.present.wires)
      .flatMap(([input, output]) => (output === address ? [input] : []))
      .join(', '),
  );
  const words = { port: name, shape: shape ? written(shape) : say('shape-unknown'), readers };
  return (
    <PortButton
      port={address}
      label={say(readers ? 'output' : 'output-unread', words)}
      search={say('to', { output: address })}
      wire={(input) => store.say(store.connect(address, input))}
      unwire={null}
    >
      <b>{name}</b> {shape?.join('×')} → {readers || '—'}
    </PortButton>
  );
}

interface ButtonProps {
  readonly port: Address;
  readonly label: string;
  readonly search: string;
  readonly wire: (other: Address) => void;
  readonly unwire: (() => void) | null;
  /** Of an input that is wired. */
  readonly source?: Address | undefined;
  readonly children: ReactNode;
}

function PortButton({ port, label, search, wire, unwire, source, children }: ButtonProps) {
  const [picking, setPicking] = useState(false);
  const { button, giveBack } = useFocusBack(picking);
  const close = () => {
    giveBack();
    setPicking(false);
  };
  if (picking)
    return (
      <PortPicker
        port={port}
        search={search}
        source={source}
        take={(other) => {
          close();
          if (other) wire(other);
          else unwire?.();
        }}
        close={close}
      />
    );
  return (
    <button
      type="button"
      className={styles.port}
      aria-label={label}
      ref={button}
      onClick={() => setPicking(true)}
      onKeyDown={(event) => {
        if (!unwire || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
        event.preventDefault();
        unwire();
      }}
    >
      {children}
    </button>
  );
}

interface PickerProps {
  readonly port: Address;
  readonly search: string;
  readonly source: Address | undefined;
  /** Null: no wire. */
  readonly take: (other: Address | null) => void;
  readonly close: () => void;
}

interface Choice {
  readonly other: Address | null;
  readonly fits: boolean;
}

/** Those that fit first; of the others the notice says why not, and what would help. */
function PortPicker({ port, search, source, take, close }: PickerProps) {
  const say = useOutlineSay();
  const store = useChainrule();
  const [choices] = useState(() => {
    const { present } = store.session.getState().history;
    const { all, fits } = portChoices(present, port);
    const sorted = [...all].sort((a, b) => Number(fits.has(b)) - Number(fits.has(a)));
    return sorted.map((other) => {
      const { type = '', label = '' } = present.nodes[parts(other).node] ?? {};
      return named<Choice>({ other, fits: fits.has(other) }, [other, type, label]);
    });
  });
  const find = (query: string): readonly Choice[] => [
    ...(source && query === '' ? [{ other: null, fits: true }] : []),
    ...matching(choices, query),
  ];
  return (
    <Chooser
      label={search}
      list={say('ports')}
      find={find}
      keyOf={({ other }) => other ?? ''}
      nothing={(query) => say('no-port', { query })}
      take={({ other }) => take(other)}
      close={close}
    >
      {({ other, fits }) => (
        <>
          <span>{other ?? say('unwire', { source: source ?? '' })}</span>
          <kbd>{other ? say(fits ? 'fits' : 'fits-not') : ''}</kbd>
        </>
      )}
    </Chooser>
  );
}
