/* The text of a note as React elements: nothing of it is ever taken as HTML. */
import { Fragment, type ReactNode } from 'react';
import { type Block, blocksOf, type Inline } from './markdown.ts';

export function Markdown({ text }: { readonly text: string }) {
  return each(blocksOf(text), (block) => <Piece block={block} />);
}

// Parts of a text have no other identity than their places.
function each<T>(items: readonly T[], shown: (item: T, place: number) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: likewise.
  return items.map((item, place) => <Fragment key={place}>{shown(item, place)}</Fragment>);
}

function Piece({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level + 2}` as 'h3' | 'h4' | 'h5';
      return <Heading>{inline(block.of)}</Heading>;
    }
    case 'bullets':
      return (
        <ul>
          {each(block.items, (item) => (
            <li>{inline(item)}</li>
          ))}
        </ul>
      );
    case 'numbers':
      return (
        <ol>
          {each(block.items, (item) => (
            <li>{inline(item)}</li>
          ))}
        </ol>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'paragraph':
      return (
        <p>
          {each(block.lines, (line, place) => (
            <>
              {place > 0 && <br />}
              {inline(line)}
            </>
          ))}
        </p>
      );
  }
}

function inline(parts: readonly Inline[]): ReactNode {
  return each(parts, (part) => {
    if (typeof part === 'string') return part;
    if (part.kind === 'code') return <code>{part.text}</code>;
    if (part.kind === 'bold') return <strong>{inline(part.of)}</strong>;
    if (part.kind === 'italic') return <em>{inline(part.of)}</em>;
    return (
      <a href={part.to} target="_blank" rel="noreferrer">
        {inline(part.of)}
      </a>
    );
  });
}
