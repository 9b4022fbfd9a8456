import { useState } from 'react';
import './compare.css';
import type { Mode } from './search';
import { useComparison } from './useComparison';
import { useCompareListener } from './useCompareKeys';
import { ViewDiff } from './ViewDiff';

interface Props {
  view: string;
  before: string;
  after: string;
  names: { before: string; after: string };
  mode: Mode;
  onMode: (mode: Mode) => void;
}

/** One view at two commits, outside of the comparison's own screen. */
export default function ViewDifference(props: Props) {
  const { before, after } = props;
  const [hasMoves, setMoves] = useState(false);
  const { comparison } = useComparison(before, after);
  useCompareListener();
  return (
    <ViewDiff
      {...props}
      comparison={comparison}
      hasMoves={hasMoves}
      onMoves={setMoves}
      onSelect={() => undefined}
    />
  );
}
