/* Bringing data of one's own: files are read beside the page, shown as they are written, and taken as a table node. What
   was found out about them is shown and can be changed; every row that is left out is counted. */
import { useEffect, useId, useRef, useState } from 'react';
import type { Counted } from '../../data/files/csv-table.ts';
import type { NodeId } from '../../document/document.ts';
import { size } from '../../tensor/shape.ts';
import { sentence } from '../../words/words.ts';
import { canvasCentre } from '../canvas/drop.ts';
import { useChainrule, useSession } from '../context.ts';
import { askFiles } from '../safety/ask-files.ts';
import { ArrayFields } from './ArrayFields.tsx';
import { Balance } from './Balance.tsx';
import { takeBrought } from './bringing.ts';
import { ColumnHead, CsvFields } from './CsvFields.tsx';
import { placed, valuesOfBlocks, valuesOfCsv } from './choice.ts';
import { DigitsBoard } from './DigitsBoard.tsx';
import styles from './data.module.css';
import { Grid } from './Grid.tsx';
import { PictureFields } from './PictureFields.tsx';
import { PointsBoard } from './PointsBoard.tsx';
import { isTable, tableFile } from './points.ts';
import { type DataSay, useDataSay } from './say.ts';
import { TextUse } from './TextUse.tsx';
import { isProse } from './text-choice.ts';
import { type Readings, useReading } from './use-reading.ts';

const ACCEPTED = '.csv,.tsv,.txt,.md,.npy,.npz,.zip,.gz,.idx,.idx1-ubyte,.idx3-ubyte,text/csv';
/** With more rows than this, a step over all of them is no default. */
const MANY = 2000;

/** Names of files that are shown. */
const NAMED = 6;

