/* Keeps the canvas of a far drawing up to date: with what React Flow moves, in the same frame, and with the numbers of what
   is seen while they stream in. */
import type { TensorSource } from '../../../store/live.ts';
import { nextFrame } from '../../tensor/frames.ts';
import { type Camera, type Look, paintScene, seen } from './paint.ts';
import type { Scene } from './scene.ts';

interface Given {
  readonly canvas: HTMLCanvasElement;
  readonly scene: Scene;
  readonly look: Look;
  readonly source: TensorSource;
  readonly camera: () => Camera;
  /** Calls whenever the camera may be another, until the answer is called. */
  readonly onMove: (listener: () => void) => () => void;
}

/** When the canvas has not moved for so many ms, the numbers of what is seen then are asked for. */
const REST = 150;

/** Until the answer is called. */
export function keepPainted({ canvas, scene, look, source, camera, onMove }: Given): () => void {
  const pen = canvas.getContext('2d');
  if (!pen) return () => {};
  let due = 0;
  let painted: Camera | undefined;
  const paint = () => {
    due = 0;
    painted = camera();
    const ratio = devicePixelRatio;
    const [across, down] = [Math.round(painted.width * ratio), Math.round(painted.height * ratio)];
    // Setting a size clears the canvas and costs memory.
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintScene(pen, scene, painted, look);
  };
  const soon = () => {
    due ||= requestAnimationFrame(paint);
  };

  let leave: (() => void)[] = [];
  let rest: ReturnType<typeof setTimeout> | undefined;
  const streamed = () => nextFrame(soon);
  const watch = () => {
    const before = leave;
    leave = scene.places
      .filter((place) => seen(place, camera()))
      .flatMap(({ value, gradient }) => [value, gradient])
      .flatMap((address) => (address ? [source.subscribe(address, streamed)] : []));
    // After the new ones: what is watched on has never been left.
    for (const end of before) end();
  };
  const unmount = onMove(() => {
    const { x, y, zoom, width, height } = camera();
    const still = painted?.x === x && painted.y === y && painted.zoom === zoom;
    if (still && painted?.width === width && painted.height === height) return;
    soon();
    clearTimeout(rest);
    rest = setTimeout(watch, REST);
  });
  paint();
  watch();
  return () => {
    unmount();
    cancelAnimationFrame(due);
    clearTimeout(rest);
    for (const end of leave) end();
  };
}
