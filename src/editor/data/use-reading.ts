/* A reader for as long as the dialog stands: what it found, how far it is, what went wrong. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CsvSettings } from '../../data/files/csv-settings.ts';
import type { Counted, CsvChoice } from '../../data/files/csv-table.ts';
import type { PictureChoice } from '../../data/files/pictures.ts';
import { isUnreadable, type Unreadable } from '../../data/files/unreadable.ts';
import { type Looked, openReader, type Reader } from '../../worker/reader.ts';
import { startReader } from '../../worker/start.ts';
import { proposed } from './choice.ts';

export interface Readings {
  readonly looked: Looked | null;
  /** Of a CSV file. */
  readonly choice: CsvChoice | null;
  readonly counted: Counted | null;
  readonly problem: Unreadable | null;
  /** The reader broke. */
  readonly broken: string | null;
  /** From 0 to 1; null: it is done. */
  readonly share: number | null;
}
const NONE: Readings = { looked: null, choice: null, counted: null, problem: null, broken: null, share: null };

export function useReading() {
  const [state, setState] = useState<Readings>(NONE);
  const reader = useRef<Reader | null>(null);
  const patch = useCallback((some: Partial<Readings>) => setState((before) => ({ ...before, ...some })), []);
  const open = useCallback((): Reader => {
    reader.current ??= openReader(
      startReader,
      (share) => setState((before) => (before.share === null ? before : { ...before, share })),
      (broken) => {
        reader.current?.close();
        reader.current = null;
        setState({ ...NONE, broken });
      },
    );
    return reader.current;
  }, []);
  useEffect(
    () => () => {
      reader.current?.close();
      reader.current = null;
    },
    [],
  );
  const count = useCallback(
    async (choice: CsvChoice) => {
      patch({ choice, counted: null, problem: null, share: choice.inputs.length > 0 ? 0 : null });
      if (choice.inputs.length === 0) return;
      const counted = await open().count(choice);
      if (counted === null) return;
      patch(isUnreadable(counted) ? { problem: counted, share: null } : { counted, share: null });
    },
    [open, patch],
  );
  const took = useCallback(
    (looked: Looked | Unreadable | null) => {
      if (looked === null) return;
      if (isUnreadable(looked)) return patch({ looked: null, counted: null, problem: looked, share: null });
      patch({ looked, problem: null, share: null });
      if (looked.form === 'csv') void count(proposed(looked));
    },
    [count, patch],
  );
  const look = useCallback(
    async (files: readonly File[]) => {
      setState({ ...NONE, share: 0 });
      took(await open().look(files));
    },
    [open, took],
  );
  const take = useCallback(
    async (choice: PictureChoice) => {
      patch({ problem: null, share: 0 });
      took(await open().take(choice));
    },
    [open, patch, took],
  );
  const choose = useCallback(
    async (arrays: readonly string[]) => {
      patch({ problem: null, share: 0 });
      took(await open().choose(arrays));
    },
    [open, patch, took],
  );
  const survey = useCallback(
    async (settings: CsvSettings) => {
      // What was chosen last stays on the screen, so that it can be changed back from what cannot be read.
      setState((before) => ({
        ...before,
        choice: before.choice && { ...before.choice, ...settings },
        counted: null,
        problem: null,
        share: 0,
      }));
      took(await open().survey(settings));
    },
    [open, took],
  );
  return { state, reader: open, look, take, choose, survey, count };
}
