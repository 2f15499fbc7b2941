/* A text to type, its characters shaded by how much the answer hangs on each, and the network writing on. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useChainrule } from '../context.ts';
import { colourOf, rampIndex, rampTable, tableColour, textOn } from '../tensor/colour.ts';
import { currentTheme } from '../tensor/theme.ts';
import { probabilities } from '../training/field.ts';
import { useTrySay } from './say.ts';
import { drawn, type Known, readText, visible } from './text.ts';
import type { Trial } from './trial.ts';
import styles from './trying.module.css';
import type { Sample } from './use-response.ts';

/** Characters that are written at a press. */
const WRITTEN = 40;

interface Props {
  readonly trial: Trial;
  readonly known: Known;
  readonly change: (sample: Sample | null) => void;
  readonly gradient: { readonly data: Float32Array; readonly scale: number } | null;
}

export function TextSurface({ trial, known: { alphabet, opening }, change, gradient }: Props) {
  const store = useChainrule();
  const say = useTrySay();
  const [text, setText] = useState(opening);
  const [left, setLeft] = useState(0);
  const writing = useRef(false);
  const length = trial.shape[0] ?? 1;
  const { characters, unknown, cut, sample } = useMemo(
    () => readText(text, alphabet, length),
    [text, alphabet, length],
  );
  useEffect(() => change(sample), [change, sample]);
  useEffect(
    () => () => {
      writing.current = false;
    },
    [],
  );
  const writeOn = async () => {
    writing.current = true;
    let whole = text;
    for (let more = WRITTEN; more > 0 && writing.current; more--) {
      setLeft(more);
      const { sample: next } = readText(whole, alphabet, length);
      if (!next) break;
      const { input, output, shape } = trial;
      const asked = { input, output, shape: [1, ...shape], ...next, column: null };
      const answer = await store.ask({ kind: 'respond', ...asked });
      if (answer.kind !== 'respond') break;
      const { said } = answer.response;
      whole += alphabet[drawn(probabilities(said, said.length), Math.random())] ?? '';
      setText(whole);
    }
    writing.current = false;
    setLeft(0);
  };
  return (
    <div className={styles.text}>
      <label>
        {say('text')}
        <textarea
          value={text}
          rows={3}
          spellCheck={false}
          onChange={({ target }) => {
            writing.current = false;
            setText(target.value);
          }}
        />
      </label>
      {unknown.length > 0 && <p role="status">{say('unknown', { characters: unknown.slice(0, 12).join(' ') })}</p>}
      {cut && <p>{say('long', { length })}</p>}
      <p className={styles.characters} aria-hidden="true">
        {characters.map((character, place) => {
          const size = gradient?.data[place] ?? 0;
          const scale = gradient?.scale || 1;
          const ink = tableColour(rampTable(currentTheme(), 'sequential'), rampIndex(size, scale, 'sequential'));
          const background = colourOf(size, scale, 'sequential', currentTheme());
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is.
            <span key={place} style={{ background, color: textOn(ink) }}>
              {visible(character)}
            </span>
          );
        })}
      </p>
      <button type="button" className={styles.button} disabled={!sample || left > 0} onClick={() => void writeOn()}>
        {left > 0 ? say('writing', { count: left }) : say('write-on', { count: WRITTEN })}
      </button>
    </div>
  );
}
