/* Why a file of data cannot be read, as a value: `words/` has the sentence. */

export type UnreadableCode =
  | 'csv-nul'
  | 'csv-encoding'
  | 'csv-after-quote'
  | 'csv-open-quote'
  | 'csv-quote-lines'
  | 'csv-cell-long'
  | 'csv-line-long'
  | 'csv-columns'
  | 'csv-rows'
  | 'csv-empty'
  | 'idx-header'
  | 'idx-length'
  | 'npy-header'
  | 'npy-type'
  | 'npy-order'
  | 'npy-length'
  | 'npz-pairs'
  | 'npz-array'
  | 'pictures-folders'
  | 'pictures-many'
  | 'picture-large'
  | 'picture-damaged'
  | 'zip-damaged'
  | 'zip-method'
  | 'zip-entries'
  | 'zip-large'
  | 'gz-damaged'
  | 'gz-large'
  | 'data-missing'
  | 'data-differs'
  | 'data-kinds'
  | 'data-labels'
  | 'data-pairs'
  | 'data-shapes'
  | 'data-large'
  | 'data-classes'
  | 'data-column'
  | 'data-label';

export interface Unreadable {
  readonly code: UnreadableCode;
  readonly values: Readonly<Record<string, string | number>>;
}

export function unreadable(code: UnreadableCode, values: Unreadable['values'] = {}): Unreadable {
  return { code, values };
}

export function isUnreadable(found: object): found is Unreadable {
  return 'code' in found && 'values' in found;
}