export function DataDialog() {
  const say = useDataSay();
  const language = useSession((session) => session.language);
  const { state, reader, look, take: takePictures, choose, survey, count } = useReading();
  const [names, setNames] = useState<readonly string[]>([]);
  const [into, setInto] = useState<NodeId | null>(null);
  const [text, setText] = useState<File | null>(null);
  const [asText, setAsText] = useState(true);
  const [drawing, setDrawing] = useState<'points' | 'digits' | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: readonly File[]) => {
    setNames(files.slice(0, NAMED).map(({ name, webkitRelativePath }) => webkitRelativePath || name));
    const [file] = files;
    setText(files.length === 1 && file && isProse(file) ? file : null);
    setAsText(true);
    if (files.length > 0) void look(files);
  };
  // What was dropped comes before the dialog, or while it stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(() => {
    const brought = takeBrought();
    setInto(brought.into);
    take(brought.files);
  }, []);
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (!isTable(text)) return;
      event.preventDefault();
      take([tableFile(text)]);
    };
    window.addEventListener('paste', pasted);
    return () => window.removeEventListener('paste', pasted);
  });
  const { looked, choice, counted, problem, broken, share } = state;
  const table = (
    <>
      {problem && (
        <p role="alert">
          {sentence(language, { code: problem.code, values: { node: names.join(', '), ...problem.values } })}
        </p>
      )}
      {broken !== null && <p role="alert">{say('failed', { message: broken })}</p>}
      {choice && (
        <CsvFields
          settings={choice}
          change={({ delimiter, decimal, encoding, header }) => void survey({ delimiter, decimal, encoding, header })}
        />
      )}
      {looked?.form === 'blocks' && looked.arrays.length > 0 && (
        <ArrayFields looked={looked} choose={(arrays) => void choose(arrays)} />
      )}
      {looked?.form === 'blocks' && looked.pictures && (
        <PictureFields pictures={looked.pictures} take={(choice) => void takePictures(choice)} />
      )}
      {looked && (
        <Grid
          key={`${names} ${JSON.stringify(looked.form === 'csv' ? looked.settings : [looked.chosen, looked.pictures])}`}
          reader={reader}
          rows={looked.form === 'csv' ? looked.all : looked.rows}
          tall={looked.form === 'csv' ? 76 : 28}
          columns={looked.form === 'csv' ? looked.survey.columns.length : 1 + size(looked.shape)}
          head={(column) => {
            const facts = looked.form === 'csv' ? looked.survey.columns[column] : undefined;
            if (!facts || !choice) return <b>{column === 0 ? 'y' : `x${column - 1}`}</b>;
            return <ColumnHead facts={facts} place={column} choice={choice} change={(next) => void count(next)} />;
          }}
        />
      )}
      {looked?.form === 'csv' && choice && (
        <fieldset className={styles.fields}>
          <legend>{say('target-as')}</legend>
          {(['classes', 'numbers'] as const).map((kind) => (
            <label key={kind}>
              <input type="radio" checked={choice.kind === kind} onChange={() => void count({ ...choice, kind })} />
              {say(kind)}
            </label>
          ))}
        </fieldset>
      )}
      {choice?.inputs.length === 0 && <p role="alert">{say('no-inputs')}</p>}
      {counted?.rows === 0 && <p role="alert">{say('no-rows')}</p>}
      {counted && <Dropped counted={counted} say={say} />}
      <Use state={state} into={into} keep={() => reader().keep()} />
    </>
  );
  return (
    <div className={styles.bringing}>
      <p>{say('says')}</p>
      <div className={styles.files}>
        <button type="button" className={styles.button} onClick={() => input.current?.click()}>
          {say(names.length > 0 ? 'other' : 'choose')}
        </button>
        <input
          ref={input}
          type="file"
          accept={ACCEPTED}
          multiple
          hidden
          data-testid="data.files"
          onChange={({ target }) => take([...(target.files ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)))}
        />
        <button type="button" className={styles.button} onClick={() => askFiles({ folder: true }, take)}>
          {say('folder')}
        </button>
        {(['points', 'digits'] as const).map((what) => (
          <button
            key={what}
            type="button"
            className={styles.button}
            aria-expanded={drawing === what}
            onClick={() => setDrawing(drawing === what ? null : what)}
          >
            {say(what === 'points' ? 'draw' : 'draw-digits')}
          </button>
        ))}
        <span>{names.join(', ')}</span>
        <span role="status" className={styles.share}>
          {share !== null && say('reading', { share: Math.floor(100 * share) })}
        </span>
      </div>
      {drawing === 'points' && <PointsBoard take={(file) => take([file])} />}
      {drawing === 'digits' && <DigitsBoard take={take} />}
      {text && (
        <fieldset className={styles.fields}>
          <legend>{say('read-as')}</legend>
          {[true, false].map((each) => (
            <label key={String(each)}>
              <input type="radio" checked={asText === each} onChange={() => setAsText(each)} />
              {say(each ? 'as-text' : 'as-table')}
            </label>
          ))}
        </fieldset>
      )}
      {text && asText && <TextUse key={names.join()} file={text} into={into} />}
      {!(text && asText) && table}
    </div>
  );
}

function Dropped({ counted, say }: { readonly counted: Counted; readonly say: DataSay }) {
  const { ragged, badInput, badTarget, badLine, blank } = counted;
  const what = [
    ...(ragged > 0 ? [say('ragged', { count: ragged })] : []),
    ...(badInput > 0 ? [say('bad-input', { count: badInput })] : []),
    ...(badTarget > 0 ? [say('bad-target', { count: badTarget })] : []),
  ].join(', ');
  return (
    <p data-testid="data.dropped">
      {what ? say('dropped', { what, line: badLine ?? '–' }) : say('all-rows')}
      {blank > 0 && ` ${say('blank', { count: blank })}`}
    </p>
  );
}

interface UseProps {
  readonly state: Readings;
  readonly into: NodeId | null;
  readonly keep: () => Promise<{ readonly ids: readonly string[]; readonly kept: boolean }>;
}

