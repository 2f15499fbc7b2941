/* The signs of families and of trouble for a canvas: the very elements that are shown elsewhere, painted once for each
   size and colour and then copied. */

/** Side of the signs' own coordinates. */
const SIDE = 24;
const STROKE = 1.8;

export interface Signs {
  draw(
    pen: CanvasRenderingContext2D,
    sign: string,
    colour: string,
    middle: { readonly x: number; readonly y: number },
    size: number,
  ): void;
}

/** Of the children of `from`, named by `data-sign`; each an SVG or a letter. */
export function signsOf(from: Element, ink: (name: string) => string): Signs {
  const shapes = new Map(
    [...from.querySelectorAll('[data-sign]')].map((each) => [each.getAttribute('data-sign'), each]),
  );
  const painted = new Map<string, HTMLCanvasElement>();
  const paint = (sign: string, colour: string, size: number) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const pen = canvas.getContext('2d');
    const shape = shapes.get(sign);
    if (!pen || !shape) return canvas;
    pen.scale(size / SIDE, size / SIDE);
    pen.strokeStyle = pen.fillStyle = ink(colour);
    pen.lineWidth = STROKE;
    pen.lineCap = pen.lineJoin = 'round';
    const svg = shape.querySelector('svg');
    if (svg) for (const child of svg.children) pen.stroke(outlineOf(child));
    else letter(pen, shape.textContent ?? '');
    return canvas;
  };
  return {
    draw(pen, sign, colour, { x, y }, size) {
      const side = Math.max(1, Math.round(size * devicePixelRatio));
      const key = `${sign} ${colour} ${side}`;
      const picture = painted.get(key) ?? paint(sign, colour, side);
      painted.set(key, picture);
      const shown = side / devicePixelRatio;
      pen.drawImage(picture, Math.round(x - shown / 2), Math.round(y - shown / 2), shown, shown);
    },
  };
}

function letter(pen: CanvasRenderingContext2D, text: string): void {
  pen.font = `italic ${SIDE}px Georgia, "Times New Roman", serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, SIDE / 2, SIDE / 2);
}

function outlineOf(element: Element): Path2D {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  const path = new Path2D(element.getAttribute('d') ?? '');
  if (element.tagName === 'circle') path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  if (element.tagName === 'rect')
    path.roundRect(number('x'), number('y'), number('width'), number('height'), number('rx'));
  return path;
}
