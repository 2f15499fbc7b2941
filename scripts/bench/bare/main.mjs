/* React Flow as it comes, with as many nodes and edges as it is told, each drawn: what our canvas is measured
   against. */
import 'reactflow/dist/style.css';
import './main.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { ReactFlow } from 'reactflow';

/** Nodes as `[label, position]`, `row` of which are wired in a chain. */
globalThis.show = ({ nodes, row }) => {
  const made = nodes.map(([label, position], i) => ({ id: `${i}`, position, data: { label: `${label} ${i}` } }));
  const edges = made.flatMap(({ id }, i) => (i % row === 0 ? [] : [{ id: `e${id}`, source: `${i - 1}`, target: id }]));
  const onInit = (flow) => {
    globalThis.flow = flow;
  };
  createRoot(document.getElementById('root')).render(
    createElement(ReactFlow, { defaultNodes: made, defaultEdges: edges, minZoom: 0.1, fitView: true, onInit }),
  );
};
