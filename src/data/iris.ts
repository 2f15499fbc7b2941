/* The iris data set: 150 flowers of three species, as scikit-learn's `load_iris` gives them.
   Source and licence: PROVENANCE.md. */

import { type Labelled, readLabelled } from './numeric-csv.ts';

/** What the columns of `X` measure, in centimetres. */
export const irisColumns = ['sepal length', 'sepal width', 'petal length', 'petal width'] as const;

/** What the class numbers of `y` mean. */
export const irisSpecies = ['setosa', 'versicolor', 'virginica'] as const;

/** `X` [150, 4] row-major, in centimetres; `y` [150], the species. Loaded when first asked for. */
export async function iris(): Promise<Labelled> {
  const { default: text } = await import('./iris.csv?raw');
  return readLabelled(text, irisColumns.length);
}
