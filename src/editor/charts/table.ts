/* The numbers of a chart as a table: what its CSV holds. Unlike the picture, that of the loss has every iteration. */
import type { Address } from '../../document/document.ts';
import type { History } from '../../store/live.ts';
import { QUANTILES } from '../../worker/view.ts';
import type { Measurement } from '../doctor/measured.ts';
import type { ChartData } from '../training/chart-data.ts';
import { type MeasuredKind, placesOf } from './scene.ts';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Empty where nothing was measured at a step. Of a very long run, iterations far back are left out evenly. */
export function lossTable({ losses, tests }: Pick<History, 'losses' | 'tests'>): Table {
  const at = new Map(tests.map(({ step, testLoss }) => [step, testLoss]));
  const { steps, losses: kept } = losses.kept();
  const rows = Array.from(kept, (loss, i) => [steps[i]!, loss, at.get(steps[i]!) ?? '']);
  // The last test is after the last update.
  const last = tests.at(-1);
  if (last && last.step > (steps.at(-1) ?? -1)) rows.push([last.step, '', last.testLoss]);
  return { head: ['iteration', 'loss', 'test loss'], rows };
}

export function accuracyTable({ accuracy, testAccuracy }: Pick<ChartData, 'accuracy' | 'testAccuracy'>): Table {
  const batch = new Map(accuracy.map(({ step, value }) => [step, value]));
  const test = new Map(testAccuracy.map(({ step, value }) => [step, value]));
  const steps = [...new Set([...batch.keys(), ...test.keys()])].sort((a, b) => a - b);
  return {
    head: ['iteration', 'accuracy', 'test accuracy'],
    rows: steps.map((step) => [step, batch.get(step) ?? '', test.get(step) ?? '']),
  };
}

export function measuredTable(kind: MeasuredKind, measurements: readonly Measurement[]): Table {
  const places = placesOf(measurements);
  switch (kind) {
    case 'rate':
      return { head: ['iteration', 'rate'], rows: measurements.map(({ step, rate }) => [step, rate]) };
    case 'update':
      return {
        head: ['iteration', ...places],
        rows: measurements.map(({ step, parameters }) => [
          step,
          ...places.map((place) => parameters.get(place)?.ratio ?? ''),
        ]),
      };
    case 'flow':
      return long(measurements, places, ['rms dW', '5 %', '95 %', 'rms dZ'], ({ parameters }, place) => {
        const found = parameters.get(place);
        return found && [found.gradient, ...found.range, found.arrives ?? ''];
      });
    case 'weights':
      return long(measurements, places, spreadHead, ({ parameters }, place) => {
        const found = parameters.get(place);
        return found && [...found.values, ...found.gradients];
      });
    case 'activations': {
      const bent = [...(measurements.at(-1)?.activations.keys() ?? [])];
      return long(measurements, bent, ['mean', 'std', 'zeros', 'dead', 'saturated'], ({ activations }, place) => {
        const found = activations.get(place);
        return found && [found.mean, found.std, found.zeros, found.dead, found.saturated];
      });
    }
  }
}

const spreadHead = ['W', 'dW'].flatMap((of) => QUANTILES.map((hundredth) => `${of} ${hundredth} %`));

/** A row for each tensor of each measurement. */
function long(
  measurements: readonly Measurement[],
  places: readonly Address[],
  head: readonly string[],
  of: (measurement: Measurement, place: Address) => readonly (string | number)[] | undefined,
): Table {
  const rows = measurements.flatMap((measurement) =>
    places.flatMap((place) => {
      const found = of(measurement, place);
      return found ? [[measurement.step, place, ...found]] : [];
    }),
  );
  return { head: ['iteration', 'tensor', ...head], rows };
}
