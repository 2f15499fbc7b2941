/* Search-add: a list at the pointer; type, choose, Enter, and the node is there. */
import { useEffect, useRef, useState } from 'react';
import type { AnyNodeType } from '../../nodes/define.ts';
import { canvasCentre, canvasPlace } from '../canvas/drop.ts';
import { FamilyIcon } from '../canvas/FamilyIcon.tsx';
import { useChainrule, useSay, useSession } from '../context.ts';
import { Chooser } from '../shell/Chooser.tsx';
import styles from './palette.module.css';
import { found } from './search.ts';

export function SearchAdd() {
  const place = useSession((session) => session.adding);
  return place && <List x={place.x} y={place.y} />;
}

function List({ x, y }: { x: number; y: number }) {
  const store = useChainrule();
  const say = useSay();
  const language = useSession((session) => session.language);
  const [before] = useState(() => document.activeElement);
  const box = useRef<HTMLDivElement>(null);
  const close = () => store.startAdding(null);
  const add = (type: AnyNodeType) => {
    store.addNode(type.type, canvasPlace(x, y) ?? canvasCentre());
    close();
  };
  useEffect(() => {
    return () => {
      // Whoever pressed elsewhere has chosen where the focus goes.
      if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
    };
  }, [before]);
  useEffect(() => {
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) store.startAdding(null);
    };
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('focusin', outside, true);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('focusin', outside, true);
    };
  }, [store]);
  return (
    <div
      ref={box}
      className={styles.add}
      style={{ left: Math.max(8, Math.min(x, innerWidth - 296)), top: Math.max(8, Math.min(y, innerHeight - 336)) }}
    >
      <Chooser
        label={say('palette.search')}
        list={say('palette.nodes')}
        find={found}
        keyOf={({ type }) => type}
        nothing={(query) => say('palette.nothing', { query })}
        take={add}
        close={close}
      >
        {(type) => (
          <>
            <FamilyIcon category={type.category} type={type.type} />
            <span>{type.words[language].name}</span>
            <small>{type.words[language].help}</small>
          </>
        )}
      </Chooser>
    </div>
  );
}
