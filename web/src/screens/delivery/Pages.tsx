import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Where one is in a list that only knows what comes next. */
export function usePages() {
  const [trail, setTrail] = useState<readonly (string | null)[]>([null]);
  return {
    after: trail.at(-1) ?? null,
    isFirst: trail.length === 1,
    onward: (next: string) => setTrail((now) => [...now, next]),
    back: () => setTrail((now) => now.slice(0, -1)),
  };
}

/** Newer and older pages. */
export function Pages({ pages, next }: { pages: ReturnType<typeof usePages>; next: string | null }) {
  const { t } = useTranslation();
  return (
    <div className="ledger-row not-on-paper">
      {!pages.isFirst && (
        <Button size="compact-sm" variant="default" onClick={pages.back}>
          {t('delivery.newer')}
        </Button>
      )}
      {next && (
        <Button size="compact-sm" variant="default" onClick={() => pages.onward(next)}>
          {t('delivery.older')}
        </Button>
      )}
    </div>
  );
}
