/* Tests of the ways of wires: straight to neighbours, and never behind a node. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, routeOf, wirePath } from './route.ts';

const box = (x: number, y: number, width = 100, height = 200): Box => ({ x, y, width, height });

test('a wire to a neighbour at the same height is one straight line', () => {
  const [from, to] = [
    { x: 100, y: 40 },
    { x: 126, y: 40 },
  ];
  expect(wirePath(from, to, routeOf(from, to, []))).toBe('M100,40L126,40');
});

test('a wire to a neighbour at another height bends once each way, with round corners', () => {
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 100, y: 60 },
  ];
  expect(routeOf(from, to, [])).toEqual({ via: 50 });
  expect(wirePath(from, to, { via: 50 })).toBe('M0,0L42,0Q50,0 50,8L50,52Q50,60 58,60L100,60');
});

test('a wire past a node runs 24 below the lowest of those between', () => {
  const [from, to] = [
    { x: 0, y: 60 },
    { x: 500, y: 60 },
  ];
  expect(routeOf(from, to, [box(40, 0), box(200, 0, 100, 320), box(900, 0, 100, 999)])).toEqual({ under: 344 });
});

test('a wire takes the gap beside a node rather than the long way under it', () => {
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 300, y: 400 },
  ];
  expect(routeOf(from, to, [box(100, 100, 150, 250)])).toEqual({ via: 14 });
});

test('a wire back to the left runs under its own nodes', () => {
  const route = routeOf({ x: 300, y: 40 }, { x: 0, y: 40 }, [box(0, 0), box(200, 0)]);
  expect(route).toEqual({ under: 224 });
});

test('no straight part of a wire crosses a node that stands clear of both ends', () => {
  const place = fc.record({
    x: fc.integer({ min: 60, max: 800 }),
    y: fc.integer({ min: -400, max: 400 }),
    width: fc.integer({ min: 20, max: 120 }),
    height: fc.integer({ min: 20, max: 400 }),
  });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 6 }), fc.integer({ min: -300, max: 300 }), (boxes, y) => {
      const [from, to] = [
        { x: 0, y: 0 },
        { x: 1000, y },
      ];
      const route = routeOf(from, to, boxes);
      if (!('via' in route)) {
        if (!('under' in route)) throw new Error('nobody chose its places');
        expect(boxes.every((each) => each.y + each.height <= route.under)).toBe(true);
        return;
      }
      for (const each of boxes) {
        const beside = each.x + each.width <= route.via || each.x >= route.via;
        const [low, high] = [Math.min(0, y), Math.max(0, y)];
        expect(beside || each.y >= high || each.y + each.height <= low).toBe(true);
        const level = each.x < route.via ? 0 : y;
        expect(each.y > level || each.y + each.height < level).toBe(true);
      }
    }),
  );
});

test('a wire runs through its bends in right angles, and leaves and enters ports from their own sides', () => {
  const path = wirePath({ x: 0, y: 0 }, { x: 200, y: 40 }, { through: [{ x: 100, y: 80 }] });
  expect(path).toBe(
    'M0,0L42,0Q50,0 50,8L50,72Q50,80 58,80L92,80Q100,80 108,80L142,80Q150,80 150,72L150,48Q150,40 158,40L200,40',
  );
  const back = wirePath({ x: 0, y: 0 }, { x: 40, y: 0 }, { through: [{ x: -60, y: 90 }] });
  expect(back).toContain('L7,0Q14,0 14,7');
  expect(back.endsWith('L40,0')).toBe(true);
});
