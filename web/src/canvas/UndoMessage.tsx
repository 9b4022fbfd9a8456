import { Button } from '@mantine/core';

interface Props {
  text: string;
  label: string;
  onUndo: () => void;
}

/** What was done, with a way back. */
export function UndoMessage({ text, label, onUndo }: Props) {
  return (
    <span className="undo-message">
      {text}{' '}
      <Button size="compact-xs" variant="light" onClick={onUndo}>
        {label}
      </Button>
    </span>
  );
}
