/* What can be wished for: the languages of an export, and the styles of PyTorch. */

export const TARGETS = ['numpy', 'pytorch', 'notebook', 'project', 'onnx', 'safetensors'] as const;
export const STYLES = ['module', 'functional', 'sequential'] as const;
export type Target = (typeof TARGETS)[number];
export type TorchStyle = (typeof STYLES)[number];

export interface Wish {
  readonly to: Target;
  /** How PyTorch is written. */
  readonly style: TorchStyle;
}
