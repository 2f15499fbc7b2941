/* The network as it is used, as an ONNX model of opset 17: inputs, predictions, parameters; no loss, no dropout. The
   document travels in its metadata, so that the model opens here again exactly as it was. */

import { type Address, address, parts as partsOf } from '../../document/document.ts';
import { serialise } from '../../document/serialise.ts';
import { inputsOf, parametersOf } from '../../plan/resolve.ts';
import { type Shape, written } from '../../tensor/shape.ts';
import { about, type Code } from '../code.ts';
import { judges, type Moment, programOf } from '../moment.ts';
import { NotWritable } from '../not-writable.ts';
import { type Attribute, type Constant, OnnxGraph } from './graph.ts';
import { Message } from './protobuf.ts';
import { KEY, METADATA } from './reading.ts';

const [IR, OPSET] = [8, 17];
const [FLOAT, INT64] = [1, 7];

/** The network as operations: what goes in, what comes out, what it keeps. */
function modelOf(moment: Moment) {
  const program = programOf(moment);
  const { plan } = moment;
  const judging = judges(program);
  const graph = new OnnxGraph();
  const names = new Map<Address, string>();
  const nameOf = (place: Address) => names.get(place) ?? plan.ties.get(place) ?? place;
  // Without a node of losses the last one is what the network is for.
  const predicting = program.parts.filter(({ id, step }) => !judging.has(id) || step.type.category !== 'loss');
  const after = new Set(program.parts.filter(({ step }) => step.type.category === 'loss').map(({ id }) => id));
  const used = predicting.filter(({ id, step }) => {
    const late = [...step.sources.values()].some((source) => after.has(partsOf(source).node));
    if (late) after.add(id);
    return !late;
  });
  for (const { id, step, lines, place } of used) {
    if (lines.onnx === 'none') continue;
    const own = [...inputsOf(step.type), ...parametersOf(step.type)].flatMap((name) => {
      const source = step.sources.get(name) ?? (step.type.outputs.includes(name) ? address(id, name) : undefined);
      return source ? [[name, nameOf(source)] as const] : [];
    });
    const buffers = Object.keys(step.type.buffers ?? {}).map((name) => [name, address(id, name)] as const);
    graph.node = id;
    const result = lines.onnx(graph, Object.fromEntries([...own, ...buffers]), step.settings, place);
    names.set(address(id, step.type.outputs[0] as string), result);
  }
  const computed = new Set(used.map(({ id }) => id));
  const outputs = predictions(
    program.parts.filter(({ id }) => !computed.has(id)),
    computed,
    moment,
  );
  // An output is named by its address.
  for (const place of outputs)
    graph.operations.push({
      ...{ node: partsOf(place).node, type: 'Identity', inputs: [nameOf(place)] },
      ...{ output: place, attributes: {} },
    });
  const read = new Set(graph.operations.flatMap(({ inputs }) => inputs));
  const inputs = program.data.filter((place) => read.has(place));
  const stored = [...moment.values].filter(([place]) => read.has(place));
  return { graph, inputs, outputs, stored, computed };
}

/** The file. Throws NotWritable where nothing is predicted. */
export function onnxModel(moment: Moment): Uint8Array<ArrayBuffer> {
  const { plan } = moment;
  const { graph, inputs, outputs, stored, computed } = modelOf(moment);
  if (outputs.length === 0) throw new NotWritable('nothing-predicted', {});
  const batched = plan.rows?.batch;
  const value = (place: Address) =>
    valueInfo(
      place,
      plan.shapes.get(place) ?? [],
      plan.indices.has(place),
      moment.rows.has(place) || computed.has(partsOf(place).node) ? batched : undefined,
    );

  const body = new Message();
  for (const operation of graph.operations) body.message(1, nodeMessage(operation));
  body.text(2, 'network');
  for (const [place, { shape, data }] of stored)
    body.message(5, tensor({ name: place, shape, data: Float32Array.from(data) }));
  for (const constant of graph.constants) body.message(5, tensor(constant));
  for (const place of inputs) body.message(11, value(place));
  for (const place of outputs) body.message(12, value(place));
  return new Message()
    .integer(1, IR)
    .text(2, 'Chainrule')
    .message(7, body)
    .message(8, new Message().text(1, '').integer(2, OPSET))
    .message(METADATA, new Message().text(1, KEY).text(2, serialise(moment.document)))
    .finished();
}

/** What is in the file, a line for each input, operation and parameter. */
export function onnxCode(moment: Moment): Code {
  const { plan } = moment;
  const { graph, inputs, outputs, stored } = modelOf(moment);
  const held = (place: Address, shape: Shape) => about(partsOf(place).node, `  ${place}  ${written(shape)}`);
  return [
    { text: `opset ${OPSET}` },
    { text: '' },
    { text: 'inputs' },
    ...inputs.map((place) => held(place, plan.shapes.get(place) ?? [])),
    { text: '' },
    { text: 'operations' },
    ...graph.operations.map(({ node, type, inputs: read, output, attributes }) => {
      const more = Object.entries(attributes).map(([name, value]) => `, ${name}=${attributeText(value)}`);
      return about(node, `  ${output} = ${type}(${read.join(', ')}${more.join('')})`);
    }),
    { text: '' },
    { text: 'outputs' },
    ...outputs.map((place) => held(place, plan.shapes.get(place) ?? [])),
    { text: '' },
    { text: 'parameters' },
    ...stored.map(([place, { shape }]) => held(place, shape)),
  ];
}

function attributeText(value: Attribute): string {
  if (typeof value === 'number') return String(value);
  return 'float' in value ? String(value.float) : written(value);
}

/** What the losses read of the prediction; without any losses, the scalar that is descended. */
function predictions(
  judging: ReturnType<typeof programOf>['parts'],
  computed: ReadonlySet<string>,
  { plan, values }: Moment,
): readonly Address[] {
  const isOwn = (place: Address) => values.has(place) || plan.ties.has(place);
  const read = judging
    .flatMap(({ step }) => inputsOf(step.type).map((port) => step.sources.get(port) as Address))
    .filter((place) => !isOwn(place));
  const own = plan.losses.filter((loss) => computed.has(partsOf(loss).node));
  return [...new Set([...read.filter((place) => computed.has(partsOf(place).node)), ...own])];
}

function nodeMessage({ type, inputs, output, attributes }: OnnxGraph['operations'][number]): Message {
  const message = new Message();
  for (const input of inputs) message.text(1, input);
  message.text(2, output).text(3, output).text(4, type);
  for (const [name, value] of Object.entries(attributes)) message.message(5, attributeMessage(name, value));
  return message;
}

function attributeMessage(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2);
  if ('float' in value) return message.float(2, value.float).integer(20, 1);
  for (const each of value) message.integer(8, each);
  return message.integer(20, 7);
}

function tensor({ name, shape, data }: Constant): Message {
  const message = new Message();
  for (const length of shape) message.integer(1, length);
  message.integer(2, data instanceof Float32Array ? FLOAT : INT64).text(8, name);
  return message.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** The first axis is named N where it counts the rows of a batch. */
function valueInfo(name: string, shape: Shape, indices: boolean, rows: number | undefined): Message {
  const axes = new Message();
  for (const [axis, length] of shape.entries())
    axes.message(1, axis === 0 && length === rows ? new Message().text(2, 'N') : new Message().integer(1, length));
  const type = new Message().integer(1, indices ? INT64 : FLOAT).message(2, axes);
  return new Message().text(1, name).message(2, new Message().message(1, type));
}
