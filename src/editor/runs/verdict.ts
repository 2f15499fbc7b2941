/* What a sweep shows: where a run ends lowest, and between which two rungs the descent breaks. And what rate a ramp suggests. */
import { Leaps } from '../doctor/leaps.ts';
import type { Rung } from './sweep.ts';

/** The least loss at the end. */
export function bestOf(rungs: readonly Rung[]): Rung | undefined {
  const ended = rungs.filter(({ state, losses }) => state === 'done' && losses.length > 0);
  return ended.reduce<Rung | undefined>((best, rung) => (best && endOf(best) <= endOf(rung) ? best : rung), undefined);
}

/** The test loss where there is one, else the mean of the last twentieth: of a saw, not its last tooth. */
export function endOf({ test, losses }: Pick<Rung, 'test' | 'losses'>): number {
  if (test !== undefined) return test;
  const late = losses.slice(-Math.max(1, Math.floor(losses.length / 20)));
  return late.reduce((sum, loss) => sum + loss, 0) / late.length;
}

export interface Cliff {
  /** The last smooth rung, and the first that is not. */
  readonly before: number;
  readonly after: number;
  /** How many times as high the loss leapt within 20 iterations, and when; ∞: to what is not finite. */
  readonly times: number;
  readonly step: number;
}

/** Above this a rise within 20 iterations is a leap, as the Doctor has it. */
const LEAP = 3;

/** Between neighbours of a rising ladder, of which the first descends and the second leaps up. */
export function cliffOf(rungs: readonly Rung[]): Cliff | undefined {
  for (let i = 1; i < rungs.length; i++) {
    const [low, high] = [rungs[i - 1]!, rungs[i]!];
    const leap = leapOf(high);
    if (low.state === 'done' && !leapOf(low) && leap) return { before: low.value, after: high.value, ...leap };
  }
  return undefined;
}

function leapOf({ state, losses }: Rung): Pick<Cliff, 'times' | 'step'> | undefined {
  if (state === 'broken') return { times: Number.POSITIVE_INFINITY, step: losses.length };
  if (state !== 'done') return undefined;
  const leaps = new Leaps();
  leaps.extend(losses, losses.length);
  const { largest } = leaps;
  return largest && largest.times > LEAP ? { times: largest.times, step: largest.step } : undefined;
}

/** Of a moving average. */
const KEEP = 0.9;

/** The rate at which the smoothed loss falls most steeply before its lowest point, with one digit; undefined where it never falls. */
export function suggested(losses: readonly number[], rateOf: (step: number) => number): number | undefined {
  let [sum, weight] = [0, 0];
  const smooth = losses.map((loss) => {
    sum = KEEP * sum + (1 - KEEP) * loss;
    weight = KEEP * weight + 1 - KEEP;
    return sum / weight;
  });
  const lowest = smooth.indexOf(Math.min(...smooth));
  let [best, steepest] = [-1, 0];
  for (let i = 1; i <= lowest; i++) {
    const fall = smooth[i - 1]! - smooth[i]!;
    if (fall > steepest) [best, steepest] = [i, fall];
  }
  return best < 0 ? undefined : Number(rateOf(best).toPrecision(1));
}
