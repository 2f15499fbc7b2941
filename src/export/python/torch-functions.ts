/* The functions that written programs call, over torch's tensors. Their names differ from NumPy's: a notebook has both. */
import { calledIn, functions, type Source } from './functions.ts';

const OVER_TORCH: Readonly<Record<string, Source>> = {
  argsort: functions.argsort as Source,
  take_torch: {
    text: `def take_torch(x, index, axis=0):
    """The slices of x along the axis that an index names."""
    if torch.is_tensor(index):
        return x[index]
    return x.index_select(axis, torch.tensor([i % x.shape[axis] for i in index], device=x.device))`,
  },
  scatter_add_torch: {
    text: `def scatter_add_torch(x, index, n, axis=0):
    """Zeros, n along the axis, and each slice of x added where the index sends it."""
    index, x = torch.as_tensor(index, device=x.device), x.movedim(axis, 0)
    table = x.new_zeros((n, *x.shape[index.ndim:]))
    return table.index_put((index,), x, accumulate=True).movedim(0, axis)`,
  },
  unfold_torch: {
    text: `def unfold_torch(A, kernel, stride, padding, fill=0.0):
    """What a window sees at each place of pictures, all channels in a row: [N, h, w, C * kh * kw]."""
    (kh, kw), (sh, sw), (ph, pw) = kernel, stride, padding
    A = F.pad(A, (pw, pw, ph, ph), value=fill)
    h, w = (A.shape[2] - kh) // sh + 1, (A.shape[3] - kw) // sw + 1
    return F.unfold(A, kernel, stride=stride).transpose(1, 2).reshape(A.shape[0], h, w, -1)`,
  },
  fold_torch: {
    text: `def fold_torch(dU, shape, kernel, stride, padding):
    """The way back of unfold: every number is added where it was seen."""
    columns = dU.reshape(dU.shape[0], -1, dU.shape[3]).transpose(1, 2)
    return F.fold(columns, shape[2:], kernel, padding=padding, stride=stride)`,
  },
};

export const torchFunctions = (code: string): readonly string[] => calledIn(code, OVER_TORCH);
