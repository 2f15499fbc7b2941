/* What of a file is taken: proposed from what the columns hold, and the edit that puts it into the drawing. */
import type { Counted, CsvChoice } from '../../data/files/csv-table.ts';
import type { GraphDocument, NodeId, Position, Setting } from '../../document/document.ts';
import * as edits from '../../document/edits.ts';
import { apply, begin, type Edit } from '../../document/history.ts';
import { newId } from '../../document/names.ts';
import { nodeType } from '../../nodes/index.ts';
import { plan } from '../../plan/plan.ts';
import { fixesFor } from '../../store/fixes.ts';
import { replaced } from '../../store/rewiring.ts';
import type { LookedBlocks, LookedCsv } from '../../worker/reader.ts';

/** A target with more different numbers than this is proposed as numbers. */
const FEW = 20;

/** The last column of words is the target, else the last; the other columns of numbers are inputs. */
export function proposed({ settings, survey: { columns, rows } }: LookedCsv): CsvChoice {
  const worded = columns.findLastIndex(({ words, labels }) => words > rows / 2 && labels !== null);
  const column = worded >= 0 ? worded : columns.length - 1;
  const target = columns[column];
  const few = target !== undefined && target.labels !== null && target.labels <= FEW;
  const kind = target && (target.words > 0 || few) && target.labels !== null ? 'classes' : 'numbers';
  return { ...settings, inputs: inputsBeside(columns, rows, column), column, kind };
}

function inputsBeside(columns: LookedCsv['survey']['columns'], rows: number, target: number): readonly number[] {
  return columns.flatMap(({ numbers }, place) => (place !== target && numbers > rows / 2 ? [place] : []));
}

/** Another use of one column: a new target sets the old one free. */
export function withRole(choice: CsvChoice, place: number, role: 'input' | 'target' | 'out'): CsvChoice {
  const others = choice.inputs.filter((each) => each !== place);
  if (role === 'target') return { ...choice, inputs: others, column: place };
  const inputs = role === 'input' ? [...others, place].sort((a, b) => a - b) : others;
  // There is always a target.
  return choice.column === place ? choice : { ...choice, inputs };
}

export type TableValues = Readonly<Record<string, Setting>>;

export function valuesOfCsv(choice: CsvChoice, { rows, classes }: Counted, standardise: boolean): TableValues {
  const { inputs, column, kind, delimiter, decimal, encoding, header } = choice;
  const labels = classes.map(([label]) => label);
  return {
    rows,
    shape: [inputs.length],
    delimiter,
    decimal,
    encoding,
    header,
    inputs,
    column,
    kind,
    classes: labels,
    standardise,
  };
}

export function valuesOfBlocks(
  { rows, shape, classes, chosen, pictures }: LookedBlocks,
  { divide, images }: { readonly divide: boolean; readonly images: boolean },
): TableValues {
  const labels = classes.map(([label]) => label);
  const kind = labels.length > 0 ? 'classes' : 'numbers';
  return {
    rows,
    shape,
    arrays: chosen,
    places: pictures !== null,
    kind,
    classes: labels,
    divisor: divide ? 255 : 1,
    as: images ? 'images' : 'rows',
  };
}

interface Place {
  /** The node that it takes the place of; null: none. */
  readonly old: NodeId | null;
  readonly position: Position;
  readonly test: number;
  readonly batch: number | 'full';
}

/** A table node with these settings, how its rows divide, and what then surely mends the network. */
export function placed(document: GraphDocument, values: TableValues, place: Place) {
  // Trying an edit freezes what it brings, so each is made anew.
  const made = apply(begin(document), { code: 'try', values: {} }, tableAt(document, values, place).edit).present;
  const { id, edit } = tableAt(document, values, place);
  return { id, edit: edits.together([edit, ...mendsOf(made)]) };
}

function tableAt(document: GraphDocument, values: TableValues, { old, position, test, batch }: Place) {
  const type = nodeType('table');
  const settings = Object.entries(values).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(type?.settings[name]?.initial),
  );
  const split = { ...document.training.split, test };
  const training = edits.changeTraining({ split, batchSize: batch });
  const exchange = old !== null && type ? replaced(document, old, type) : null;
  if (!exchange) {
    const id = newId(document, 'table');
    return { id, edit: edits.together([edits.addNode(id, 'table', position, Object.fromEntries(settings)), training]) };
  }
  const { id } = exchange;
  const former = Object.keys(document.nodes[old ?? '']?.settings ?? {});
  const cleared = former.map((name) => edits.changeSetting(id, name, undefined));
  const set = settings.map(([name, value]) => edits.changeSetting(id, name, value));
  return { id, edit: edits.together([exchange.edit, ...cleared, ...set, training]) };
}

/** One more class than the network tells apart is mended by the one thing that mends it. */
function mendsOf(document: GraphDocument): readonly Edit[] {
  const planned = plan(document);
  const problem = planned.problems.find(({ code }) => code === 'too-many-classes');
  const [fix] = problem ? fixesFor(document, planned, problem, 1) : [];
  return fix ? [fix.edit] : [];
}
