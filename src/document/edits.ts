/* Every change that can be made to a document. An edit leaves nothing that opening the file would have to repair:
   what does not fit (an unknown node, a number that is not finite, one node too many) changes nothing. */
import type { Address, GraphDocument, NodeId, Position, Setting, Settings, Training, Values } from './document.ts';
import { DEFAULT_TRAINING, naturally, parts } from './document.ts';
import type { Edit } from './history.ts';
import { LIMITS } from './limits.ts';
import { isAddress, isNodeId, isReserved } from './names.ts';
import { isPosition, isSetting, isSettings, isValues, reachable, shortened, TRAINING_FIELDS } from './valid.ts';
import { carried, collapsedNodes, setView, straighten } from './view.ts';

export function addNode(id: NodeId, type: string, position: Position, settings: Settings): Edit {
  return (draft) => {
    if (!isNodeId(id) || !type || !isPosition(reachable(position)) || !isSettings(settings)) return;
    if (Object.hasOwn(draft.nodes, id) || Object.keys(draft.nodes).length >= LIMITS.nodes) return;
    Object.assign(draft.nodes, { [id]: { type, position: reachable(position), settings } });
  };
}

/** Makes it another document altogether, one that has come through the one door. */
export function replaceBy(document: GraphDocument): Edit {
  return (draft) => {
    for (const field of Object.keys(draft)) if (!Object.hasOwn(document, field)) Reflect.deleteProperty(draft, field);
    Object.assign(draft, document);
  };
}

/** With their wires, ties, values and frozen parameters, and the loss when it was theirs. */
export function removeNodes(ids: Iterable<NodeId>): Edit {
  return (draft) => {
    const gone = new Set(ids);
    const hits = (tensor: string) => gone.has(parts(tensor as Address).node);
    for (const id of gone) if (Object.hasOwn(draft.nodes, id)) delete draft.nodes[id];
    for (const record of [draft.wires, draft.ties ?? {}]) {
      for (const [to, from] of Object.entries(record)) if (hits(to) || hits(from)) delete record[to as Address];
    }
    for (const input of Object.keys(draft.view?.bends ?? {}) as Address[])
      if (!draft.wires[input]) straighten(draft, input);
    for (const tensor of Object.keys(draft.values ?? {})) if (hits(tensor)) delete draft.values?.[tensor as Address];
    if (draft.frozen?.some(hits)) draft.frozen = draft.frozen.filter((tensor) => !hits(tensor));
    if (draft.training.loss && hits(draft.training.loss)) delete draft.training.loss;
    const collapsed = collapsedNodes(draft as GraphDocument);
    if ([...collapsed].some((id) => gone.has(id)))
      setView(
        draft,
        'collapsed',
        [...collapsed].filter((id) => !gone.has(id)),
      );
    tidy(draft);
  };
}

/** A wire that the input had is replaced. */
export function connect(input: Address, output: Address): Edit {
  return (draft) => {
    if (!belongs(draft, input) || !belongs(draft, output)) return;
    if (!Object.hasOwn(draft.wires, input) && Object.keys(draft.wires).length >= LIMITS.wires) return;
    if (draft.wires[input] !== output) straighten(draft, input);
    draft.wires[input] = output;
  };
}

export function disconnect(input: Address): Edit {
  return (draft) => {
    if (Object.hasOwn(draft.wires, input)) delete draft.wires[input];
    straighten(draft, input);
  };
}

/** A wire keeps its bends between nodes that are moved together. */
export function moveNodes(positions: ReadonlyMap<NodeId, Position>): Edit {
  return (draft) => {
    const ways = new Map<NodeId, Position>();
    for (const [id, position] of positions) {
      const node = nodeOf(draft, id);
      if (!node || !isPosition(reachable(position))) continue;
      const { x, y } = reachable(position);
      ways.set(id, { x: x - node.position.x, y: y - node.position.y });
      Object.assign(node.position, { x, y });
    }
    for (const [input, places] of Object.entries(draft.view?.bends ?? {}) as [Address, Position[]][]) {
      const output = draft.wires[input];
      const moved = output && carried(places, ways.get(parts(output).node), ways.get(parts(input).node));
      if (moved) setView(draft, 'bends', { ...draft.view?.bends, [input]: moved.map(reachable) });
    }
  };
}

/** `undefined` gives the node type's default back. */
export function changeSetting(id: NodeId, name: string, value: Setting | undefined): Edit {
  return (draft) => {
    const settings = nodeOf(draft, id)?.settings;
    if (!settings || isReserved(name)) return;
    if (value === undefined) {
      if (Object.hasOwn(settings, name)) delete settings[name];
    } else if (isSetting(value) && !same(settings[name], value)) Object.assign(settings, { [name]: value });
  };
}

