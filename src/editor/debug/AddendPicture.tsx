/* One addend of a gradient, or what all of them make: a picture on the scale of the others, with a line below. */
import type { ComponentProps } from 'react';
import { TensorPicture } from '../tensor/TensorPicture.tsx';

type Picture = ComponentProps<typeof TensorPicture>;

interface Props extends Pick<Picture, 'source' | 'address' | 'name' | 'shape' | 'arrangement' | 'scale'> {
  readonly id: string;
  readonly below: string;
}

export function AddendPicture({ id, below, ...picture }: Props) {
  return (
    <div data-testid={`addend.${id}`}>
      <TensorPicture {...picture} rule="gradient" pending="" />
      <p>{below}</p>
    </div>
  );
}
