import { useTranslation } from 'react-i18next';
import { useEdit } from '@/app/useEdit';
import { addressOf } from '@/model/commands/structure';
import { namesOf } from '@/screens/element/document';
import { useCanvas } from './state';
import type { NodeData } from './query';

/** Over a box: its name in the language of the screen. Enter keeps it, Escape does not. */
export function RenameInput({ element }: { element: NonNullable<NodeData['element']> }) {
  const { t, i18n } = useTranslation();
  const edit = useEdit();
  const stop = () => useCanvas.getState().rename(null);
  const names = namesOf(element.names);
  const before = typeof names === 'string' ? names : (names[i18n.language] ?? '');
  const keep = (text: string) => {
    stop();
    if (text === '' || text === before) return;
    const to = typeof names === 'string' ? text : { ...names, [i18n.language]: text };
    edit({ kind: 'rename', item: addressOf('element', element.elementId), from: names, to });
  };
  return (
    <input
      className="rename nodrag nopan"
      aria-label={t('element.name')}
      defaultValue={before}
      ref={(input) => input?.select()}
      onBlur={(event) => keep(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') keep(event.currentTarget.value.trim());
        if (event.key === 'Escape') stop();
      }}
    />
  );
}
