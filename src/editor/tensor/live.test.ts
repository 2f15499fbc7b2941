// @vitest-environment happy-dom
/* Tests that a picture follows its tensor: the printed scale each frame, the spoken label at most once a second. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { View } from '../../worker/view.ts';
import { arrange, NODE_BOX } from './layout.ts';
import { keepDrawn, type Parts, type Showing } from './live.ts';
import { forgetScales } from './modes.ts';

beforeEach(() => {
  forgetScales();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function viewOf(peak: number, nan = 0): View {
  const rest = { zeros: 0, infinite: 0, masked: 0, min: 0, mean: 0, std: 0, norm: 0 };
  return {
    shape: [2, 2],
    kind: 'numbers',
    statistics: { ...rest, count: 4, nan, max: peak, peak, rms: peak, dead: 0, saturated: 0 },
  };
}

function stage() {
  let view: View | undefined;
  const listeners = new Set<() => void>();
  const scale = document.createElement('span');
  const canvas = document.createElement('canvas');
  const parts: Parts = { figure: document.createElement('div'), canvas, number: null, scale };
  const showing: Showing = {
    source: {
      subscribe: (_, listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      read: () => view,
    },
    address: 'linear1.Z',
    name: 'Z',
    shape: [2, 2],
    arrangement: arrange([2, 2], NODE_BOX),
    ramp: 'diverging',
    pending: 'pending',
    zoom: 1,
  };
  const send = (next: View) => {
    view = next;
    for (const listener of listeners) listener();
  };
  return { parts, showing, send, listeners, scale };
}

test('it says pending, then the scale, then the error', () => {
  const { parts, showing, send, scale } = stage();
  keepDrawn(parts, showing);
  vi.advanceTimersByTime(50);
  expect(scale.textContent).toBe('pending');
  send(viewOf(1.5));
  vi.advanceTimersByTime(50);
  expect(scale.textContent).toBe('±2');
  send(viewOf(1.5, 3));
  vi.advanceTimersByTime(50);
  expect([scale.textContent, scale.dataset.state]).toEqual(['NaN 3', 'error']);
});

test('the label is spoken at most once a second, and the last state always', () => {
  const { parts, showing, send } = stage();
  const spoken = vi.spyOn(parts.figure, 'setAttribute');
  keepDrawn(parts, showing);
  for (let frame = 1; frame <= 24; frame++) {
    send(viewOf(frame));
    vi.advanceTimersByTime(80);
  }
  vi.advanceTimersByTime(2000);
  expect(spoken).toHaveBeenCalledTimes(3);
  expect(parts.figure.getAttribute('aria-label')).toContain('Z [2, 2], ');
  expect(parts.figure.getAttribute('aria-label')).toContain('0…24');
});

test('views that arrive within one frame are drawn once', () => {
  const { parts, showing, send } = stage();
  const read = vi.spyOn(showing.source, 'read');
  keepDrawn(parts, showing);
  vi.advanceTimersByTime(50);
  read.mockClear();
  for (let view = 1; view <= 5; view++) send(viewOf(view));
  vi.advanceTimersByTime(50);
  expect(read).toHaveBeenCalledTimes(1);
});

test('after its end it neither listens nor draws', () => {
  const { parts, showing, send, listeners, scale } = stage();
  const end = keepDrawn(parts, showing);
  end();
  send(viewOf(1));
  vi.advanceTimersByTime(3000);
  expect(listeners.size).toBe(0);
  expect(scale.textContent).toBe('');
});
