/* The network as code beside the canvas: in which language, what it is, what was run of it and what was not, the lines,
   and the ways to take it along. */
import { Copy, Download, X } from 'lucide-react';
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { pack } from '../../document/archive.ts';
import { REASONS } from '../../export/not-writable.ts';
import { STYLES, TARGETS, type Wish } from '../../export/wishes.ts';
import { sentence } from '../../words/words.ts';
import { useChainrule, useSession } from '../context.ts';
import { download, fileName } from '../safety/files.ts';
import { shownTitle } from '../shell/title.ts';
import { CodeList } from './CodeList.tsx';
import styles from './export.module.css';
import { useExporting } from './say.ts';
import { type Exported, useExported } from './use-exported.ts';

/** Multiplications of a step from which several processes may be quicker; a guess. */
const PAYS = 1e8;

export function ExportPane() {
  const store = useChainrule();
  const say = useExporting();
  const [wish, setWish] = useState<Wish>({ to: 'numpy', style: 'module' });
  const { answer, refusal, renew } = useExported(wish);
  const shown = useDeferredValue(answer);
  const language = useSession((session) => session.language);
  const top = useRef<HTMLElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => top.current?.querySelector('select')?.focus(), []);
  const close = () => {
    store.showExport(false);
    if (before instanceof HTMLElement) before.focus();
  };
  const { to, style } = wish;
  return (
    <aside
      ref={top}
      className={styles.pane}
      aria-label={say('title')}
      onKeyDown={({ key, defaultPrevented }) => key === 'Escape' && !defaultPrevented && close()}
    >
      <header>
        <h2>{say('title')}</h2>
        <button type="button" className={styles.icon} aria-label={say('close')} title={say('close')} onClick={close}>
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      <div className={styles.choices}>
        <Choice
          label={say('as')}
          names={TARGETS}
          value={to}
          word={say}
          choose={(next) => setWish({ to: next, style })}
        />
        {to === 'pytorch' && (
          <Choice
            label={say('style')}
            names={STYLES}
            value={style}
            word={say}
            choose={(next) => setWish({ to, style: next })}
          />
        )}
      </div>
      <p>{say(`${to}-says`)}</p>
      {refusal && (
        <p role="alert" className={styles.refused}>
          {REASONS.some((each) => each === refusal.reason)
            ? sentence(language, { code: refusal.reason, values: refusal.values ?? {} })
            : say('broken')}
        </p>
      )}
      {shown && !refusal && <Files key={shown.files[0]?.name} exported={shown} wish={wish} renew={renew} />}
      {!shown && !refusal && <p role="status">{say('writing')}</p>}
    </aside>
  );
}

interface FilesProps {
  readonly exported: Exported;
  readonly wish: Wish;
  readonly renew: () => void;
}

function Files({ exported, wish: { to }, renew }: FilesProps) {
  const store = useChainrule();
  const say = useExporting();
  const running = useSession((session) => session.engine === 'running');
  const [name, setName] = useState(exported.files[0]?.name ?? '');
  const [said, setSaid] = useState('');
  const { files, step, work, dropout, anew } = exported;
  const file = files.find((each) => each.name === name) ?? files[0];
  if (!file) return null;
  const { language, history } = store.session.getState();
  const stem = fileName(shownTitle(language, history.present));
  const trains = to !== 'onnx' && to !== 'safetensors';
  const whole = files.length > 1;
  const saved = whole ? `${stem}.zip` : file.name.replace('network', stem);
  const save = () =>
    download(whole ? pack(files.map((each) => packed(each, stem))) : new Blob([bytesOf(file.content)]), saved);
  const copy = async () => {
    try {
      // Absent on pages that are not served securely.
      await (navigator.clipboard as Clipboard | undefined)?.writeText(String(file.content));
      setSaid(navigator.clipboard ? 'copied' : 'not-copied');
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setSaid('not-copied');
    }
  };
  return (
    <>
      <p className={styles.ran}>{say(`${to}-ran`)}</p>
      {to === 'project' && (
        <p className={styles.ran}>{say(work < PAYS ? 'slower' : 'quicker', { work: rounded(work, language) })}</p>
      )}
      {trains && dropout && <p className={styles.ran}>{say('dropout')}</p>}
      <div className={styles.choices}>
        {whole && (
          <Choice label={say('file')} names={files.map((each) => each.name)} value={file.name} choose={setName} />
        )}
        <span className={styles.after}>
          {say('after', { step })} {trains && anew && say('anew')}{' '}
          {running && (
            <button type="button" className={styles.button} onClick={renew}>
              {say('renew')}
            </button>
          )}
        </span>
      </div>
      <CodeList key={`${to} ${file.name}`} file={file} />
      <footer>
        <OfNode lines={file.lines} />
        {typeof file.content === 'string' && (
          <button type="button" className={styles.button} onClick={() => void copy()}>
            <Copy size={14} aria-hidden="true" />
            {say('copy')}
          </button>
        )}
        <button type="button" className={styles.button} onClick={save}>
          <Download size={14} aria-hidden="true" />
          {say('download', { file: saved })}
        </button>
        <span role="status">{said !== '' && say(said as 'copied' | 'not-copied')}</span>
      </footer>
    </>
  );
}

/** How many of the lines are about the selected node; how to select, while there is none. */
function OfNode({ lines }: Pick<Exported['files'][number], 'lines'>) {
  const say = useExporting();
  const selection = useSession((session) => session.selection);
  const count = lines.filter((line) => line.node !== undefined && selection.has(line.node)).length;
  if (!lines.some((line) => line.node !== undefined)) return <span className={styles.hint} />;
  return (
    <span className={styles.hint}>
      {selection.size === 0 ? say('hint') : say('of-node', { node: [...selection].join(', '), count })}
    </span>
  );
}

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly names: readonly Name[];
  readonly value: Name;
  readonly choose: (name: Name) => void;
  /** What a name is called; by default, itself. */
  readonly word?: (name: Name) => string;
}

function Choice<Name extends string>({ label, names, value, choose, word }: ChoiceProps<Name>) {
  const id = useId();
  return (
    <span className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => choose(target.value as Name)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {word ? word(name) : name}
          </option>
        ))}
      </select>
    </span>
  );
}

type Content = Exported['files'][number]['content'];
const bytesOf = (content: Content) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
const packed = ({ name, content }: Exported['files'][number], folder: string) => ({
  name: `${folder}/${name}`,
  bytes: bytesOf(content),
});
const rounded = (count: number, language: string) => Number(count.toPrecision(2)).toLocaleString(language);