/** How the rows go into the network, and the buttons that put them there. */
function Use({ state: { looked, choice, counted }, into, keep }: UseProps) {
  const store = useChainrule();
  const say = useDataSay();
  const id = useId();
  const document = useSession((session) => session.history.present);
  const steps = useSession((session) => session.plan.steps);
  const { split, batchSize } = document.training;
  const [standardise, setStandardise] = useState(true);
  const [divide, setDivide] = useState(true);
  const [images, setImages] = useState(false);
  const [test, setTest] = useState(split.test > 0 ? Math.round(100 * split.test) : 20);
  const [batch, setBatch] = useState<number | null>(null);
  const [keeping, setKeeping] = useState(false);
  const [crowded, setCrowded] = useState(false);
  const rows = looked?.form === 'blocks' ? looked.rows : (counted?.rows ?? 0);
  if (!looked || rows === 0) return null;
  const csv = looked.form === 'csv';
  const step: number | 'full' =
    batch ?? (batchSize === 'full' && rows <= MANY ? 'full' : batchSize === 'full' ? 32 : batchSize);
  const values = csv
    ? choice && counted && valuesOfCsv(choice, counted, standardise)
    : valuesOfBlocks(looked, { divide: divide && looked.bytes, images });
  const classes = csv ? (counted?.classes ?? []) : looked.classes;
  const data = steps.filter(({ type }) => type.source && type.outputs.includes('y')).map(({ node }) => node);
  const old = into ?? (data.length === 1 ? (data[0] ?? null) : null);
  const use = async (place: NodeId | null) => {
    if (!values) return;
    setKeeping(true);
    const { ids, kept } = await keep();
    setKeeping(false);
    setCrowded(!kept);
    if (!kept) return;
    const wanted = { old: place, position: canvasCentre(), test: test / 100, batch: step };
    const { id, edit } = placed(store.session.getState().history.present, { file: ids, ...values }, wanted);
    store.change({ code: 'bring-data', values: { node: id } }, edit);
    store.select([id]);
    store.openDialog(null);
  };
  const inputs = Array.isArray(values?.shape) ? (values.shape as number[]).reduce((a, b) => a * b, 1) : 0;
  const goal = classes.length > 0 ? say('summary-classes', { count: classes.length }) : say('summary-numbers');
  return (
    <>
      {classes.length > 0 && <Balance classes={classes} />}
      <div className={styles.fields}>
        {csv ? (
          <label>
            <input type="checkbox" checked={standardise} onChange={({ target }) => setStandardise(target.checked)} />
            {say('standardise')}
          </label>
        ) : (
          <>
            {looked.bytes && (
              <label>
                <input type="checkbox" checked={divide} onChange={({ target }) => setDivide(target.checked)} />
                {say('divide')}
              </label>
            )}
            <label>
              <input type="checkbox" checked={images} onChange={({ target }) => setImages(target.checked)} />
              {say('images')}
            </label>
          </>
        )}
        <label htmlFor={`${id}-test`}>
          {say('test')}
          <input
            id={`${id}-test`}
            type="number"
            min={0}
            max={90}
            value={test}
            onChange={({ target }) => setTest(Math.max(0, Math.min(90, Number(target.value))))}
          />
        </label>
        <label htmlFor={`${id}-batch`}>
          {say('batch')}
          <input
            id={`${id}-batch`}
            type="number"
            min={1}
            max={rows}
            value={step === 'full' ? rows : step}
            onChange={({ target }) => setBatch(Math.max(1, Math.floor(Number(target.value)) || 1))}
          />
        </label>
      </div>
      {crowded && <p role="alert">{say('no-room')}</p>}
      <div className={styles.use}>
        <output data-testid="data.summary">
          {keeping ? say('keeping') : say('summary', { rows, inputs, target: goal })}
        </output>
        {old !== null && (
          <button type="button" className={styles.primary} disabled={keeping} onClick={() => void use(old)}>
            {say('replace', { node: old })}
          </button>
        )}
        <button
          type="button"
          className={old === null ? styles.primary : styles.button}
          disabled={keeping}
          onClick={() => void use(null)}
        >
          {say('add')}
        </button>
      </div>
    </>
  );
}
