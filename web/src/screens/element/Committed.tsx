import { type ChangeEvent, type KeyboardEvent, type ReactNode, useState } from 'react';

interface InputProps {
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  onBlur: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

interface Props {
  value: string;
  onCommit: (value: string) => void;
  render: (props: InputProps) => ReactNode;
}

/** A text that counts when the field is left or Enter is pressed; Escape restores it. */
export function Committed({ value, onCommit, render }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== value) onCommit(typed);
    setTyped(null);
  };
  return render({
    value: typed ?? value,
    onChange: (event) => setTyped(event.currentTarget.value),
    onBlur: commit,
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === 'Escape') setTyped(null);
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault();
        commit();
      }
    },
  });
}
