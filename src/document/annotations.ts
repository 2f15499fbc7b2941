/* Frames about nodes, notes beside them, bends in wires: what is drawn beyond nodes and wires. It stands in the `view` of a
   document, so it changes no number, and the plan and the exports never see it. */
import type { Address, Area, Frame, GraphDocument, Note, Position } from './document.ts';
import type { Edit } from './history.ts';
import { LIMITS } from './limits.ts';
import { isNodeId } from './names.ts';
import { isPosition, isRecord, reachable, shortened } from './valid.ts';
import { setView, straighten } from './view.ts';

export type AreaKind = 'frames' | 'notes';
export type AreaOf<Kind extends AreaKind> = Kind extends 'frames' ? Frame : Note;

const isSide = (value: unknown) =>
  Number(value) >= LIMITS.smallest && Number(value) <= LIMITS.reach && typeof value === 'number';

/** A rectangle that the canvas can show. */
export function isArea(value: unknown): value is Area & Record<string, unknown> {
  if (!isRecord(value) || !isPosition(value.position) || !isSide(value.width) || !isSide(value.height)) return false;
  const { colour } = value;
  return colour === undefined || (Number.isInteger(colour) && Number(colour) >= 1 && Number(colour) <= COLOURS);
}

/** How many colours a frame or a note can have. */
export const COLOURS = 8;

/** `frame1`, `note2`: the smallest free number. */
export function newAreaId({ view }: GraphDocument, kind: AreaKind): string {
  const stem = kind === 'frames' ? 'frame' : 'note';
  let number = 1;
  while (Object.hasOwn(view?.[kind] ?? {}, `${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** Adds, replaces, or with `undefined` takes away a frame or a note. */
export function setArea<Kind extends AreaKind>(kind: Kind, id: string, area: AreaOf<Kind> | undefined): Edit {
  return (draft) => {
    const { [id]: known, ...others } = draft.view?.[kind] ?? {};
    if (area === undefined) {
      if (known) setView(draft, kind, others);
      return;
    }
    const room = known !== undefined || Object.keys(others).length < LIMITS.areas;
    const whole = { ...area, ...written(area) };
    if (!isNodeId(id) || !room || !isArea(whole) || JSON.stringify(known) === JSON.stringify(whole)) return;
    setView(draft, kind, { ...others, [id]: whole });
  };
}

function written(area: Frame | Note): object {
  return 'title' in area ? { title: shortened(area.title) } : { text: shortened(area.text, LIMITS.note) };
}

/** Lets a wire run through these places; none: as it finds its way. */
export function bend(input: Address, places: readonly Position[]): Edit {
  return (draft) => {
    if (!Object.hasOwn(draft.wires, input)) return;
    const reached = places.slice(0, LIMITS.bends).map(({ x, y }) => reachable({ x: Math.round(x), y: Math.round(y) }));
    if (reached.length === 0) straighten(draft, input);
    else if (reached.every(isPosition) && JSON.stringify(draft.view?.bends?.[input]) !== JSON.stringify(reached))
      setView(draft, 'bends', { ...draft.view?.bends, [input]: reached });
  };
}
