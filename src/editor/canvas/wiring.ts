/* Drawing a wire: where it began, which ports fit, and what came of it; the same for pointer, touch and keyboard. */
import { createContext, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Address, address, type GraphDocument, parts } from '../../document/document.ts';
import { typeIn } from '../../nodes/brought.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { inputsOf } from '../../plan/resolve.ts';
import type { Notice } from '../../store/session.ts';
import type { Store } from '../../store/store.ts';
import { fitting } from '../../store/wiring.ts';
import { word } from '../../words/words.ts';

export interface Wiring {
  /** The port where the wire begins; null while none is drawn. */
  readonly from: Address | null;
  readonly fits: ReadonlySet<Address>;
  /** A click or Enter at a port: begins a wire, or ends the one that is drawn. */
  readonly press: (port: Address) => void;
}

const NOTHING: ReadonlySet<Address> = new Set();

export const WiringContext = createContext<Wiring>({ from: null, fits: NOTHING, press: () => {} });

function isOutput(document: GraphDocument, port: Address): boolean {
  const { node, name } = parts(port);
  return typeIn(document, document.nodes[node]?.type ?? '')?.outputs.includes(name) ?? false;
}

/** `fitting` plans the drawing once for each port; in a larger one a drop tells what does not fit. */
const TRIED = 60;

/** The ports of other nodes at which a wire from here could end, and of these the ones that fit. */
export function portChoices(document: GraphDocument, from: Address) {
  const nodes = Object.entries(document.nodes);
  const outward = isOutput(document, from);
  const portsOf = (type: AnyNodeType | undefined) => (type ? (outward ? inputsOf(type) : type.outputs) : []);
  const others = nodes.filter(([id]) => id !== parts(from).node);
  const all = others.flatMap(([id, { type }]) => portsOf(typeIn(document, type)).map((name) => address(id, name)));
  return { all, fits: nodes.length <= TRIED ? fitting(document, from) : new Set(all) };
}

/** `announce` speaks to those who do not see the canvas. */
export function useWiring(store: Store, announce: (text: string) => void) {
  const [drawn, setDrawn] = useState<Omit<Wiring, 'press'>>({ from: null, fits: NOTHING });
  const now = useRef(drawn);
  const show = useCallback((next: Omit<Wiring, 'press'>) => {
    now.current = next;
    setDrawn(next);
  }, []);

  const begin = useCallback(
    (from: Address) => show({ from, fits: portChoices(store.session.getState().history.present, from).fits }),
    [store, show],
  );
  const end = useCallback(() => show({ from: null, fits: NOTHING }), [show]);

  /** Wires two ports given in either order; the reason why not is said. */
  const join = useCallback(
    (a: Address, b: Address) => {
      const { history } = store.session.getState();
      const [left, right] = [isOutput(history.present, a), isOutput(history.present, b)];
      const [output, input] = left ? [a, b] : [b, a];
      const refused: Notice | null =
        left === right ? { code: 'same-side', values: { a, b }, tone: 'error' } : store.connect(output, input);
      store.say(refused);
      return !refused;
    },
    [store],
  );

  const press = useCallback(
    (port: Address) => {
      const { language } = store.session.getState();
      const { from } = now.current;
      if (from === null) {
        begin(port);
        announce(word(language, 'canvas.wiring', { port, count: now.current.fits.size }));
      } else {
        end();
        if (from === port) announce(word(language, 'canvas.wiring-ended'));
        else join(from, port);
      }
    },
    [store, announce, begin, end, join],
  );

  const active = drawn.from !== null;
  useEffect(() => {
    if (!active) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
      announce(word(store.session.getState().language, 'canvas.wiring-ended'));
    };
    window.addEventListener('keydown', cancel, true);
    return () => window.removeEventListener('keydown', cancel, true);
  }, [active, end, store, announce]);

  const shared = useMemo(() => ({ ...drawn, press }), [drawn, press]);
  return useMemo(() => ({ shared, now, begin, end, join }), [shared, begin, end, join]);
}
