/* A frame or a note: held by its title or its text, resized at its edges, written in its place, and with the keyboard. */
import { Trash2 } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, memo, type PointerEvent, useEffect, useRef } from 'react';
import { useReactFlow } from 'reactflow';
import { useStore as useZustand } from 'zustand';
import { type AreaKind, COLOURS } from '../../../document/annotations.ts';
import type { Frame, Note } from '../../../document/document.ts';
import { LIMITS } from '../../../document/limits.ts';
import { commandOf, keysOf } from '../../commands.ts';
import { useChainrule } from '../../context.ts';
import { write, writing } from '../../editing/writing.ts';
import { matches } from '../../shell/keys.ts';
import type { Box } from '../route.ts';
import styles from './annotations.module.css';
import type { AreaVerbs } from './areas.ts';
import { boxOf, EDGES, type Edge, follow } from './grips.ts';
import { Markdown } from './Markdown.tsx';
import { useAnnotationSay } from './say.ts';
import { arrowOf } from './steps.ts';

interface Props {
  readonly kind: AreaKind;
  readonly id: string;
  readonly area: Frame | Note;
  /** Where it is while a hand holds it. */
  readonly held: Box | undefined;
  readonly verbs: AreaVerbs;
}

export const AreaView = memo(function AreaView({ kind, id, area, held, verbs }: Props) {
  const store = useChainrule();
  const say = useAnnotationSay();
  const { getZoom } = useReactFlow();
  const element = useRef<HTMLElement>(null);
  const what = `${kind}/${id}`;
  const isWriting = useZustand(writing, (state) => state.what === what);
  const text = 'title' in area ? area.title : area.text;
  const { x, y, width, height } = held ?? boxOf(area);

  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The wheel turns a note that is longer than its box, else it zooms.
    const box = said.current;
    box?.classList.toggle('nowheel', box.scrollHeight > box.clientHeight);
  });

  const press = (edge: Edge | 'whole') => (event: PointerEvent) => {
    const verb = (way: { x: number; y: number }, isHeld: boolean) =>
      edge === 'whole' ? verbs.move(kind, id, way, isHeld) : verbs.resize(kind, id, edge, way, isHeld);
    follow(event, {
      zoom: getZoom(),
      moved: (way) => verb(way, true),
      dropped: (way) => verb(way, false),
      lifted: verbs.lift,
    });
  };
  const edit = () => write(what);
  const keyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const session = store.session.getState();
    const means = (command: 'rename' | 'delete') =>
      keysOf(commandOf(command), session).some((key) => matches(event.nativeEvent, key));
    const way = arrowOf(event);
    if (way && event.ctrlKey) verbs.resize(kind, id, 'se', way, false);
    else if (way) verbs.move(kind, id, way, false);
    else if (means('rename') || event.key === 'Enter') edit();
    else if (means('delete')) verbs.remove(kind, id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const focused = ({ target, currentTarget }: FocusEvent) => {
    // What is held now is this, and no node.
    if (target === currentTarget && store.session.getState().selection.size > 0) store.select([]);
  };
  const done = (next: string) => {
    write(null);
    if (next !== text) verbs.change(kind, id, kind === 'frames' ? { title: next } : { text: next });
    element.current?.focus({ preventScroll: true });
  };
  const name = text.split('\n', 1)[0]?.slice(0, 60) ?? '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <section
      ref={element}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move it.
      tabIndex={0}
      className={`${styles.area} nopan nokey`}
      data-kind={kind}
      data-testid={id}
      data-colour={area.colour ?? 0}
      aria-label={say(kind === 'frames' ? 'named-frame' : 'named-note', { text: name })}
      aria-description={say('area-help')}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      onKeyDown={keyDown}
      onFocus={focused}
    >
      <div className={styles.bar}>
        {kind === 'frames' &&
          (isWriting ? (
            <TitleField text={text} done={done} />
          ) : (
            // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys and Enter do the same on the frame.
            <div className={styles.title} onPointerDown={press('whole')} onDoubleClick={edit}>
              {text || <i>{say('frame')}</i>}
            </div>
          ))}
        {!isWriting && <Tools kind={kind} id={id} verbs={verbs} colour={area.colour} />}
      </div>
      {kind === 'notes' &&
        (isWriting ? (
          <NoteField text={text} done={done} />
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys and Enter do the same on the note.
          <div ref={said} className={styles.text} onPointerDown={press('whole')} onDoubleClick={edit}>
            {text ? <Markdown text={text} /> : <i>{say('empty-note')}</i>}
          </div>
        ))}
      {EDGES.map((edge) => (
        <div key={edge} className={styles.edge} data-edge={edge} onPointerDown={press(edge)} />
      ))}
    </section>
  );
});

/** The colours, of which the next is taken, and the bin. */
function Tools({ kind, id, verbs, colour = 0 }: Pick<Props, 'kind' | 'id' | 'verbs'> & { colour: number | undefined }) {
  const say = useAnnotationSay();
  return (
    <div className={styles.tools}>
      {Array.from({ length: COLOURS + 1 }, (_, number) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a colour is its number.
          key={number}
          type="button"
          className={styles.swatch}
          data-colour={number}
          aria-pressed={number === colour}
          aria-label={number === 0 ? say('no-colour') : say('colour', { number })}
          onClick={() => verbs.change(kind, id, { colour: number || undefined })}
        />
      ))}
      <button
        type="button"
        className={styles.bin}
        aria-label={say(kind === 'frames' ? 'delete-frame' : 'delete-note')}
        title={say(kind === 'frames' ? 'delete-frame' : 'delete-note')}
        onClick={() => verbs.remove(kind, id)}
      >
        <Trash2 size={14} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </div>
  );
}

interface FieldProps {
  readonly text: string;
  readonly done: (text: string) => void;
}

/** Enter and leaving take the title, Escape leaves it as it was. */
function TitleField({ text, done }: FieldProps) {
  const say = useAnnotationSay();
  const field = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  useEffect(() => field.current?.select(), []);
  const leave = (next: string) => {
    if (left.current) return;
    left.current = true;
    done(next.trim());
  };
  return (
    <input
      ref={field}
      className={styles.titleField}
      aria-label={say('frame-title')}
      placeholder={say('frame')}
      defaultValue={text}
      maxLength={LIMITS.label}
      onBlur={({ currentTarget }) => leave(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') leave(event.currentTarget.value);
        if (event.key === 'Escape') leave(text);
      }}
    />
  );
}

/** A note is long work: Escape keeps it too, and undo takes it back. */
function NoteField({ text, done }: FieldProps) {
  const say = useAnnotationSay();
  const field = useRef<HTMLTextAreaElement>(null);
  const left = useRef(false);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const leave = (next: string) => {
    if (left.current) return;
    left.current = true;
    done(next);
  };
  return (
    <textarea
      ref={field}
      className={`${styles.noteField} nowheel`}
      aria-label={say('note-text')}
      placeholder={say('empty-note')}
      defaultValue={text}
      maxLength={LIMITS.note}
      onBlur={({ currentTarget }) => leave(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        const ends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
        if (event.key === 'Escape' || ends) leave(event.currentTarget.value);
      }}
    />
  );
}
