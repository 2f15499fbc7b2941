/* Frames, notes and bends out of parsed JSON: one that is wrong costs itself, and is listed. */
import { isArea } from './annotations.ts';
import { type Address, type GraphDocument, naturally, type View } from './document.ts';
import { LIMITS } from './limits.ts';
import { isNodeId } from './names.ts';
import { isPosition, isRecord, shortened } from './valid.ts';

type Remark = (
  code: 'bad-field' | 'bad-area' | 'bad-bends' | 'unknown-wire' | 'text-cut',
  ...path: readonly string[]
) => void;

/** Fields that this version does not know stay as they are. */
export function viewOf(raw: unknown, wires: GraphDocument['wires'], note: Remark): View | undefined {
  if (!isRecord(raw)) {
    if (raw !== undefined) note('bad-field', 'view');
    return undefined;
  }
  const { frames, notes, bends, ...others } = raw;
  const known = {
    frames: areasOf('frames', frames, note),
    notes: areasOf('notes', notes, note),
    bends: bendsOf(bends, wires, note),
  };
  const kept = Object.entries(known).filter(([, record]) => Object.keys(record).length > 0);
  return { ...others, ...Object.fromEntries(kept) };
}

function entriesOf(field: string, raw: unknown, note: Remark): [string, unknown][] {
  if (isRecord(raw)) return Object.entries(raw).sort(([a], [b]) => naturally(a, b));
  if (raw !== undefined) note('bad-field', 'view', field);
  return [];
}

function areasOf(field: 'frames' | 'notes', raw: unknown, note: Remark): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  const [says, most] = field === 'frames' ? (['title', LIMITS.label] as const) : (['text', LIMITS.note] as const);
  for (const [id, area] of entriesOf(field, raw, note)) {
    const text = isArea(area) ? area[says] : undefined;
    if (!isArea(area) || !isNodeId(id) || typeof text !== 'string' || kept.length >= LIMITS.areas)
      note('bad-area', 'view', field, id);
    else if (text.length > most) {
      note('text-cut', 'view', field, id, says);
      kept.push([id, { ...area, [says]: shortened(text, most) }]);
    } else kept.push([id, area]);
  }
  return Object.fromEntries(kept);
}

function bendsOf(raw: unknown, wires: GraphDocument['wires'], note: Remark): Record<string, unknown> {
  const kept: [string, unknown][] = [];
  for (const [input, places] of entriesOf('bends', raw, note)) {
    if (!Object.hasOwn(wires, input)) note('unknown-wire', 'view', 'bends', input);
    else if (!Array.isArray(places) || places.length > LIMITS.bends || !places.every(isPosition))
      note('bad-bends', 'view', 'bends', input);
    else if (places.length > 0) kept.push([input as Address, places]);
  }
  return Object.fromEntries(kept);
}
