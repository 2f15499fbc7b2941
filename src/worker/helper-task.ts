/* What a helper is told: its program, the memory that it shares, and which of how many threads it is. */

export interface HelperTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly own: number;
  readonly threads: number;
}
