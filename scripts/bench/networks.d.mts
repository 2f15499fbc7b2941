export const RATE: number;
interface Sizes {
  readonly widths: number[];
  readonly batch: number;
}
interface Layer {
  readonly W: Float32Array;
  readonly b: Float32Array;
  readonly inputs: number;
  readonly outputs: number;
}
export const networks: Readonly<Record<string, Sizes>>;
export function madeUp(network: Sizes): { X: Float32Array; y: Int32Array; layers: Layer[] };
