/* A large network whose nodes lie about at random: what tidying has to put in order. The same for the same size. */

const BLOCKS = 7;

/** A document of so many towers, 37 nodes each with its join: residual blocks one behind the other, each with two ways that
    meet again, and all towers added up at the end. */
export function tangle(towers) {
  const nodes = {};
  const wires = {};
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const counts = new Map();
  /** Adds a node somewhere, wired to these outputs, and answers its output. */
  const add = (type, [input, ...more], output, settings = {}) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    const id = `${type}${count}`;
    nodes[id] = { type, position: { x: Math.round(random() * 7500), y: Math.round(random() * 3200) }, settings };
    if (input) wires[`${id}.${type === 'linear' || type === 'add' ? 'A' : 'Z'}`] = input;
    for (const other of more) wires[`${id}.${type === 'add' ? 'B' : 'y'}`] = other;
    return `${id}.${output}`;
  };
  const linear = (input, features) => add('linear', [input], 'Z', { features });
  const data = add('points', [], 'X', { kind: 'spirals' });
  const tops = Array.from({ length: towers }, () => {
    let at = linear(data, 8);
    for (let block = 0; block < BLOCKS; block++) {
      const bent = add('tanh', [linear(at, 8)], 'A');
      at = add('relu', [add('add', [at, linear(bent, 8)], 'C')], 'A');
    }
    return at;
  });
  while (tops.length > 1) tops.push(add('add', tops.splice(0, 2), 'C'));
  add('cross-entropy-loss', [linear(tops[0], 2), data.replace('.X', '.y')], 'L');
  const title = `${Object.keys(nodes).length} nodes`;
  return { format: 'chainrule', version: 1, title, nodes, wires, training: {} };
}
