/* Saves the chart that is shown, under the name of the document. */
import type { Store } from '../../store/store.ts';
import { paint } from '../picture/save.ts';
import { download, fileName } from '../safety/files.ts';
import { shownTitle } from '../shell/title.ts';
import type { Table } from './table.ts';
import { csvOf, drawingOf } from './take.ts';

export interface Shown {
  readonly chart: HTMLElement;
  readonly title: string;
  /** The last part of the file's name. */
  readonly kind: string;
  readonly table: Table;
}

export async function saveChart(
  store: Store,
  as: 'svg' | 'png' | 'csv',
  { chart, title, kind, table }: Shown,
): Promise<void> {
  const { language, history } = store.session.getState();
  const name = `${fileName(shownTitle(language, history.present))}-${kind}.${as}`;
  if (as === 'csv') return download(new Blob([csvOf(table)], { type: 'text/csv' }), name);
  const drawing = drawingOf(chart, title);
  if (!drawing) return;
  if (as === 'svg') return download(new Blob([drawing.svg], { type: 'image/svg+xml' }), name);
  const picture = await paint(drawing);
  const { width, height } = drawing;
  if (picture) download(picture, name);
  else store.say({ code: 'picture-failed', values: { width, height }, tone: 'error' });
}