/** Whether these numbers are in order and there is room for them: at most 20,000 in a document. */
export function valuesFit(document: GraphDocument, tensor: Address, values: Values): boolean {
  if (!isValues(values)) return false;
  let count = values.data.length;
  for (const [other, { data }] of Object.entries(document.values ?? {})) if (other !== tensor) count += data.length;
  return count <= LIMITS.values;
}

/** Numbers set by hand, row-major; `undefined` takes them away. Changes nothing unless `valuesFit`. */
export function setValue(tensor: Address, values: Values | undefined): Edit {
  return (draft) => {
    if (values === undefined) {
      if (draft.values && Object.hasOwn(draft.values, tensor)) delete draft.values[tensor];
      tidy(draft);
    } else if (belongs(draft, tensor) && valuesFit(draft, tensor, values) && !same(draft.values?.[tensor], values)) {
      draft.values = Object.assign(draft.values ?? {}, { [tensor]: values });
    }
  };
}

/** Fields given as `undefined` go back to their default; a value that a file could not hold is left out. */
export function changeTraining(patch: { readonly [Field in keyof Training]?: Training[Field] | undefined }): Edit {
  return (draft) => {
    for (const [field, given] of Object.entries(patch)) {
      if (!isTrainingField(field)) continue;
      const value = given ?? DEFAULT_TRAINING[field];
      if (value === undefined) Reflect.deleteProperty(draft.training, field);
      else if (TRAINING_FIELDS[field](value) && !same(draft.training[field], value)) {
        if (field !== 'loss' || belongs(draft, value)) Object.assign(draft.training, { [field]: value });
      }
    }
  };
}

export function rename(title: string): Edit {
  return (draft) => {
    draft.title = shortened(title);
  };
}

/** An empty label takes it away. */
export function labelNode(id: NodeId, label: string): Edit {
  return (draft) => {
    const node = nodeOf(draft, id);
    if (node && label) node.label = shortened(label);
    else if (node && node.label !== undefined) delete node.label;
  };
}

/** A muted node passes its input on. */
export function muteNodes(ids: Iterable<NodeId>, muted: boolean): Edit {
  return (draft) => {
    for (const id of ids) {
      const node = nodeOf(draft, id);
      if (node && muted) node.muted = true;
      else if (node?.muted !== undefined) delete node.muted;
    }
  };
}

/** A collapsed node shows its title and its ports only. */
export function collapseNodes(ids: Iterable<NodeId>, collapsed: boolean): Edit {
  return (draft) => {
    const wanted = new Set([...ids].filter((id) => Object.hasOwn(draft.nodes, id)));
    const known = collapsedNodes(draft as GraphDocument);
    if (wanted.size === 0 || [...wanted].every((id) => known.has(id) === collapsed)) return;
    const others = [...known].filter((id) => !wanted.has(id));
    setView(draft, 'collapsed', collapsed ? [...others, ...wanted].sort(naturally) : others);
  };
}

/** Several edits as one. */
export function together(steps: readonly Edit[]): Edit {
  return (draft) => {
    for (const step of steps) step(draft);
  };
}

/** A frozen parameter is left alone by UPDATE. */
export function freeze(parameter: Address, frozen: boolean): Edit {
  return (draft) => {
    if (!belongs(draft, parameter) || (draft.frozen ?? []).includes(parameter) === frozen) return;
    const others = (draft.frozen ?? []).filter((other) => other !== parameter);
    draft.frozen = frozen ? [...others, parameter] : others;
    tidy(draft);
  };
}

/** Makes the parameter one tensor with `to`; `undefined` gives it back its own. */
export function tie(parameter: Address, to: Address | undefined): Edit {
  return (draft) => {
    if (to === undefined) {
      if (draft.ties && Object.hasOwn(draft.ties, parameter)) delete draft.ties[parameter];
      tidy(draft);
    } else if (belongs(draft, parameter) && belongs(draft, to)) {
      draft.ties = Object.assign(draft.ties ?? {}, { [parameter]: to });
    }
  };
}

type Draft = Parameters<Edit>[0];

function nodeOf(draft: Draft, id: NodeId): Draft['nodes'][NodeId] | undefined {
  return Object.hasOwn(draft.nodes, id) ? draft.nodes[id] : undefined;
}

function belongs(draft: Draft, tensor: unknown): boolean {
  return isAddress(tensor) && Object.hasOwn(draft.nodes, parts(tensor).node);
}

/** Empty optional records are absent ones, so that undo gives the same bytes. */
function tidy(draft: Draft): void {
  if (draft.ties && Object.keys(draft.ties).length === 0) delete draft.ties;
  if (draft.values && Object.keys(draft.values).length === 0) delete draft.values;
  if (draft.frozen?.length === 0) delete draft.frozen;
}

function isTrainingField(field: string): field is keyof Training {
  return Object.hasOwn(TRAINING_FIELDS, field);
}

/** Equal as JSON; settings and values are small or rare enough for that. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
