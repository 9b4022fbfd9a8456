import { Button, Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyQuery, CsvButton } from '@/parts/Exports';
import { KindsInput } from './KindsInput';
import { type MatrixSearch, SHOWS, type Shows, transposed } from './presets';
import type { MatrixWords } from './queries';
import { type Matrix, kindsIn } from './useMatrix';

const route = getRouteApi('/m/$model/matrix');

interface Props {
  matrix: Matrix;
  kinds: MatrixWords['kinds'];
  inRows: () => string[][];
}

/** Which kinds are related, what cells show, which rows and columns, and the files of it. */
export function Tools({ matrix, kinds, inRows }: Props) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { shows } = matrix;
  const change = (next: MatrixSearch) =>
    void navigate({
      to: '.',
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...next }).filter(([, value]) => value !== '' && value !== undefined),
        ),
      replace: true,
    });
  return (
    <>
      <div className="tools">
        <KindsInput
          label={t('matrix.rows')}
          kinds={kinds}
          value={kindsIn(search.rows)}
          onChange={(rows) => change({ rows: rows.join() })}
        />
        <KindsInput
          label={t('matrix.columns')}
          kinds={kinds}
          value={kindsIn(search.columns)}
          onChange={(columns) => change({ columns: columns.join() })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('matrix.shows')}
          value={shows}
          onChange={(value) =>
            change({ shows: value === 'relations' ? undefined : (value as Shows) } as MatrixSearch)
          }
          data={SHOWS.map((value) => ({ value, label: t(`matrix.shown.${value}`) }))}
        />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsExchange size={14} aria-hidden />}
          onClick={() =>
            void navigate({
              to: '.',
              search: (old) => ({ ...(old.at ? { at: old.at } : {}), ...transposed(search) }),
            })
          }
        >
          {t('matrix.transpose')}
        </Button>
        <CopyQuery query={matrix.query} variables={matrix.variables} />
        <CsvButton name="matrix" rows={inRows} />
      </div>
      <div className="tools">
        {(['rowText', 'columnText'] as const).map((key) => (
          <TextInput
            key={key}
            size="xs"
            type="search"
            aria-label={t(`matrix.${key}`)}
            placeholder={t(`matrix.${key}`)}
            defaultValue={search[key] ?? ''}
            onBlur={(event) => change({ [key]: event.currentTarget.value.trim() })}
            onKeyDown={(event) =>
              event.key === 'Enter' && change({ [key]: event.currentTarget.value.trim() })
            }
          />
        ))}
        <Checkbox
          size="xs"
          label={t('matrix.showEmpty')}
          checked={search.empty ?? false}
          onChange={() => change({ empty: search.empty ? undefined : true } as MatrixSearch)}
        />
        <span className="quiet" role="status">
          {matrix.isTooLarge || matrix.isLoading
            ? ''
            : t('matrix.size', {
                rows: matrix.rows.length,
                columns: matrix.columns.length,
                hidden: matrix.hidden,
              })}
        </span>
      </div>
    </>
  );
}
