/* Keeps a failure where it happened: a part of the screen that throws says so in its own place, and the rest goes on.
   Nothing is reloaded and nothing is cleared. */
import { Component, type ReactNode, Suspense } from 'react';
import { broke } from '../../safe/starts.ts';
import { part } from '../part.ts';

const Broken = part(async () => (await import('./Broken.tsx')).Broken);

interface Props {
  readonly children: ReactNode;
  /** The whole editor: then leaving the document is offered too. */
  readonly whole?: boolean;
  /** What is shown: when it is another thing, it is tried again. */
  readonly of?: unknown;
}

/** React knows no other way to catch an error than a class. */
export class Guard extends Component<Props, { readonly error: unknown; readonly failed: boolean }> {
  override state = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.of !== this.props.of) this.setState({ error: null, failed: false });
  }

  override componentDidCatch(): void {
    broke();
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { error } = this.state;
    return (
      <Suspense>
        <Broken
          error={error}
          whole={this.props.whole === true}
          onRetry={() => this.setState({ error: null, failed: false })}
        />
      </Suspense>
    );
  }
}
