/* What a loss divides by: its reduction in NumPy. */
export function reduced(each: string, reduction: 'mean' | 'sum'): string {
  return `${each}.${reduction}()`;
}

/** The share of each number in the loss, with the gradient of the loss itself. */
export function share(Z: string, dL: string, reduction: 'mean' | 'sum'): string {
  return reduction === 'mean' ? `/ ${Z}.size * ${dL}` : `* ${dL}`;
}
