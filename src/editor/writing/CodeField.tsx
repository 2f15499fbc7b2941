/* A field for a program: CodeMirror in a shadow of its own, where it may bring its style sheet as an object, which the
   content security policy allows. */
import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import styles from './writing.module.css';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly marks: readonly Diagnostic[];
  readonly change: (text: string) => void;
  /** Where the caret stands. */
  readonly moved: (at: number) => void;
  /** The focus went elsewhere. */
  readonly left: () => void;
  /** Takes the focus when it appears. */
  readonly asked: boolean;
}

const theme = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: 'var(--size-small)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--font-mono)', caretColor: 'var(--text)', padding: '6px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface2)', color: 'var(--text3)', border: 'none' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--border-strong)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-filled)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--error)',
    textDecorationSkipInk: 'none',
  },
});

/** What is typed here is nobody else's; only Escape leaves. */
const OWN = ['keydown', 'keyup', 'keypress', 'copy', 'cut', 'paste'] as const;

export function CodeField({ label, text, names, marks, change, moved, left, asked }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ change, moved, left, names });
  latest.current = { change, moved, left, names };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what it begins with, and follows below.
  useEffect(() => {
    const element = host.current!;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const keep = (event: Event) => {
      if (!(event instanceof KeyboardEvent && event.key === 'Escape')) event.stopPropagation();
    };
    for (const name of OWN) element.addEventListener(name, keep);
    const leave = () => latest.current.left();
    element.addEventListener('focusout', leave);
    const complete = (context: CompletionContext) => {
      const word = context.matchBefore(/\w{2,}/);
      if (!word && !context.explicit) return null;
      return { from: word?.from ?? context.pos, options: latest.current.names.map((each) => ({ label: each })) };
    };
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          ...[theme, lineNumbers(), history(), EditorView.lineWrapping],
          autocompletion({ override: [complete], icons: false }),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.change(update.state.doc.toString());
            if (update.docChanged || update.selectionSet) latest.current.moved(update.state.selection.main.head);
          }),
        ],
      }),
    });
    view.current = made;
    if (asked) made.focus();
    return () => {
      for (const name of OWN) element.removeEventListener(name, keep);
      element.removeEventListener('focusout', leave);
      made.destroy();
    };
  }, [label]);

  useEffect(() => {
    const made = view.current!;
    const present = made.state.doc.toString();
    if (present !== text) made.dispatch({ changes: { from: 0, to: present.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const made = view.current!;
    const length = made.state.doc.length;
    made.dispatch(
      setDiagnostics(
        made.state,
        marks.filter(({ to }) => to <= length),
      ),
    );
  }, [marks]);

  return <div ref={host} className={styles.field} />;
}
