/* The sentences of the first screen and of the command line, and what is wrong with a drawing or a file, in English; the
   others are in en-later.ts, a node's own in its file. */

export const en = {
  // Problems of a drawing: what, where, the two shapes or values, one thing to do.
  'problem.unknown-type':
    '{node}: there is no node type “{type}” here. Replace the node, or open the file with a newer Chainrule.',
  'problem.setting-refused': '{node}: {setting} cannot be {value}. Choose a value within its range.',
  'problem.unknown-port': '{node} has no port {port}. Wire another one.',
  'problem.cannot-mute': '{node} has no single input to pass on, so it cannot be muted. Unmute it.',
  'problem.bad-tie':
    '{a} cannot be tied to {b}: both must be parameters, and ties must not run in a circle. Remove the tie.',
  'problem.tie-shape': '{a} is {x} but {b}, to which it is tied, is {y}. Give both nodes the same sizes.',
  'problem.not-a-chain':
    '{node} does not stand in a chain of single layers, so this network cannot be an nn.Sequential. Choose the style “module”.',
  'problem.unwired': '{node}: nothing is wired to {port}. Drag a wire to it.',
  'problem.loop': 'These nodes wait for each other: {loop}. Remove one of these wires.',
  'problem.wants-indices':
    '{node}: {port} wants class numbers, but {source} carries ordinary numbers. Wire class numbers, such as y of a data node with target “classes”.',
  'problem.wants-numbers':
    '{node}: {port} wants ordinary numbers, but {source} carries class numbers. Set the target of that data node to “column” or “one-hot”.',
  'problem.too-many-classes':
    '{node}: {port} has {classes} classes but Z has only {limit} columns. Give the layer before it {classes} output features.',
  'problem.matmul': '{node}: {a} and {b} cannot be multiplied: the inner lengths {k} and {l} differ. Make them equal.',
  'problem.broadcast':
    '{node}: {a} and {b} do not fit: counted from the last axis, lengths must be equal or 1. Change one of the shapes.',
  'problem.no-broadcast':
    '{node}: Z is {Z} but y is {y}. A loss does not stretch one over the other: that would silently compare every row with every other. Make the shapes equal.',
  'problem.targets':
    '{node}: Z {Z} needs one class number per row, y {wanted}, but y is {y}. Make their leading axes equal.',
  'problem.axis':
    '{node}: there is no axis {axis} in {shape}; it has {rank}. Choose an axis from −{rank} to {rank} − 1.',
  'problem.reshape':
    '{node}: the {count} numbers of {shape} do not fill {wanted}. Change the shape; −1 in it stands for what is left, such as the rows of a batch.',
  'problem.order': '{node}: {order} must name every axis of {shape} once. Change the order.',
  'problem.empty-slice':
    '{node}: of {shape} nothing lies from {start} to {end} along axis {axis}. Let the slice begin earlier or end later.',
  'problem.concat':
    '{node}: {a} and {b} cannot be joined along axis {axis}: all other lengths must be equal. Choose another axis, or change one of them.',
  'problem.rows-change-shape':
    '{tensor} would be {a} in a batch of {x} rows but {b} in one of {y}. It must not depend on the rows: leave axis 0 in its place, or use one batch without test rows.',
  'problem.rank': '{node}: {name} is {shape} but needs at least {least} axes. Wire a tensor with rows.',
  'problem.rank-of':
    '{node}: {name} is {shape}; the number of its axes must be one of {ranks}. Add a flatten, or wire another tensor.',
  'problem.fan-in':
    '{node}: {shape} has no input axis for this start. Use two axes, or start from zeros or normal numbers.',
  'problem.window':
    '{node}: a kernel of {kernel} does not fit into pictures {shape} with padding {padding}. Make the kernel smaller.',
  'problem.padding':
    '{node}: a padding of {padding} is more than half of the kernel {kernel}: some windows would see nothing. Make it smaller.',
  'problem.square':
    '{node}: {name} is {shape}, but its last two axes must be equal. Wire scores of every place with every place.',
  'problem.heads':
    '{node}: the features of {name} {shape} cannot be shared among {heads} heads. Choose a number that divides them.',
  'problem.attention':
    '{node}: Q {Q}, K {K} and V {V} do not fit. Q and K need the same features, K and V the same number of places, all the same rows.',
  'problem.text-short':
    '{node}: the text has {characters} characters, but one window takes {length} and the one after. Lengthen the text, or shorten the window.',
  'problem.one-value':
    '{node}: {shape} gives one value per channel, which has no variance to divide by. Use a batch of at least 2 rows.',
  'problem.tensor-too-large': '{tensor} would be {shape}: more than 134 217 728 numbers. Make a setting smaller.',
  'problem.value-shape': '{tensor} is given as {given} but must be {wanted}. Give it that shape.',
  'problem.rows-differ':
    '{node}: its outputs were given different numbers of rows: {rows}. Give the same number of each.',
  'problem.rows-disagree':
    '{a} has {x} rows but {b} has {y}. Batches need the same number from both: change one of them.',
  'problem.no-training-rows': 'All {total} rows are test rows, none is left to train on. Lower the share of test rows.',
  'problem.loss-unknown': 'The loss {loss} named under Training does not exist. Choose another, or none.',
  'problem.loss-shape': 'The loss {loss} is {shape}; a loss is one number. Add a sum or a mean.',
  'problem.no-loss': 'There is no loss, so nothing can be trained: forward only. Add a loss node.',
  'problem.unknown-optimizer': 'There is no optimizer “{type}” here. Choose {known}.',
  'problem.unknown-setting': '{owner} has no setting {setting}; it has: {known}. Correct the name, or remove it.',
  'problem.bad-training-setting': '{type}: {setting} cannot be {value}. Choose a value within its range.',
  'problem.nesterov': 'Nesterov needs a momentum above 0 and no dampening. Set a momentum, or switch Nesterov off.',
  'problem.unknown-schedule': 'There is no schedule “{type}” here. Choose {known}.',
  'problem.no-momentum-to-cycle':
    'One cycle moves the momentum too, but {type} has none. Switch that off, or choose another optimizer.',
  'problem.frozen-unknown': '{tensor} is marked as frozen but is no parameter of this network. Unfreeze it.',
  'problem.unknown-tensor':
    '{tensor} ({given}) is no input, data, parameter or buffer of this network. Use one of its addresses, such as linear1.W.',
  'problem.bad-index':
    '{tensor} holds {value}, but its reader takes whole numbers from 0 and below {limit}. Mend the data.',
  'problem.no-simd':
    'This Node has no WebAssembly SIMD: plain loops compute instead, many times slower. Use Node 20 or later.',
  'problem.not-built':
    'The kernels do not lie beside the program: plain loops compute instead, many times slower. Run npm run build.',
  'problem.test-not-finite':
    '{tensor} of {node} is NaN or ∞ for the test rows at step {step}, so there is no test loss. Training goes on; look at {tensor}, or leave such rows out.',
  'problem.constant-column':
    '{node}: column {columns} of X has the same value in all training rows. There is nothing to divide by, so it becomes 0; leave it out.',
  'problem.one-class':
    '{tensor}: all training rows are of class {class}. There is nothing to tell apart; add rows of another class.',
  'problem.not-finite':
    '{tensor} of {node} became non-finite at step {step}. The parameters are those before that step. Lower the learning rate, or keep what goes into a logarithm, a root or a divisor above 0.',
  'problem.table-empty': '{node} has no data yet. Drop a CSV file on the window, or choose Bring data.',
  'problem.too-much-memory':
    'This network needs {bytes} bytes, more than the {limit} that are allowed. Lower the batch size or a layer.',
  'problem.no-memory':
    'This network needs {bytes} bytes, which the machine does not give. Close other programs, or lower the batch size or a layer.',

  'canvas.slot-data': 'Data',
  'canvas.slot-layer': 'Layer',
  'canvas.slot-activation': 'Activation',
  'canvas.slot-loss': 'Loss',
  'canvas.waits': 'Waits for what comes before it.',
  'canvas.no-gradient': 'No gradient: the loss does not depend on this node.',
  'palette.nodes': 'Nodes',
  'palette.search': 'Search nodes',
  'palette.more': 'More nodes',
  'palette.fewer': 'Fewer nodes',
  'palette.nothing': 'No node is called “{query}”.',
  'palette.data': 'Data',
  'palette.layer': 'Layers',
  'palette.activation': 'Activation',
  'palette.combine': 'Combine',
  'palette.shape': 'Shape',
  'palette.function': 'Functions',
  'palette.loss': 'Loss',
  'training.transport': 'Training controls',
  'training.train': 'Train',
  'training.pause': 'Pause',
  'training.step': 'Step',
  'training.reset': 'Reset',
  'training.reset-help': 'Begin again from the same seed: the same weights, the same batches',
  'training.learning-rate': 'Learning rate',
  'training.rate-refused': '“{text}” is no learning rate. Type a number from 0 on, such as 0.1.',
  'training.rate': 'steps/s',
  'training.iteration': 'iteration',
  'training.epoch': 'epoch',
  'training.loss': 'Loss',
  'training.accuracy': 'accuracy',
  'training.test-accuracy': 'test accuracy',
  'training.started': 'Training.',
  'training.at-rest': 'At rest at iteration {step}, loss {loss}.',
  'training.at-step': 'iteration {step}',
  'training.rates': 'Common rates',
  'training.needs-loss': 'needs a loss',
  'training.needs-fix': '{node} needs mending',
  'shell.menu': 'Menu',
  'shell.example': 'Open an example. Open now: {name}',
  'shell.untitled': 'Untitled',
  'shell.to-documents': 'Documents…',
  'shell.saved': 'Saved',
  'shell.not-saved': 'Not saved on this computer',
  'shell.close': 'Close',
  'shell.undo-none': 'Undo',
  'shell.redo-none': 'Redo',
  'shell.language': '日本語で表示',
  'shell.help': 'Keys and gestures',
  'shell.examples': 'Examples',
  'shell.share': 'Share',
  'shell.about': 'About Chainrule',
  'shell.all-examples': 'All examples…',
  'shell.rename': 'Rename…',
  'shell.title': 'Title of the document',
  'shell.undo': 'Undo: {change}',
  'shell.redo': 'Redo: {change}',
  'shell.go-dark': 'Dark theme',
  'shell.go-light': 'Light theme',
  'edit.add-node': 'add {node}',
  'edit.remove-nodes': 'delete nodes ({count})',
  'edit.move-nodes': 'move nodes ({count})',
  'edit.connect': 'wire {input}',
  'edit.disconnect': 'unwire {input}',
  'edit.change-setting': '{setting} of {node}',
  'edit.change-training': 'change {field}',
  'edit.mend': 'mend',
  'edit.rename': 'rename',
  'edit.go-back': 'go back',
  'edit.label': 'label of {node}',
  'edit.duplicate': 'duplicate nodes ({count})',
  'edit.paste': 'paste nodes ({count})',
  'edit.splice': 'insert {node} into a wire',
  'problem.engine-failed':
    'The engine failed ({message}). It is started again from the last checkpoint; please report this.',
  'problem.engine-restarted':
    'The engine was started again and goes on from its last checkpoint. Press Train to go on.',
  'problem.engine-stopped':
    'The engine did not stop by itself and was ended. It goes on from its last checkpoint: press Train to go on.',

  // The canvas.
  'canvas.name': 'Network',
  'canvas.pending': 'pending',
  'canvas.unreached': 'Does not reach the loss: no gradient.',
  'canvas.error': 'Error',
  'canvas.warning': 'Warning',
  'canvas.mean': 'mean',
  'canvas.samples': 'Rows of the data set',
  'canvas.fork': 'A copy for each reader going forward, the sum of their gradients going back',
  'canvas.input': '{node} input {port}, {shape}, {state}',
  'canvas.output': '{node} output {port}, {shape}, {state}',
  'canvas.unwired': 'unwired',
  'canvas.is-wired': 'wired',
  'canvas.readers': 'wired to {count}',
  'canvas.unknown-shape': 'shape unknown',
  'canvas.wire': 'Wire from {output} to {input}',
  'canvas.wiring': 'Wiring from {port}: {count} ports fit. Arrow keys go to them, Enter wires, Escape stops.',
  'canvas.wiring-ended': 'No wire was drawn.',
  'canvas.node-help': 'Enter selects the node, arrow keys move it, Delete removes it.',
  'canvas.wire-help': 'Enter selects the wire, Delete removes it.',
  'canvas.moved': 'Moved to {x}, {y}.',
  'canvas.empty': 'press / to add, or drag a node here',
  'problem.same-side': '{a} and {b} are on the same side. A wire runs from an output to an input: choose one of each.',

  'edit.set-value': 'change {tensor}',
} as const;
