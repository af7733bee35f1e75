/** A part of the page that cannot be drawn says so in its place, and may be drawn again: what it shows is kept elsewhere. */

import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { sentenceOf } from '../../src/index';
import { text } from '../text';

interface BoundaryProps {
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly problem: string | null;
}

export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { problem: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { problem: sentenceOf(error, text.doing.drawing) };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    if (problem === null) return this.props.children;
    return (
      <div className="cm-unforeseen" role="alert">
        <p>{problem}</p>
        <Button onClick={() => this.setState({ problem: null })}>{text.again}</Button>
      </div>
    );
  }
}
