/* The inspector: the selected node in words, one of its tensors large with its numbers, the formula that made it, its
   settings, and how the network is trained. */
import { useState } from 'react';
import { type Address, address, type NodeId } from '../../document/document.ts';
import type { AnyNodeType } from '../../nodes/define.ts';
import { nodeType } from '../../nodes/index.ts';
import type { Plan } from '../../plan/plan.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { Formula } from './Formula.tsx';
import styles from './inspector.module.css';
import { SettingFields } from './SettingFields.tsx';
import { TensorLarge } from './TensorLarge.tsx';
import { TrainingFields } from './TrainingFields.tsx';

export function Inspector() {
  const say = useSay();
  const store = useChainrule();
  const selection = useSession((session) => session.selection);
  const [id, ...more] = selection;
  return (
    <aside className={styles.inspector} aria-label={say('inspector.title')}>
      {more.length > 0 ? (
        <>
          <h2>{say('inspector.several', { count: selection.size })}</h2>
          <button type="button" className={styles.button} onClick={() => store.removeNodes(selection)}>
            {say('command.delete')}
          </button>
        </>
      ) : (
        id && <One key={id} id={id} />
      )}
      <TrainingFields />
    </aside>
  );
}

function One({ id }: { id: NodeId }) {
  const say = useSay();
  const record = useSession((session) => session.history.present.nodes[id]);
  const plan = useSession((session) => session.plan);
  const picked = useSession((session) => session.picked);
  const language = useSession((session) => session.language);
  const type = nodeType(record?.type ?? '');
  if (!record || !type) return <h2>{id}</h2>;
  const step = plan.steps.find(({ node }) => node === id);
  const tensors = tensorsOf(id, type, plan, step?.reaches ?? false);
  const shown = picked && tensors.includes(picked) ? picked : first(tensors);
  return (
    <>
      <Heading id={id} name={type.words[language].name} label={record.label} />
      <p className={styles.help}>{type.words[language].help}</p>
      {step && !step.reaches && plan.losses.length > 0 && <p className={styles.help}>{say('canvas.no-gradient')}</p>}
      {tensors.length > 0 && shown && (
        <>
          <Layers tensors={tensors} shown={shown} />
          <TensorLarge key={shown} place={shown} plan={plan} />
          <Formula type={type} id={id} place={shown} plan={plan} />
        </>
      )}
      <SettingFields id={id} type={type} settings={record.settings} />
    </>
  );
}

function Heading({ id, name, label }: { id: NodeId; name: string; label: string | undefined }) {
  const store = useChainrule();
  const say = useSay();
  const [text, setText] = useState(label ?? '');
  return (
    <div className={styles.heading}>
      <h2>
        {name} <code>{id}</code>
      </h2>
      <input
        aria-label={say('inspector.label')}
        placeholder={say('inspector.label')}
        value={text}
        maxLength={200}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => store.labelNode(id, text)}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
      />
    </div>
  );
}

/** The switch over a node's tensors. */
function Layers({ tensors, shown }: { tensors: readonly Address[]; shown: Address }) {
  const store = useChainrule();
  const say = useSay();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles is no fieldset of inputs.
    <div className={styles.layers} role="group" aria-label={say('inspector.tensors')}>
      {tensors.map((place) => (
        <button key={place} type="button" aria-pressed={place === shown} onClick={() => store.pick(place)}>
          {place.slice(place.indexOf('.') + 1)}
        </button>
      ))}
    </div>
  );
}

/** Values with their gradients behind them: outputs, parameters, inputs' gradients, what is kept. */
function tensorsOf(id: NodeId, type: AnyNodeType, plan: Plan, reaches: boolean): readonly Address[] {
  const pair = (name: string): Address[] => {
    if (!plan.shapes.has(address(id, name))) return [];
    const gradient = reaches && !plan.indices.has(address(id, name)) ? [address(id, `d${name}`)] : [];
    return [address(id, name), ...gradient];
  };
  const own = [...new Set([...type.outputs, ...parametersOf(type)])].flatMap(pair);
  const arriving = reaches ? type.inputs.map((name) => address(id, `d${name}`)) : [];
  const kept = [...(type.keeps ?? []), ...Object.keys(type.buffers ?? {})]
    .map((name) => address(id, name))
    .filter((place) => plan.shapes.has(place));
  return plan.steps.some(({ node }) => node === id) ? [...own, ...arriving, ...kept] : [];
}

/** What a learner comes for: dW; else the gradient of the output; else the output. */
function first(tensors: readonly Address[]): Address | undefined {
  return tensors.find((place) => place.endsWith('.dW')) ?? tensors.find((place) => place.includes('.d')) ?? tensors[0];
}
