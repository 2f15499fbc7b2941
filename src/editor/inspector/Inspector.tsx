/* The inspector: the selected node in words, one of its tensors large with its numbers, the formula that made it, its
   settings, and how the network is trained. */
import { Suspense } from 'react';
import { type NodeId, parts } from '../../document/document.ts';
import { isOwn } from '../../document/own-types.ts';
import { updatedIn } from '../../document/update.ts';
import { focusNode } from '../canvas/focus.ts';
import { useChainrule, useNodeType, useSay, useSession } from '../context.ts';
import { NodeCost } from '../cost/NodeCost.tsx';
import { part } from '../part.ts';
import { Explained } from '../probe/Explained.tsx';
import { Heading } from './Heading.tsx';
import styles from './inspector.module.css';
import { Layers } from './Layers.tsx';
import { SettingFields } from './SettingFields.tsx';
import { TensorLarge } from './TensorLarge.tsx';
import { TrainingFields } from './TrainingFields.tsx';
import { firstOf, layersOf, stepOf, updateLayers } from './tensors.ts';
import { UpdateLayers } from './UpdateLayers.tsx';

const CheckSection = part(async () => (await import('../check/CheckSection.tsx')).CheckSection);
const DataSection = part(async () => (await import('../data/DataSection.tsx')).DataSection);
const NodeSection = part(async () => (await import('../debug/NodeSection.tsx')).NodeSection);
const OwnSection = part(async () => (await import('../writing/OwnSection.tsx')).OwnSection);
const WriteSection = part(async () => (await import('../writing/WriteSection.tsx')).WriteSection);

/** The column at the right; mount it while something is selected. */
export function Inspector() {
  const say = useSay();
  const selection = useSession((session) => session.selection);
  const [id, ...more] = selection;
  return (
    <aside
      className={styles.inspector}
      aria-label={say('inspector.title')}
      data-inspector
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Escape' && id && !nativeEvent.isComposing && !nativeEvent.defaultPrevented) focusNode(id);
      }}
    >
      {more.length > 0 ? <Several ids={selection} /> : id && <OneNode key={id} id={id} />}
      <TrainingFields />
    </aside>
  );
}

function Several({ ids }: { ids: ReadonlySet<NodeId> }) {
  const store = useChainrule();
  const say = useSay();
  return (
    <section className={styles.several}>
      <h2>{say('inspector.several', { count: ids.size })}</h2>
      <p className={styles.help}>{[...ids].slice(0, 20).join(', ')}</p>
      <button type="button" className={styles.button} onClick={() => store.removeNodes(ids)}>
        {say('shell.delete')}
      </button>
    </section>
  );
}

function OneNode({ id }: { id: NodeId }) {
  const store = useChainrule();
  const say = useSay();
  const record = useSession((session) => session.history.present.nodes[id]);
  const plan = useSession((session) => session.plan);
  const picked = useSession((session) => session.picked);
  const language = useSession((session) => session.language);
  const debugging = useSession((session) => session.debug !== null);
  const type = useNodeType(record?.type ?? '');
  if (!record) return null;
  const own = isOwn(record.type);
  const words = type?.words[language];
  const step = stepOf(plan, id);
  const layers = layersOf(plan, id);
  const first = firstOf(plan, layers);
  const updates = picked ? updateLayers(plan, picked) : [];
  const shown = [...layers.flat(), ...updates].find((place) => place === picked && parts(place).node === id) ?? first;
  return (
    <>
      <header>
        <Heading id={id} name={words?.name ?? record.type} label={record.label} />
        <p className={styles.help}>{words?.help ?? say('inspector.unknown')}</p>
        <NodeCost id={id} />
        {step && !step.reaches && plan.losses.length > 0 && <p className={styles.note}>{say('canvas.no-gradient')}</p>}
      </header>
      {step && shown && (
        <>
          <Layers layers={layers} shown={shown} />
          <UpdateLayers layers={updateLayers(plan, shown).slice(2)} shown={shown} pick={store.pick} />
          <TensorLarge place={shown} plan={plan} />
          <Explained shown={shown} />
          <Suspense>
            <CheckSection place={shown} plan={plan} />
          </Suspense>
        </>
      )}
      <Suspense>
        {debugging && <NodeSection node={id} tensor={shown && !updatedIn(shown) ? shown : undefined} />}
      </Suspense>
      <Suspense>{type?.source && type.outputs.includes('y') && <DataSection id={id} />}</Suspense>
      <Suspense>{type && step && !own && <WriteSection id={id} type={type} />}</Suspense>
      <Suspense>{type && own && <OwnSection key={record.type} id={id} type={type} />}</Suspense>
      {type && <SettingFields id={id} type={type} settings={record.settings} />}
    </>
  );
}
