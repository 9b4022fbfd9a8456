import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  kinds: readonly { kindId: string; label: string; layer: string; home: string }[];
  value: string[];
  onChange: (kinds: string[]) => void;
}

/** Which kinds stand on one side of a matrix. */
export function KindsInput({ label, kinds, value, onChange }: Props) {
  const { t } = useTranslation();
  const layers = [...new Set(kinds.map(({ layer }) => layer))];
  return (
    <MultiSelect
      size="xs"
      className="matrix-kinds"
      label={label}
      value={value}
      onChange={onChange}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('palette.nothing')}
      data={layers.map((layer) => ({
        group: t(`layer.${layer}`, { defaultValue: layer }),
        items: kinds
          .filter((kind) => kind.layer === layer && kind.home !== 'ledger')
          .map((kind) => ({ value: kind.kindId, label: kind.label })),
      }))}
    />
  );
}
