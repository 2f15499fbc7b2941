/* The cases leave no setting untried: what is compared with differences and with PyTorch is every choice of every node. */
import { expect, it } from 'vitest';
import { catalogue } from '../nodes/index.ts';
import { settingsOf } from './trial.ts';
import { casesOf } from './trial-cases.ts';

const computing = [...catalogue.values()].filter((node) => !node.source && Object.keys(node.settings).length > 0);

it.each(computing.map((node) => [node.type, node] as const))(
  '%s is tried with every choice of its settings',
  (_, node) => {
    const tried = casesOf(node).map(({ trial }) => settingsOf(node, trial));
    for (const [name, field] of Object.entries(node.settings)) {
      const values = tried.map((settings) => JSON.stringify(settings[name]));
      for (const value of values) expect(field.accepts(JSON.parse(value)), `${name} ${value}`).toBeDefined();
      if (field.kind === 'choice')
        expect([...new Set(values)].toSorted()).toEqual(
          Object.keys(field.choices)
            .map((choice) => `"${choice}"`)
            .toSorted(),
        );
      else if (field.kind === 'flag') expect([...new Set(values)].toSorted()).toEqual(['false', 'true']);
      else expect(new Set(values).size, `${name} has one value only`).toBeGreaterThan(1);
    }
  },
);
