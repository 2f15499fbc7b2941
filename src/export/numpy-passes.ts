/* Forward and backward in NumPy, a statement for each tensor, in the order of the network and in reverse. */
import { type Address, address, gradientOf, parts as partsOf } from '../document/document.ts';
import { inputsOf, parametersOf } from '../plan/resolve.ts';
import { about, type Code, type CodeLine, indented, plain } from './code.ts';
import type { Part, Program } from './moment.ts';
import type { Own } from './programs/own.ts';
import { pyAttribute } from './python/python.ts';

/** \`linear1.Z\` of an address. */
export function numpyName({ names }: Program, place: Address): string {
  const { node, name } = partsOf(place);
  return `${names.get(node)}.${pyAttribute(name)}`;
}

/** All names of a part: what it reads by where it comes from, what is its own, and the gradients. */
function namesOf(program: Program, { id, step }: Part): Record<string, string> {
  const { type, sources } = step;
  const named: Record<string, string> = {};
  for (const name of [...inputsOf(type), ...parametersOf(type)]) {
    const source = sources.get(name) ?? (type.outputs.includes(name) ? address(id, name) : undefined);
    if (source) named[name] = numpyName(program, source);
  }
  for (const name of [...Object.keys(type.buffers ?? {}), ...(type.keeps ?? []), ...type.outputs])
    named[name] ??= numpyName(program, address(id, name));
  for (const name of [...type.inputs, ...parametersOf(type), ...(type.keeps ?? []), ...type.outputs])
    if (named[name]) named[`d${name}`] = numpyName(program, gradientOf(address(id, name)));
  return named;
}

/** The call of a function that a learner wrote, and the tensors that it gives. */
function called({ id, name }: Part, call: Own['forward'], names: Record<string, string>): Code {
  if (!call || call.gives.length === 0) return [];
  const results = call.gives.map((tensor) => `${name}.${pyAttribute(tensor)}`).join(', ');
  return [about(id, `${results} = ${call.text((tensor) => names[tensor] ?? tensor)}`)];
}

export function forwardCode(program: Program): Code {
  const lines = program.parts.flatMap((part): Code => {
    const { step, lines, id, place, name } = part;
    const names = namesOf(program, part);
    const results = part.own?.forward ? {} : lines.numpy.forward(names, step.settings, place);
    // A parameter that is wired out, and is another's tensor.
    const lent = parametersOf(step.type).filter((own) => step.type.outputs.includes(own) && step.sources.has(own));
    return [
      ...lent.map((own) => about(id, `${name}.${own} = ${numpyName(program, step.sources.get(own) as Address)}`)),
      ...called(part, part.own?.forward, names),
      ...Object.entries(results).map(([tensor, expression]) => about(id, `${name}.${tensor} = ${expression}`)),
    ];
  });
  const { plan } = program.moment;
  const losses = plan.losses.map(
    (place) => `${numpyName(program, place)}${plan.shapes.get(place)?.length === 0 ? '' : '.sum()'}`,
  );
  return [{ text: 'def forward(training):' }, ...indented(lines), ...indented(plain(`return ${losses.join(' + ')}`))];
}

export function backwardCode(program: Program): Code {
  const { plan } = program.moment;
  const code: CodeLine[] = [];
  // What arrives at each tensor: at an output from its readers, at a parameter from those that share it.
  const arriving = new Map<Address, string[]>();
  const arrive = (place: Address, gradient: string) => arriving.set(place, [...(arriving.get(place) ?? []), gradient]);
  for (const loss of plan.losses)
    arrive(loss, plan.shapes.get(loss)?.length === 0 ? 'np.float32(1)' : `np.ones_like(${numpyName(program, loss)})`);
  const settle = (place: Address) => {
    const gradients = arriving.get(place) ?? [];
    if (gradients.length === 0) return;
    const total = numpyName(program, gradientOf(place));
    code.push(about(partsOf(place).node, `${total} = ${gradients.join(' + ')}`));
    // What arrives later is added to it.
    arriving.set(place, [total]);
  };
  for (const part of program.parts.toReversed()) {
    const { id, step, lines, name, place } = part;
    for (const output of step.type.outputs) settle(address(id, output));
    // An output that nobody reads has no influence.
    const unread = part.own ? step.type.outputs.filter((output) => !arriving.has(address(id, output))) : [];
    for (const place of unread.map((output) => address(id, output)))
      code.push(about(id, `${numpyName(program, gradientOf(place))} = np.zeros_like(${numpyName(program, place)})`));
    const names = namesOf(program, part);
    code.push(...called(part, part.own?.backward, names));
    const results = part.own
      ? Object.fromEntries(part.own.backward.gives.map((gradient) => [gradient, `${name}.${pyAttribute(gradient)}`]))
      : lines.numpy.backward(names, step.settings, place);
    for (const [gradient, expression] of Object.entries(results)) {
      const place = address(id, gradient.slice(1));
      const source = step.sources.get(gradient.slice(1));
      const kept = step.type.keeps?.includes(gradient.slice(1));
      if (!source && !kept) continue;
      const own = `${name}.${pyAttribute(gradient)}`;
      if (own !== expression) code.push(about(id, `${own} = ${expression}`));
      if (source) arrive(source, own);
      if (source === place) arriving.set(place, [...(arriving.get(place) ?? []).filter((each) => each !== own), own]);
    }
  }
  for (const place of program.parameters)
    if ((arriving.get(place) ?? []).some((gradient) => gradient !== numpyName(program, gradientOf(place))))
      settle(place);
  // One tensor under two addresses has one gradient.
  for (const [place, root] of plan.ties)
    if (program.names.has(partsOf(place).node) && arriving.has(root))
      code.push(
        about(
          partsOf(place).node,
          `${numpyName(program, gradientOf(place))} = ${numpyName(program, gradientOf(root))}`,
        ),
      );
  return [{ text: 'def backward(training):' }, ...indented(code.length > 0 ? code : plain('pass'))];
}
