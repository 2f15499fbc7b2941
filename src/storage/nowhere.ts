/* A storage that takes everything and keeps nothing, for pages that are only looked at. */
import type { Shelf } from './shelf.ts';

export const nowhere: Shelf = {
  async write() {},
  async writeRow() {},
  rows: async () => [],
  read: async () => undefined,
  written: async (id) => ({ id, entries: [], snapshots: [] }),
  original: async () => undefined,
  async compact() {},
  async erase() {},
  last: async () => undefined,
  async setLast() {},
  close() {},
};
