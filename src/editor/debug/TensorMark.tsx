/* Beside a tensor's name: the padlock of a parameter, the bead of a gradient that is a sum, that it is stale, and a sign for
   the picture that this micro-step wrote it, so that it wipes in. */
import { Lock, LockOpen } from 'lucide-react';
import { memo } from 'react';
import { type Address, gradientOf, address as named, parts } from '../../document/document.ts';
import { parametersOf } from '../../plan/resolve.ts';
import { freshOf } from '../../worker/debugging.ts';
import { useSession } from '../context.ts';
import { Bead } from './Bead.tsx';
import styles from './debug.module.css';
import { useDebugSay } from './say.ts';
import { useLane } from './use-lane.ts';

export const TensorMark = memo(function TensorMark({ address }: { readonly address: Address }) {
  const { node, name } = parts(address);
  const learned = useSession(({ plan }) => {
    const type = plan.steps.find((step) => step.node === node)?.type;
    return type !== undefined && parametersOf(type).includes(name);
  });
  const value = name.startsWith('d') ? named(node, name.slice(1)) : null;
  const sums = useLane((lane) => value !== null && isOwn(lane.sums.get(value)?.addends, value));
  const say = useDebugSay();
  const stale = useLane((lane) => lane.stale.has(address)) ?? false;
  const written = useLane(({ given, phase }) => (given === address ? phase : null));
  return (
    <>
      {written && <i data-written={written} hidden />}
      {learned && <Padlock address={address} />}
      {sums && value !== null && <Bead address={value} />}
      {stale && (
        <span className={styles.stale} data-stale title={say('stale-help')}>
          {say('stale')}
        </span>
      )}
    </>
  );
});

/** A parameter's own gradient, a sum over rows or of several; that of an output has its bead at the port. */
function isOwn(addends: readonly Address[] | undefined, value: Address): boolean {
  return addends !== undefined && (addends.length === 0 || addends.includes(freshOf(gradientOf(value))));
}

function Padlock({ address }: { readonly address: Address }) {
  const say = useDebugSay();
  const frozen = useSession((session) => session.history.present.frozen?.includes(address) === true);
  const updating = useLane((lane) => lane.phase === 'update') ?? false;
  const open = updating && !frozen;
  const Sign = open ? LockOpen : Lock;
  const label = say(frozen ? 'lock-frozen' : open ? 'lock-open' : 'lock-closed');
  return (
    <span className={styles.padlock} data-open={open} role="img" aria-label={label} title={label}>
      <Sign size={11} aria-hidden="true" />
    </span>
  );
}
