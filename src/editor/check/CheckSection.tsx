/* Is it right? The gradient of the tensor that is shown, against central differences; and what was changed by hand. */
import { useMemo, useState } from 'react';
import { type Address, address, parts } from '../../document/document.ts';
import type { Plan } from '../../plan/plan.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { isBrought } from '../../store/by-hand.ts';
import type { Check } from '../../store/checking.ts';
import { written } from '../../tensor/shape.ts';
import { useChainrule, useSay, useSession } from '../context.ts';
import { gradientValue, originOf, shapeOf, stepOf } from '../inspector/tensors.ts';
import { fmt, fmtCount } from '../tensor/format.ts';
import { arrange } from '../tensor/layout.ts';
import { TensorPicture } from '../tensor/TensorPicture.tsx';
import styles from './check.module.css';
import { errorView, still } from './error-view.ts';
import { OneNumber } from './OneNumber.tsx';
import { fmtError, MARKS, summaryOf, WORDS } from './verdict.ts';

const BOX = { width: 272, height: 120, cell: 14 };

interface Props {
  /** A value or its gradient. */
  readonly place: Address;
  readonly plan: Plan;
}

export function CheckSection({ place, plan }: Props) {
  const store = useChainrule();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { node, name } = parts(place);
  const step = stepOf(plan, node);
  const value = originOf(plan, address(node, (step && gradientValue(step.type, name)) ?? name));
  const found = useSession(({ checks }) => checks.get(value));
  const checking = useSession((session) => session.checking !== null);
  const maker = stepOf(plan, parts(value).node);
  const shape = shapeOf(plan, value);
  if (!step?.reaches || !maker?.reaches || !shape || plan.indices.has(value)) return null;
  if (!maker.type.outputs.includes(parts(value).name) && !parametersOf(maker.type).includes(parts(value).name))
    return null;
  const editable =
    parametersOf(maker.type).includes(parts(value).name) || maker.type.source?.batched(maker.settings) === false;
  return (
    <section className={styles.check} aria-label={say('check.title')}>
      <div className={styles.head}>
        <h3>{say('check.title')}</h3>
        <button type="button" onClick={() => void store.check(value)} disabled={checking} title={say('check.help')}>
          {say(checking ? 'check.busy' : 'check.check')}
        </button>
      </div>
      {found && <Found check={found} />}
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{say('check.one')}</summary>
        {open && <OneNumber key={`${value} ${shape.join()}`} place={value} shape={shape} editable={editable} />}
      </details>
      <ByHand />
    </section>
  );
}

/** The verdict in words, and where the errors are. */
function Found({ check }: { readonly check: Check }) {
  const say = useSay();
  const plan = useSession((session) => session.plan);
  const shape = shapeOf(plan, check.address);
  const { compared, kinks, error } = summaryOf(check);
  const picture = useMemo(() => {
    if (!shape) return null;
    const arrangement = arrange(shape, BOX);
    return { shape, arrangement, source: still(errorView(shape, check.cells, arrangement.request)) };
  }, [shape, check]);
  return (
    <>
      <p className={styles.says} data-verdict={check.verdict} data-testid="check.verdict">
        {MARKS[check.verdict]} {say(WORDS[check.verdict])}
        {compared > 0 && `: ${say('check.compared', { compared, error: fmtError(error) })}`}
        {kinks > 0 && compared > 0 && ` ${say('check.kinks', { kinks })}`}{' '}
        <span>{say('training.at-step', { step: fmtCount(check.step) })}</span>
      </p>
      {picture && picture.arrangement.form !== 'scalar' && (
        <div title={say('check.errors-help')}>
          <TensorPicture
            source={picture.source}
            address={check.address}
            name={say('check.errors', { shape: written(picture.shape) })}
            shape={picture.shape}
            arrangement={picture.arrangement}
            rule="data"
            ramp="sequential"
            scale={1}
            pending=""
          />
        </div>
      )}
    </>
  );
}

/** Numbers of the trained network that are no longer what training made of them. */
function ByHand() {
  const store = useChainrule();
  const say = useSay();
  const last = useSession(({ byHand }) => byHand.at(-1));
  if (!last) return null;
  const step = fmtCount(last.step);
  return (
    <div className={styles.hand}>
      <p>
        {isBrought(last)
          ? say('check.brought', { file: last.file, tensors: last.before.size, step })
          : say('check.by-hand', {
              tensor: last.address,
              index: last.index.join(', '),
              from: fmt(last.from),
              to: fmt(last.to),
              step,
            })}
      </p>
      <button type="button" onClick={() => void store.putBack()}>
        {say('check.put-back')}
      </button>
    </div>
  );
}
