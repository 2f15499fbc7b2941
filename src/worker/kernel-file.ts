/* The kernels lie beside the page; where they cannot be had, plain loops compute, and About says so. */

export async function kernelFile(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const response = await fetch(new URL(`../kernels/${name}.wasm`, self.location.href));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
