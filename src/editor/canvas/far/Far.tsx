/* A large drawing from far away, painted on one canvas as fast as it is panned and zoomed. A click on a painted wire selects
   it. */
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useStoreApi } from 'reactflow';
import { useChainrule, useSession } from '../../context.ts';
import { FamilyIcon } from '../FamilyIcon.tsx';
import type { Flow } from '../flow.ts';
import { isPane } from '../gestures.ts';
import styles from './far.module.css';
import { wireNear } from './hit.ts';
import { keepPainted } from './painting.ts';
import { sceneOf } from './scene.ts';
import { signsOf } from './signs.ts';

/** So many px of the screen beside a wire still mean it. */
const REACH = 8;
const FAMILIES = ['data', 'layer', 'combine', 'shape', 'function', 'activation', 'loss'] as const;

export function Far({ flow, shown }: { readonly flow: Flow; readonly shown: boolean }) {
  const chainrule = useChainrule();
  const { live } = chainrule;
  const failed = useSession((session) => String(session.failure?.values.node));
  const theme = useSession((session) => session.theme);
  const store = useStoreApi();
  const canvas = useRef<HTMLCanvasElement>(null);
  const signs = useRef<HTMLDivElement>(null);
  const scene = useMemo(() => (shown ? sceneOf(flow, failed) : null), [shown, flow, failed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours in the style sheet.
  useLayoutEffect(() => {
    if (!scene || !canvas.current || !signs.current) return;
    const style = getComputedStyle(canvas.current);
    const colours = new Map<string, string>();
    const ink = (name: string) => {
      const known = colours.get(name) ?? style.getPropertyValue(`--${name}`);
      colours.set(name, known);
      return known;
    };
    const source = live.source((address) => ({ address, form: 'statistics' }));
    return keepPainted({
      canvas: canvas.current,
      scene,
      source,
      look: { ink, signs: signsOf(signs.current, ink), read: (address) => source.read(address)?.statistics },
      camera() {
        const { transform, width, height } = store.getState();
        return { x: transform[0], y: transform[1], zoom: transform[2], width, height };
      },
      onMove: store.subscribe,
    });
  }, [scene, theme, live, store]);
  useEffect(() => {
    if (!shown) return;
    const click = ({ target, clientX, clientY }: MouseEvent) => {
      const { transform, domNode } = store.getState();
      const area = domNode?.getBoundingClientRect();
      if (!isPane(target) || !area) return;
      const [left, top, zoom] = transform;
      const at = { x: (clientX - area.left - left) / zoom, y: (clientY - area.top - top) / zoom };
      const wire = wireNear(flow.edges, at, REACH / zoom);
      if (wire !== chainrule.session.getState().wire) chainrule.selectWire(wire);
    };
    // After React Flow's own answer to it, which is to select nothing.
    window.addEventListener('click', click);
    return () => window.removeEventListener('click', click);
  }, [shown, flow, store, chainrule]);
  return (
    <>
      <canvas ref={canvas} className={styles.far} hidden={!shown} />
      <div ref={signs} hidden>
        {FAMILIES.map((category) => (
          <i key={category} data-sign={category}>
            <FamilyIcon category={category} type="" />
          </i>
        ))}
        <i data-sign="digits">
          <FamilyIcon category="data" type="digits" />
        </i>
        <i data-sign="error">
          <OctagonAlert />
        </i>
        <i data-sign="warn">
          <TriangleAlert />
        </i>
      </div>
    </>
  );
}
