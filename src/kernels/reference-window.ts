/* The reference kernels of a window that moves over pictures: convolution and pooling are built of these two. */
import type { Memory } from './device.ts';
import type { Kernels, Layout } from './kernels.ts';

/** `unfold` and its gradient `fold`, as plain loops. */
export function windowKernels(memory: Memory): Pick<Kernels, 'unfold' | 'fold'> {
  return {
    unfold(out, a, outside, layout) {
      const { data } = memory;
      const [N, C, H, W, h, w, kh, kw, strideH, strideW, paddingH, paddingW] = twelve(memory, layout);
      for (let n = 0; n < N; n++)
        for (let i = 0; i < h; i++)
          for (let j = 0; j < w; j++)
            for (let c = 0; c < C; c++)
              for (let u = 0; u < kh; u++)
                for (let v = 0; v < kw; v++) {
                  const y = i * strideH + u - paddingH;
                  const x = j * strideW + v - paddingW;
                  const inside = y >= 0 && y < H && x >= 0 && x < W;
                  data[out++] = inside ? data[a + ((n * C + c) * H + y) * W + x]! : data[outside]!;
                }
    },
    fold(out, d, layout) {
      const { data } = memory;
      const [N, C, H, W, h, w, kh, kw, strideH, strideW, paddingH, paddingW] = twelve(memory, layout);
      for (let n = 0; n < N; n++)
        for (let c = 0; c < C; c++)
          for (let y = 0; y < H; y++)
            for (let x = 0; x < W; x++) {
              // The places from which the window saw this number, each with it elsewhere in the window.
              let sum = 0;
              for (let u = 0; u < kh; u++) {
                const i = (y + paddingH - u) / strideH;
                if (!Number.isInteger(i) || i < 0 || i >= h) continue;
                for (let v = 0; v < kw; v++) {
                  const j = (x + paddingW - v) / strideW;
                  if (!Number.isInteger(j) || j < 0 || j >= w) continue;
                  sum += data[d + ((((n * h + i) * w + j) * C + c) * kh + u) * kw + v]!;
                }
              }
              data[out++] = sum;
            }
    },
  };
}

type Twelve = readonly [...Six, ...Six];
type Six = readonly [number, number, number, number, number, number];
function twelve({ integers }: Memory, layout: Layout): Twelve {
  return [...integers.subarray(layout, layout + 12)] as unknown as Twelve;
}
