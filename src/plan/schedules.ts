/* The schedules with PyTorch's names, settings and defaults, one entry each. Where PyTorch steps from rate to rate, here
   each is a formula of the count, so that the rate can be changed on the way and a run can go on from a checkpoint. */
import type { Training, Words } from '../document/document.ts';
import { choice, type Fields, flag, integer, number, type SettingsOf, settled } from '../nodes/settings.ts';

/** What a schedule says of one step. `momentum` takes the place of the optimiser's momentum, or of its β₁. */
export interface Turn {
  readonly rate: number;
  readonly momentum?: number;
}

export interface Schedule<F extends Fields = Fields> {
  readonly words: Words;
  readonly settings: F;
  /** The turn after `count` steps or epochs, for the rate α of the document. */
  at(rate: number, count: number, settings: SettingsOf<F>): Turn;
}

/** A schedule of any settings, as the table holds it; `at` is only given what its own fields accepted. */
const schedule = <const F extends Fields>(entry: Schedule<F>): Schedule => entry as unknown as Schedule;

const count = (en: string, ja: string, initial: number) => integer({ en, ja }, { initial, min: 1, max: 1e9 });
const factor = (en: string, ja: string, initial: number, max = 1e30) => number({ en, ja }, { initial, min: 0, max });
/** Never 0: rates are divided by it. */
const divisor = (en: string, ja: string, initial: number) => number({ en, ja }, { initial, min: 1e-9 });

/** From `from` at share 0 to `to` at share 1. */
const between = (strategy: string, from: number, to: number, share: number) =>
  strategy === 'linear' ? from + (to - from) * share : to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;

const table: Readonly<Record<string, Schedule>> = {
  constant: schedule({ words: { en: 'Constant', ja: '一定' }, settings: {}, at: (rate) => ({ rate }) }),

  /** StepLR: α·γ^⌊count / stepSize⌋. */
  step: schedule({
    words: { en: 'Steps', ja: '階段状' },
    settings: { stepSize: count('Step every', '下げる間隔', 100), gamma: factor('Factor γ', '倍率 γ', 0.1) },
    at: (rate, count, { stepSize, gamma }) => ({ rate: rate * gamma ** Math.floor(count / stepSize) }),
  }),

  /** CosineAnnealingLR: down from α to etaMin over tMax, then up again. */
  cosine: schedule({
    words: { en: 'Cosine', ja: 'コサイン' },
    settings: {
      tMax: count('Half period', '半周期', 1000),
      etaMin: number(words('Least rate', '最小の学習率'), { initial: 0, min: 0 }),
    },
    at: (rate, count, { tMax, etaMin }) => ({ rate: between('cos', rate, etaMin, count / tMax) }),
  }),

  /** OneCycleLR: up from α/divFactor to α, then down to α/divFactor/finalDivFactor; momentum runs the other way. PyTorch
      refuses to go on after totalSteps; here the last rate stays. */
  'one-cycle': schedule({
    words: { en: 'One cycle', ja: '1 サイクル' },
    settings: {
      totalSteps: count('Length', '全長', 1000),
      maxLr: factor('Top rate (0: the learning rate)', '最大の学習率(0: 学習率)', 0),
      pctStart: factor('Share going up', '上りの割合', 0.3, 1),
      annealStrategy: choice(words('Shape', '形'), {
        cos: words('cosine', 'コサイン'),
        linear: words('linear', '直線'),
      }),
      cycleMomentum: flag(words('Cycle the momentum too', 'モメンタムも動かす'), true),
      baseMomentum: factor('Least momentum', '最小のモメンタム', 0.85),
      maxMomentum: factor('Largest momentum', '最大のモメンタム', 0.95),
      divFactor: divisor('Top ÷ first rate', '最大 ÷ 最初の学習率', 25),
      finalDivFactor: divisor('First ÷ last rate', '最初 ÷ 最後の学習率', 1e4),
      threePhase: flag(words('Three phases', '三段階'), false),
    },
    at(rate, count, settings) {
      const { totalSteps, pctStart, threePhase, annealStrategy, baseMomentum, maxMomentum } = settings;
      const top = settings.maxLr || rate;
      const first = top / settings.divFactor;
      const last = first / settings.finalDivFactor;
      const up = { end: pctStart * totalSteps - 1, rates: [first, top], momenta: [maxMomentum, baseMomentum] } as const;
      const down = threePhase
        ? ([
            { end: 2 * pctStart * totalSteps - 2, rates: [top, first], momenta: [baseMomentum, maxMomentum] },
            { end: totalSteps - 1, rates: [first, last], momenta: [maxMomentum, maxMomentum] },
          ] as const)
        : ([{ end: totalSteps - 1, rates: [top, last], momenta: [baseMomentum, maxMomentum] }] as const);
      const at = Math.min(count, totalSteps - 1);
      const phases = [up, ...down];
      const index = phases.findIndex(({ end }) => at <= end);
      const phase = phases[index] ?? up;
      const start = phases[index - 1]?.end ?? 0;
      // A phase without length, where PyTorch divides by zero, is over at once.
      const share = phase.end > start ? (at - start) / (phase.end - start) : 1;
      return {
        rate: between(annealStrategy, ...phase.rates, share),
        ...(settings.cycleMomentum && { momentum: between(annealStrategy, ...phase.momenta, share) }),
      };
    },
  }),

  /** LinearLR: from α·startFactor to α·endFactor over totalIters, where it stays. */
  'warm-up': schedule({
    words: { en: 'Warm-up', ja: 'ウォームアップ' },
    settings: {
      startFactor: factor('First factor', '最初の倍率', 1 / 3, 1),
      endFactor: factor('Last factor', '最後の倍率', 1, 1),
      totalIters: count('Length', '全長', 5),
    },
    at: (rate, count, { startFactor, endFactor, totalIters }) => ({
      rate: rate * between('linear', startFactor, endFactor, Math.min(1, count / totalIters)),
    }),
  }),
};

function words(en: string, ja: string): Words {
  return { en, ja };
}

export const SCHEDULES: ReadonlyMap<string, Schedule> = new Map(Object.entries(table));

/** The rate of each step, and the momentum where the schedule moves it. */
export function turnsOf({ schedule, learningRate }: Training, stepsPerEpoch: number): (step: number) => Turn {
  const entry = SCHEDULES.get(schedule.type);
  if (!entry) return () => ({ rate: learningRate });
  const settings = settled(entry.settings, schedule.settings);
  const every = schedule.every === 'epoch' ? stepsPerEpoch : 1;
  return (step) => entry.at(learningRate, Math.floor(step / every), settings);
}
