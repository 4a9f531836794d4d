import { Component, type ReactNode } from 'react';
import { Empty } from '../design/states';

/** A screen that breaks leaves the others standing. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Empty title="This screen broke">
        <p>What you did before is kept. Load the page anew, or go on with another screen.</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load anew
        </button>
      </Empty>
    );
  }
}
