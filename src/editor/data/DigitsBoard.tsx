/* Digits drawn by hand, one after another: a digit is drawn and told what it is, and the board is empty for the next. They
   are handed on as the files that they are, so that all else is as with any others. */
import { useEffect, useRef, useState } from 'react';
import { colourOf } from '../tensor/colour.ts';
import { currentTheme, onThemeChange } from '../tensor/theme.ts';
import { Board } from '../trying/Board.tsx';
import styles from './data.module.css';
import { type DrawnDigit, digitFiles } from './drawn.ts';
import { useDataSay } from './say.ts';

/** As scikit-learn's digits, and as MNIST's. */
const SIDES = [8, 28];
const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);
/** Pixels of the screen along the edge of one that is done. */
const SMALL = 28;

export function DigitsBoard({ take }: { readonly take: (files: readonly File[]) => void }) {
  const say = useDataSay();
  const [side, setSide] = useState(SIDES[0]!);
  const [cells, setCells] = useState<Float32Array>(() => new Float32Array(side ** 2));
  const [digits, setDigits] = useState<readonly DrawnDigit[]>([]);
  const blank = cells.every((cell) => cell === 0);
  const add = (label: number) => {
    if (blank) return;
    setDigits([...digits, { cells, label }]);
    setCells(new Float32Array(side ** 2));
  };
  const sized = (wanted: number) => {
    setSide(wanted);
    setCells(new Float32Array(wanted ** 2));
    setDigits([]);
  };
  const classes = new Set(digits.map(({ label }) => label)).size;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the board inside that it has no use for.
    <div
      className={styles.points}
      onKeyDown={({ key, ctrlKey, metaKey, altKey, target }) => {
        const board = target instanceof HTMLElement && target.role === 'application';
        if (board && /^\d$/.test(key) && !ctrlKey && !metaKey && !altKey) add(Number(key));
      }}
    >
      <Board key={side} side={side} cells={cells} ink={1} change={setCells} gradient={null} erasing={false} />
      <div>
        <p>{say('digits-help')}</p>
        <fieldset className={styles.fields}>
          <legend>{say('digits-is')}</legend>
          {DIGITS.map((digit) => (
            <button
              key={digit}
              type="button"
              className={styles.button}
              disabled={blank}
              aria-label={say('digits-add', { digit })}
              onClick={() => add(digit)}
            >
              {digit}
            </button>
          ))}
        </fieldset>
        <fieldset className={styles.fields}>
          <legend>{say('digits-side')}</legend>
          {SIDES.map((each) => (
            <label key={each}>
              <input type="radio" checked={side === each} disabled={digits.length > 0} onChange={() => sized(each)} />
              {each} × {each}
            </label>
          ))}
        </fieldset>
        {digits.length > 0 && (
          <ol className={styles.drawn} aria-label={say('digits-drawn')}>
            {digits.map((digit, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a digit is its place; only the last one is taken back.
              <li key={place}>
                <Small digit={digit} side={side} />
                {digit.label}
              </li>
            ))}
          </ol>
        )}
        <p role="status">{say(classes < 2 ? 'digits-few' : 'digits-count', { count: digits.length, classes })}</p>
        <div className={styles.files}>
          <button
            type="button"
            className={styles.button}
            disabled={classes < 2}
            onClick={() => take(digitFiles(digits, side))}
          >
            {say('digits-use')}
          </button>
          <button
            type="button"
            className={styles.button}
            disabled={blank}
            onClick={() => setCells(new Float32Array(side ** 2))}
          >
            {say('digits-clear')}
          </button>
          <button
            type="button"
            className={styles.button}
            disabled={digits.length === 0}
            onClick={() => setDigits(digits.slice(0, -1))}
          >
            {say('plane-undo')}
          </button>
        </div>
      </div>
    </div>
  );
}

/** One that is done. */
function Small({ digit: { cells, label }, side }: { readonly digit: DrawnDigit; readonly side: number }) {
  const say = useDataSay();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = () => {
      const pen = canvas.current?.getContext('2d');
      if (!pen) return;
      for (const [place, cell] of cells.entries()) {
        pen.fillStyle = colourOf(cell, 1, 'grey', currentTheme());
        pen.fillRect(place % side, Math.floor(place / side), 1, 1);
      }
    };
    draw();
    return onThemeChange(draw);
  }, [cells, side]);
  return (
    <canvas
      ref={canvas}
      width={side}
      height={side}
      style={{ width: SMALL, height: SMALL }}
      role="img"
      aria-label={say('digits-one', { digit: label })}
    />
  );
}
