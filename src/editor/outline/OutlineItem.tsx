/* One node of the outline: a row that opens into its problem, ports, settings, label and verbs. */
import { ChevronDown, ChevronRight, OctagonAlert } from 'lucide-react';
import { type KeyboardEvent, memo, useId, useRef } from 'react';
import type { NodeId } from '../../document/document.ts';
import { sentence } from '../../words/words.ts';
import { type Card, cardOf, type Drawing } from '../canvas/card.ts';
import { Trouble } from '../clash/Trouble.tsx';
import { useChainrule, useNodeType, useSay, useSession } from '../context.ts';
import { SettingFields } from '../inspector/SettingFields.tsx';
import { LabelInput } from './LabelInput.tsx';
import styles from './outline.module.css';
import { InputRow, OutputRow } from './PortRow.tsx';
import { useOutlineSay } from './use-outline-say.ts';

interface Props {
  readonly id: NodeId;
  readonly type: string;
  /** The author's, else the id. */
  readonly label: string;
  readonly muted: boolean;
  readonly shape: string;
  readonly wrong: boolean;
  /** Null while it is closed: then nothing else changes it. */
  readonly shared: Drawing | null;
  readonly unfold: (id: NodeId, wanted: boolean) => void;
}

export const OutlineItem = memo(function OutlineItem(props: Props) {
  const { id, type, label, muted, shape, wrong, shared, unfold } = props;
  const selected = useSession((session) => session.selection.has(id));
  const language = useSession((session) => session.language);
  const known = useNodeType(type);
  const word = useSay();
  const say = useOutlineSay();
  const bodyId = useId();
  const body = useRef<HTMLDivElement>(null);
  const open = shared !== null;
  const Chevron = open ? ChevronDown : ChevronRight;
  const rename = (event: KeyboardEvent) => {
    if (event.key !== 'F2') return;
    event.preventDefault();
    event.stopPropagation();
    unfold(id, true);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[data-label]')?.focus());
  };
  return (
    <>
      <button
        type="button"
        className={styles.row}
        data-row={id}
        data-selected={selected}
        aria-expanded={open}
        aria-controls={open ? bodyId : undefined}
        onClick={() => unfold(id, !open)}
        onKeyDown={rename}
      >
        <Chevron size={14} aria-hidden="true" />
        <span className={styles.name}>
          {known?.words[language].name ?? type} <b>{label}</b>
          {muted && <i> {say('muted')}</i>}
        </span>
        <span className={styles.shape}>{shape}</span>
        {wrong && <OctagonAlert className={styles.trouble} size={14} aria-label={word('canvas.error')} role="img" />}
      </button>
      {shared && (
        <div ref={body} id={bodyId} className={styles.body}>
          <Body card={cardOf(id, shared)} label={shared.document.nodes[id]?.label ?? ''} />
        </div>
      )}
    </>
  );
});

function Body({ card, label }: { readonly card: Card; readonly label: string }) {
  const language = useSession((session) => session.language);
  return (
    <>
      {card.problem && (
        <div className={styles.problem}>
          {sentence(language, card.problem)} <Trouble problem={card.problem} />
        </div>
      )}
      <Ports card={card} />
      <Settings card={card} />
      <LabelInput id={card.id} label={label} />
      <Verbs card={card} />
    </>
  );
}

function Ports({ card: { id, inputs, outputs } }: { readonly card: Card }) {
  const say = useOutlineSay();
  return (
    <>
      {inputs.length > 0 && (
        <ul aria-label={say('inputs', { node: id })}>
          {inputs.map((port) => (
            <li key={port.name}>
              <InputRow port={port} />
            </li>
          ))}
        </ul>
      )}
      {outputs.length > 0 && (
        <ul aria-label={say('outputs', { node: id })}>
          {outputs.map((port) => (
            <li key={port.name}>
              <OutputRow port={port} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Settings({ card: { id, known } }: { readonly card: Card }) {
  const settings = useSession((session) => session.history.present.nodes[id]?.settings);
  return known && settings ? <SettingFields id={id} type={known} settings={settings} /> : null;
}

function Verbs({ card: { id, known, muted } }: { readonly card: Card }) {
  const store = useChainrule();
  const say = useOutlineSay();
  const verb = (name: 'mute' | 'duplicate' | 'delete') => async () => {
    store.select([id]);
    const { verbs } = await import('../editing/verbs.ts');
    verbs[name](store);
  };
  return (
    <p className={styles.verbs}>
      {known?.inputs.length === 1 && (
        <button type="button" onClick={() => void verb('mute')()}>
          {say(muted ? 'unmute' : 'mute')}
        </button>
      )}
      <button type="button" onClick={() => void verb('duplicate')()}>
        {say('duplicate')}
      </button>
      <button type="button" onClick={() => void verb('delete')()}>
        {say('delete')}
      </button>
    </p>
  );
}
